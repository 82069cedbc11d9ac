import type { StaffMessage } from '#core/protocol.ts';
import type { Op } from './ops.ts';
import type { Sight } from './sight.ts';

/** Signs on posts: it went to the customer, the customer has seen it, it could not be brought there, it was taken back. */
export const MARKS = { sent: 'incoming_envelope', seen: 'white_check_mark', failed: 'warning', removed: 'wastebasket' } as const;

/** Signs to be put on posts of single agents' messages, or to be taken off them. */
export function wantedMarks({ posts, messages }: Sight): readonly Op[] {
  const bySeq = new Map(messages.map((message) => [message.seq, message]));
  return posts.flatMap((post): readonly Op[] => {
    const { kind, fromSeq, toSeq, part = 1, state, ts, marks = [] } = post;
    if (state !== 'posted' || ts === undefined || fromSeq === undefined || fromSeq !== toSeq || part !== 1 || (kind !== 'own' && kind !== 'message')) return [];
    const message = bySeq.get(fromSeq);
    if (message?.author !== 'agent') return [];
    const wanted = kind === 'own' ? forOwn(message) : message.seen && message.visibility === 'all' && message.removedAt === undefined ? [MARKS.seen] : [];
    return [
      ...wanted.filter((mark) => !marks.includes(mark)).map((mark): Op => ({ kind: 'react', post, mark, how: 'add' })),
      ...marks.filter((mark) => !wanted.includes(mark)).map((mark): Op => ({ kind: 'react', post, mark, how: 'remove' })),
    ];
  });
}

/** On what a colleague wrote in the thread nothing else can be shown; notes have none, as they go nowhere. */
function forOwn({ visibility, status, seen, removedAt }: StaffMessage): readonly string[] {
  if (removedAt !== undefined) return [MARKS.removed];
  if (visibility !== 'all') return [];
  if (status === 'failed') return [MARKS.failed];
  return [...(status === 'sent' ? [MARKS.sent] : []), ...(seen ? [MARKS.seen] : [])];
}
