import type { Conversation, Handover } from './conversation.ts';
import type { Message } from './message.ts';
import { readMoodTrend } from './mood-trend.ts';
import type { Policy } from './policy.ts';
import type { CustomerMessage, CustomerState } from './protocol.ts';
import { placeInQueue } from './queue.ts';
import { isTeamThere, teamBackAt } from './time-limits/team-time.ts';
import { openCallback, viewCallback } from './waiting/callback.ts';
import type { Line } from './waiting/line.ts';
import { outlookAt } from './waiting/outlook.ts';

/**
 * A visible message as the customer's page gets it. `clientId` is the page's own id of a customer's message. Why a
 * person takes over ("vip", "mood") stays with staff: the notice comes with an empty reason.
 */
export function toCustomerMessage(message: Message, clientId: string | undefined): CustomerMessage {
  const { id, seq, author, text, at, extras } = message;
  // What a model took to answer, who exactly wrote and where is nobody's business but the company's.
  const { notice, answeredBy: _, agentId: _agent, origin: _origin, asks: _asks, ...more } = extras;
  return {
    id,
    seq,
    cursor: message.cursor ?? 0,
    author,
    text,
    at,
    ...more,
    ...(notice === undefined ? {} : { notice: notice.kind === 'handed_over' ? { ...notice, reason: '' } : notice }),
    ...(message.editedAt === undefined ? {} : { editedAt: message.editedAt }),
    ...(message.removedAt === undefined ? {} : { removedAt: message.removedAt }),
    ...(clientId === undefined ? {} : { clientId }),
  };
}

/**
 * Where a conversation stands, as the customer may know it; `conversation` is absent before the first message. With the
 * `line` in which customers wait, how long that is likely to take; then of `openHandovers` only its own are needed, without
 * it all of them.
 */
export function toCustomerState(
  conversation: Conversation | undefined,
  openHandovers: readonly Handover[],
  policy: Policy,
  now: number,
  line?: Line,
): CustomerState {
  const team = teamFor(conversation, openHandovers, policy);
  const isThere = team !== undefined && isTeamThere(policy, team, now);
  const availability = { peopleAvailable: isThere, ...(team === undefined || isThere ? {} : { peopleBackAt: teamBackAt(policy, team, now) }) };
  if (!conversation) return { state: 'bot', deliveredSeq: 0, canRate: false, ...availability };
  const place = conversation.state === 'waiting' ? placeOf(conversation, openHandovers, line) : undefined;
  return {
    state: conversation.state,
    deliveredSeq: conversation.handledSeq,
    ...(place === undefined ? {} : { place }),
    ...waitingOf(conversation, place, openHandovers, policy, now, line),
    ...(conversation.state === 'human' && conversation.agentName ? { agentName: conversation.agentName } : {}),
    canRate: conversation.state === 'closed',
    ...(conversation.state === 'closed' && policy.care ? { ratingReasons: policy.care.survey.reasons.map(({ id, name }) => ({ id, name })) } : {}),
    ...(conversation.rating === undefined ? {} : { rating: conversation.rating }),
    ...availability,
  };
}

/** Whoever came after the line was read stands where they would have come in. */
function placeOf({ id, tier, memory }: Conversation, open: readonly Handover[], line: Line | undefined): number | undefined {
  if (!line) return placeInQueue(id, open);
  const own = open.find(({ conversationId }) => conversationId === id);
  if (!own || own.claimedAt !== undefined || openCallback(own)) return undefined;
  return line.placeOf(id) ?? line.placeFor({ ...own, tier, mood: readMoodTrend(memory.sentiments).level });
}

/** How long somebody still waits, or what was agreed instead. */
function waitingOf({ id, state }: Conversation, place: number | undefined, open: readonly Handover[], policy: Policy, now: number, line: Line | undefined): Pick<CustomerState, 'expectedWait' | 'callback' | 'comesFirst'> {
  const handover = state === 'waiting' || state === 'human' ? open.find(({ conversationId }) => conversationId === id) : undefined;
  const callback = openCallback(handover);
  if (callback) return { callback: viewCallback(callback) };
  const expected = line && handover && place !== undefined ? outlookAt(place, handover, line, policy, now)?.expected : undefined;
  return { ...(expected ? { expectedWait: expected } : {}), ...(handover?.reason === 'danger' ? { comesFirst: true as const } : {}) };
}

/** The team that serves a conversation: that of its handover, else that of customers who ask for a person. */
function teamFor(conversation: Conversation | undefined, openHandovers: readonly Handover[], policy: Policy): string | undefined {
  const handover = openHandovers.find(({ conversationId }) => conversationId === conversation?.id);
  const usual = policy.rules.find(({ reason }) => reason === 'asked') ?? policy.rules[0];
  const team = handover?.team ?? usual?.team ?? '';
  return Object.hasOwn(policy.teams, team) ? team : undefined;
}
