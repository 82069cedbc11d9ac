import type { Conversation, Handover } from './conversation.ts';
import type { Intent } from './intent.ts';
import type { Message } from './message.ts';
import type { UnderstoodMessage } from './ports/store.ts';
import type { ConversationSummary, StaffMessage } from './protocol.ts';
import { shorten } from './text.ts';

const LAST_TEXT_LENGTH = 120;

/** A conversation as a line of the console's list. */
export function toSummary(conversation: Conversation, handover: Handover | undefined, last: Message | undefined): ConversationSummary {
  const isWaiting = conversation.state === 'waiting';
  const isAnswered = handover?.firstReplyAt !== undefined;
  return {
    id: conversation.id,
    state: conversation.state,
    channel: conversation.channel,
    customerName: conversation.customerName,
    tier: conversation.tier,
    language: conversation.language,
    ...(handover ? { reason: handover.reason, priority: handover.priority, team: handover.team } : {}),
    ...(handover && isWaiting ? { waitingSince: handover.openedAt } : {}),
    ...(handover && !isAnswered ? { dueAt: handover.dueAt } : {}),
    ...(conversation.agentId && conversation.agentName ? { agentId: conversation.agentId, agentName: conversation.agentName } : {}),
    lastText: shorten(last?.text ?? '', LAST_TEXT_LENGTH),
    lastAt: last?.at ?? conversation.updatedAt,
    ...(conversation.rating === undefined ? {} : { rating: conversation.rating }),
  };
}

/** A message as staff see it, with how it was understood. */
export function toStaffMessage({ message, understanding }: UnderstoodMessage, intents: ReadonlyMap<string, Intent>): StaffMessage {
  const { id, seq, cursor, author, text, at, extras, visibility, status, segment } = message;
  const guess = understanding?.intents[0];
  const name = guess && intents.get(guess.id)?.name;
  return {
    id,
    seq,
    author,
    text,
    at,
    visibility,
    status,
    segment,
    ...extras,
    ...(cursor === undefined ? {} : { cursor }),
    ...(understanding
      ? {
          understanding: {
            sentiment: understanding.sentiment,
            mood: understanding.mood,
            ...(guess ? { intent: guess.id, confidence: guess.confidence } : {}),
            ...(name ? { intentName: name } : {}),
          },
        }
      : {}),
  };
}
