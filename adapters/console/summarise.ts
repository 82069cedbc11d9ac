import type { Conversation } from '#core/conversation.ts';
import type { ConversationSummary } from '#core/protocol.ts';
import { toSummary } from '#core/staff-view.ts';
import type { ConsoleContext } from './server.ts';

/** Conversations as lines of a list. */
export async function summarise({ store }: Pick<ConsoleContext, 'store'>, conversations: readonly Conversation[]): Promise<ConversationSummary[]> {
  const handovers = new Map((await store.openHandovers()).map((handover) => [handover.conversationId, handover]));
  const last = await store.lastMessages(conversations.map(({ id }) => id));
  return conversations.map((conversation) => toSummary(conversation, handovers.get(conversation.id), last.get(conversation.id)));
}
