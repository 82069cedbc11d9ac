import type { FollowUp } from '../care/state.ts';
import { careEvents, freedEvent } from '../care/webhook.ts';
import { caseEvents } from '../cases/webhook.ts';
import type { Change } from '../change.ts';
import type { Conversation, Handover } from '../conversation.ts';
import { ownerEvents } from '../desk/webhook.ts';
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

/** A change that was written. `handover` is the latest one after it, `followUp` the one it touches, after it. */
export type WrittenChange = {
  readonly before: Conversation;
  readonly after: Conversation;
  readonly change: Change;
  readonly written: readonly Message[];
  readonly handover: Handover | undefined;
  readonly followUp: FollowUp | undefined;
  /** Unix ms. */
  readonly now: number;
};

/** What a change tells of, in order; messages to the customer are told when they have been sent. */
export function changeEvents({ before, after, change, written, handover, followUp, now }: WrittenChange): Happening[] {
  const base = { conversation: conversationFact(after) };
  const about = handover ? { ...base, handover: handoverFact(handover) } : base;
  const limits = (kind: 'limit_near' | 'limit_broken') => written.flatMap(({ extras: { notice } }) => (notice?.kind === kind ? [{ clock: notice.clock, dueAt: notice.dueAt }] : []));
  const corrections = change.touchHandover?.brief && 'corrections' in change.touchHandover.brief ? change.touchHandover.brief.corrections : [];
  return [
    ...(change.openHandover ? [{ type: 'handover.opened' as const, data: about }] : []),
    ...(change.touchHandover?.claimed ? [{ type: 'handover.claimed' as const, data: { ...about, ...(change.desk?.assigned ? { assigned: change.desk.assigned } : {}) } }] : []),
    ...ownerEvents(before, change, written).map(({ type, data }) => ({ type, data: { ...about, ...data } })),
    ...limits('limit_near').map((limit) => ({ type: 'handover.warned' as const, data: { ...about, limit } })),
    ...limits('limit_broken').map((limit) => ({ type: 'handover.breached' as const, data: { ...about, limit } })),
    ...(corrections.length > 0 ? [{ type: 'brief.corrected' as const, data: { ...about, corrections } }] : []),
    ...written.filter(({ visibility }) => visibility === 'staff').flatMap((note) => messageEvent(after, note) ?? []),
    ...callbackEvents(change).map(({ type, data }) => ({ type, data: { ...about, ...data } })),
    // An end without an open handover ends none, such as when a customer leaves the bot.
    ...(change.touchHandover?.ended && handover?.endedAt === now ? [{ type: 'handover.closed' as const, data: about }] : []),
    ...(change.close ? [{ type: 'conversation.closed' as const, data: { ...base, closing: change.close } }] : []),
    ...caseEvents(change).map(({ type, data }) => ({ type, data: { ...base, ...data } })),
    ...(change.rating ? [{ type: 'rating.given' as const, data: { ...base, rating: change.rating } }] : []),
    ...careEvents(change.care, followUp, now).map(({ type, data }) => ({ type, data: { ...base, ...data } })),
  ];
}

/** What is told of a follow-up whose owner has left. */
export function freedFollowUpEvent(conversation: Conversation, followUp: FollowUp): Happening {
  const { type, data } = freedEvent(followUp);
  return { type, data: { conversation: conversationFact(conversation), ...data } };
}

function handoverFact(handover: Handover): Readonly<Record<string, unknown>> {
  const { id, segment, reason, ruleId, priority, team, openedAt, dueAt, claimedAt, firstReplyAt, endedAt, outcome } = handover;
  return Object.fromEntries(Object.entries({ id, segment, reason, ruleId, priority, team, openedAt, dueAt, claimedAt, firstReplyAt, endedAt, outcome }).filter(([, value]) => value !== undefined));
}
