import type { Conversation, Handover } from '#core/conversation.ts';
import type { ConversationSummary } from '#core/protocol.ts';
import { toSummary } from '#core/staff-view.ts';
import type { ConsoleContext } from './server.ts';

/** Up to so many, each one's own handovers are read; for more, all that are open at once. */
const FEW = 4;

/** Conversations as lines of a list. */
export async function summarise({ store }: Pick<ConsoleContext, 'store'>, conversations: readonly Conversation[]): Promise<ConversationSummary[]> {
  const open = conversations.length <= FEW ? (await Promise.all(conversations.map(({ id }) => store.handovers(id)))).flatMap((own) => own.slice(-1)).filter(isOpen) : await store.openHandovers();
  const handovers = new Map(open.map((handover) => [handover.conversationId, handover]));
  const last = await store.lastMessages(conversations.map(({ id }) => id));
  return conversations.map((conversation) => toSummary(conversation, handovers.get(conversation.id), last.get(conversation.id)));
}

const isOpen = ({ endedAt }: Handover): boolean => endedAt === undefined;
