import { readBrief } from '#core/brief/read-brief.ts';
import { BatonError } from '#core/errors.ts';
import type { Staff } from '#core/ports/access-store.ts';
import type { UnderstoodMessage } from '#core/ports/store.ts';
import type { ConversationDetail } from '#core/protocol.ts';
import type { Route } from '#core/route.ts';
import { toStaffMessage, toSummary } from '#core/staff-view.ts';
import { createRefresher } from '#adapters/shared/refresher.ts';
import { createDetailChanges } from './detail-changes.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff } from './sign-in.ts';
import { staffStream } from './staff-stream.ts';

/** What happens together is read together, ms. */
const GATHER_MS = 50;
const TRANSCRIPT = 2_000;
/** What one view of a conversation may hold, UTF-16 units: a flood of long messages must not choke the page. */
const TRANSCRIPT_LENGTH = 1_000_000;

/** One conversation with its brief and transcript, once and live. */
export function detailRoutes(context: ConsoleContext): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/console/conversations/:id',
      async handle(call) {
        const staff = await requireStaff(context, call);
        return Response.json(await detail(context, call.params['id'] ?? '', staff), { headers: { 'Cache-Control': 'no-store' } });
      },
    },
    {
      method: 'GET',
      path: '/api/console/conversations/:id/events',
      async handle(call) {
        const id = call.params['id'] ?? '';
        context.sink();
        await requireStaff(context, call);
        if (!(await context.store.conversation(id))) throw notFound();
        return staffStream(context, call, async ({ send, onEnd, end, signal }, staff) => {
          const changes = createDetailChanges();
          let isShown = false;
          let wasTouched = false;
          const show = async (): Promise<void> => {
            if (signal.aborted) return;
            const now = await detail(context, id, staff);
            const update = changes.next(now);
            if (!isShown) send('detail', now);
            else if (update) send('update', update);
            await noteOpened(context, now, staff);
          };
          const refresh = createRefresher(
            show,
            (error) => {
              context.onError(error);
              end();
            },
            GATHER_MS,
          );
          // Listening first, so that nothing falls between what is read and what is heard.
          onEnd(context.hub.on(id, () => (isShown ? refresh() : (wasTouched = true))));
          onEnd(
            context.live.onTyping(id, (typing) => {
              if (typing.who === 'customer') send('typing', typing);
            }),
          );
          await show();
          isShown = true;
          if (wasTouched) refresh();
        });
      },
    },
  ];
}

/** Whoever looks at a conversation that Baton gave them has it from then on. */
async function noteOpened(context: ConsoleContext, { summary }: ConversationDetail, staff: Staff): Promise<void> {
  if (summary.assigned?.openBy !== undefined && summary.agentId === staff.id) await context.sink().opened(summary.id, staff);
}

/** A conversation as a colleague sees it. Throws `not_found`. */
export async function detail(context: ConsoleContext, id: string, staff: Staff): Promise<ConversationDetail> {
  const { store, intents } = context;
  const conversation = await store.conversation(id);
  if (!conversation) throw notFound();
  const [transcript, handovers, last] = await Promise.all([store.transcript(id, TRANSCRIPT), store.handovers(id), store.lastMessages([id])]);
  const handover = handovers.at(-1);
  const open = handover?.endedAt === undefined ? handover : undefined;
  const isRelevant = handover !== undefined && handover.segment === conversation.segment;
  return {
    summary: toSummary(conversation, open, last.get(id)),
    messages: latest(transcript).map((line) => toStaffMessage(line, intents, conversation.seenCursor)),
    ...(isRelevant
      ? {
          brief: await readBrief(context, { conversation, handover, handovers, transcript }, staff.name),
        }
      : {}),
    ...(conversation.rating === undefined
      ? {}
      : { rating: { score: conversation.rating, ...(conversation.ratingComment === undefined ? {} : { comment: conversation.ratingComment }) } }),
    ...(conversation.closeReason === undefined ? {} : { closing: { reason: conversation.closeReason, by: conversation.closedBy ?? '' } }),
  };
}

const notFound = (): BatonError => new BatonError('not_found', 'There is no such conversation.');

/** The latest messages that fit into a view. */
function latest(transcript: readonly UnderstoodMessage[]): readonly UnderstoodMessage[] {
  let length = 0;
  const first = transcript.findLastIndex(({ message }) => (length += message.text.length) > TRANSCRIPT_LENGTH);
  return transcript.slice(first + 1);
}
