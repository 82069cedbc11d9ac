import type { Conversation } from '#core/conversation.ts';
import type { ConversationSummary } from '#core/protocol.ts';
import { toSummary } from '#core/staff-view.ts';
import type { ConsoleContext } from './server.ts';

/** Conversations as lines of a list. */
export async function summarise({ store }: Pick<ConsoleContext, 'store'>, conversations: readonly Conversation[]): Promise<ConversationSummary[]> {
  const ids = conversations.map(({ id }) => id);
  const [open, last] = await Promise.all([store.openHandovers(ids), store.lastMessages(ids)]);
  const handovers = new Map(open.map((handover) => [handover.conversationId, handover]));
  return conversations.map((conversation) => toSummary(conversation, handovers.get(conversation.id), last.get(conversation.id)));
}
