import type { FileRef, StaffMessage } from '#core/protocol.ts';

/** Words that the page has sent or is about to send, shown until the server's transcript has them. */
export type Pending = {
  /** The same id goes with every try, so that nothing is said twice. */
  readonly clientId: string;
  readonly kind: 'reply' | 'note';
  readonly text: string;
  readonly files?: readonly FileRef[];
  readonly status: 'sending' | 'stored' | 'failed';
  /** The last message of the transcript when it was written. */
  readonly afterSeq: number;
  /** Why it failed, in words that can be shown. */
  readonly problem?: string;
};

/** The words still to be shown beside a transcript: a message with the same id, or newer with the same words, stands for them. */
export function stillPending(pending: readonly Pending[], messages: readonly StaffMessage[]): readonly Pending[] {
  const taken = new Set<string>();
  const left = pending.filter((item) => {
    const own = messages.find(
      (message) =>
        !taken.has(message.id) &&
        message.author === 'agent' &&
        (message.clientId === undefined ? isSame(item, message) : message.clientId === item.clientId),
    );
    if (own) taken.add(own.id);
    return !own;
  });
  return left.length === pending.length ? pending : left;
}

function isSame(item: Pending, message: StaffMessage): boolean {
  return message.seq > item.afterSeq && (message.visibility === 'staff') === (item.kind === 'note') && message.text === item.text;
}
