import { caseEvents } from '../cases/webhook.ts';
import type { Change } from '../change.ts';
import type { Conversation, Handover } from '../conversation.ts';
import type { Message } from '../message.ts';
import { callbackEvents } from '../waiting/webhook.ts';
import type { EventType } from './event.ts';

/** Something that happened in a conversation, before it has an id. `isNote`: only for endpoints that are told of notes. */
export type Happening = { readonly type: EventType; readonly isNote?: true; readonly data: Readonly<Record<string, unknown>> };

/** A conversation as events show it, as it stands after what happened. */
export function conversationFact(conversation: Conversation): Readonly<Record<string, unknown>> {
  const { id, channel, state, segment, language, customerId, customerName, tier, agentId, agentName } = conversation;
  return {
    id,
    channel,
    state,
    segment,
    language,
    tier,
    ...(customerId === undefined ? {} : { customerId }),
    ...(customerName === '' ? {} : { customerName }),
    ...(agentId === undefined ? {} : { agentId }),
    ...(agentName === undefined ? {} : { agentName }),
  };
}

/** A message that somebody can read by now, as an event. What the system notes is no message; news of a case, in words, is one. */
export function messageEvent(conversation: Conversation, message: Message): Happening | undefined {
  const { author, visibility, text, extras } = message;
  if (author === 'system' && (text === '' || extras.notice)) return undefined;
  return { type: 'message.created', ...(visibility === 'staff' ? { isNote: true as const } : {}), data: { conversation: conversationFact(conversation), message: messageFact(message) } };
}

/** A message that was changed, or taken back, as an event: as it is now. */
export function editEvent(conversation: Conversation, message: Message): Happening {
  const type = message.removedAt === undefined ? 'message.edited' : 'message.removed';
  return { type, ...(message.visibility === 'staff' ? { isNote: true as const } : {}), data: { conversation: conversationFact(conversation), message: messageFact(message) } };
}

/** A message with its files by reference: their bytes are fetched through the API. */
function messageFact({ id, seq, segment, author, visibility, text, at, extras: { agentName, citations, files }, editedAt, removedAt }: Message): Readonly<Record<string, unknown>> {
  const more = Object.entries({ agentName, citations, files, editedAt, removedAt }).filter(([, value]) => value !== undefined);
  return { id, seq, segment, author, visibility, text, at, ...Object.fromEntries(more) };
}

/** What happens when a customer's message is stored. */
export function acceptedEvents(conversation: Conversation, message: Message, opened: 'first' | 'again' | undefined): Happening[] {
  const said = messageEvent(conversation, message);
  return [
    ...(opened ? [{ type: 'conversation.opened' as const, data: { conversation: conversationFact(conversation), reopened: opened === 'again' } }] : []),
    ...(said ? [said] : []),
  ];
}

/**
 * What a change at `now` tells of, in order; messages to the customer are told when they have been sent. `handover` is the
 * latest one after the change.
 */
export function changeEvents(conversation: Conversation, change: Change, written: readonly Message[], handover: Handover | undefined, now: number): Happening[] {
  const base = { conversation: conversationFact(conversation) };
  const about = handover ? { ...base, handover: handoverFact(handover) } : base;
  const broken = written.flatMap(({ extras: { notice } }) => (notice?.kind === 'limit_broken' ? [{ clock: notice.clock, dueAt: notice.dueAt }] : []));
  return [
    ...(change.openHandover ? [{ type: 'handover.opened' as const, data: about }] : []),
    ...(change.touchHandover?.claimed ? [{ type: 'handover.claimed' as const, data: about }] : []),
    ...broken.map((limit) => ({ type: 'handover.breached' as const, data: { ...about, limit } })),
    ...written.filter(({ visibility }) => visibility === 'staff').flatMap((note) => messageEvent(conversation, note) ?? []),
    ...callbackEvents(change).map(({ type, data }) => ({ type, data: { ...about, ...data } })),
    // An end without an open handover ends none, such as when a customer leaves the bot.
    ...(change.touchHandover?.ended && handover?.endedAt === now ? [{ type: 'handover.closed' as const, data: about }] : []),
    ...(change.close ? [{ type: 'conversation.closed' as const, data: { ...base, closing: change.close } }] : []),
    ...caseEvents(change).map(({ type, data }) => ({ type, data: { ...base, ...data } })),
    ...(change.rating ? [{ type: 'rating.given' as const, data: { ...base, rating: change.rating } }] : []),
  ];
}

function handoverFact(handover: Handover): Readonly<Record<string, unknown>> {
  const { id, segment, reason, ruleId, priority, team, openedAt, dueAt, claimedAt, firstReplyAt, endedAt, outcome } = handover;
  return Object.fromEntries(Object.entries({ id, segment, reason, ruleId, priority, team, openedAt, dueAt, claimedAt, firstReplyAt, endedAt, outcome }).filter(([, value]) => value !== undefined));
}
