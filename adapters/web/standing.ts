import type { Conversation, Handover } from '#core/conversation.ts';
import type { Line } from '#core/waiting/line.ts';
import type { WebContext } from './server.ts';

/** What a customer's state is made of, beside the conversation. */
export type Standing = {
  /** Its own handovers that are open; everybody's where there is no line. */
  readonly open: readonly Handover[];
  /** Absent for whoever does not wait, and where nobody can say how long it takes. */
  readonly line: Line | undefined;
};

/** Reads how a conversation stands. With a thousand customers waiting, everybody's place comes from one line instead of a thousand reads. */
export async function readStanding({ store, waits, clock }: Pick<WebContext, 'store' | 'waits' | 'clock'>, conversation: Conversation | undefined): Promise<Standing> {
  if (conversation?.state !== 'waiting' && conversation?.state !== 'human') return { open: [], line: undefined };
  if (conversation.state === 'waiting' && !waits) return { open: await store.openHandovers(), line: undefined };
  const open = await store.openHandovers([conversation.id]);
  return { open, line: conversation.state === 'waiting' ? await waits?.line(clock.now()) : undefined };
}
