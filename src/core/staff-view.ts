import type { Conversation, Handover } from './conversation.ts';
import type { Intent } from './intent.ts';
import type { Message } from './message.ts';
import { readMoodTrend } from './mood-trend.ts';
import type { UnderstoodMessage } from './ports/store.ts';
import type { ConversationSummary, StaffMessage, UnderstandingView } from './protocol.ts';
import { rankOf } from './routing/rank-waiting.ts';
import { shorten } from './text.ts';
import { viewLimits } from './time-limits/view.ts';
import type { Understanding } from './understanding.ts';
import { openCallback, viewCallbackForStaff } from './waiting/callback.ts';

const LAST_TEXT_LENGTH = 120;

/** A conversation as a line of the console's list. */
export function toSummary(conversation: Conversation, handover: Handover | undefined, last: Message | undefined): ConversationSummary {
  const isWaiting = conversation.state === 'waiting';
  const isAnswered = handover?.firstReplyAt !== undefined;
  const callback = openCallback(handover);
  return {
    id: conversation.id,
    state: conversation.state,
    channel: conversation.channel,
    customerName: conversation.customerName,
    tier: conversation.tier,
    language: conversation.language,
    ...(handover ? { reason: handover.reason, priority: handover.priority, team: handover.team } : {}),
    ...(handover && isWaiting ? { waitingSince: conversation.desk?.waitsAgainSince ?? handover.openedAt } : {}),
    ...(handover && isWaiting ? { rank: rankOf({ tier: conversation.tier, priority: handover.priority, mood: readMoodTrend(conversation.memory.sentiments).level, since: handover.openedAt }) } : {}),
    ...(handover && !isAnswered ? { dueAt: callback?.until ?? handover.clocks?.firstReply?.dueAt ?? handover.dueAt } : {}),
    ...(callback ? { callback: viewCallbackForStaff(callback) } : {}),
    ...(handover ? limitsOf(handover) : {}),
    ...(conversation.agentId && conversation.agentName ? { agentId: conversation.agentId, agentName: conversation.agentName } : {}),
    ...viewDesk(conversation),
    lastText: shorten(last?.text || (last?.extras.files ?? []).map(({ name }) => name).join(', '), LAST_TEXT_LENGTH),
    lastAt: last?.at ?? conversation.updatedAt,
    ...(conversation.rating === undefined ? {} : { rating: conversation.rating }),
  };
}

function limitsOf(handover: Handover): Pick<ConversationSummary, 'limits' | 'escalatedAt'> {
  const limits = viewLimits(handover);
  return { ...(limits.length > 0 ? { limits } : {}), ...(handover.escalatedAt === undefined ? {} : { escalatedAt: handover.escalatedAt }) };
}

const fromName = (asker: { readonly name: string } | undefined): { readonly fromName?: string } => (asker ? { fromName: asker.name } : {});

/** What goes on among colleagues, where something does. */
function viewDesk({ desk }: Conversation): Pick<ConversationSummary, 'offer' | 'assigned' | 'asked' | 'joined'> {
  const { offer, assigned, asked = [], joined = [] } = desk ?? {};
  return {
    ...(offer ? { offer: { toId: offer.to.id, toName: offer.to.name, ...fromName(offer.from ?? offer.by), ...(offer.because ? { because: offer.because } : {}), until: offer.until } } : {}),
    ...(assigned ? { assigned: { because: assigned.because, ...(assigned.until === undefined ? {} : { openBy: assigned.until }) } } : {}),
    ...(asked.length > 0 ? { asked } : {}),
    ...(joined.length > 0 ? { joined } : {}),
  };
}

/** A message as staff see it, with how it was understood; the customer has seen what is visible up to `seenCursor`. */
export function toStaffMessage({ message, understanding }: UnderstoodMessage, intents: ReadonlyMap<string, Intent>, seenCursor = 0): StaffMessage {
  const { id, seq, cursor, author, text, at, extras, visibility, status, segment, editedAt, removedAt, earlier } = message;

  const isSeen = author !== 'customer' && visibility === 'all' && cursor !== undefined && cursor <= seenCursor;
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
    ...(editedAt === undefined ? {} : { editedAt }),
    ...(removedAt === undefined ? {} : { removedAt }),
    ...(earlier ? { earlier } : {}),
    ...(isSeen ? { seen: true as const } : {}),
    ...(cursor === undefined ? {} : { cursor }),
    ...(understanding ? { understanding: explain(understanding, intents) } : {}),
  };
}

/** How a message was understood, in the names that staff know. */
function explain({ intents: guesses, sentiment, mood, because, signals }: Understanding, intents: ReadonlyMap<string, Intent>): UnderstandingView {
  const nameOf = (id: string) => intents.get(id)?.name ?? { zh: id, en: id };
  const [first, ...others] = guesses;
  const name = first && intents.get(first.id)?.name;
  return {
    sentiment,
    mood,
    ...(first ? { intent: first.id, confidence: first.confidence } : {}),
    ...(name ? { intentName: name } : {}),
    others: others.map(({ id, confidence }) => ({ id, name: nameOf(id), confidence })),
    words: because.words,
    ...(because.nearest ? { nearest: { text: because.nearest.text, intentName: nameOf(because.nearest.intent) } } : {}),
    signals: signals.map(({ kind, words }) => ({ kind, words })),
  };
}
