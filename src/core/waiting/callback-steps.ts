import type { Change } from '../change.ts';
import type { Conversation, Handover } from '../conversation.ts';
import { requireOwnerOrLead } from '../desk/standing.ts';
import { BatonError } from '../errors.ts';
import type { NewMessage } from '../message.ts';
import type { Policy } from '../policy.ts';
import type { Agent } from '../ports/desk.ts';
import type { SystemNotice } from '../protocol.ts';
import { workingTimeOf } from '../time-limits/team-time.ts';
import { transition } from '../transition.ts';
import { type Callback, MOST_TRIES, openCallback } from './callback.ts';
import { FURTHEST_MS, promiseFor } from './promise-time.ts';

const HOUR_MS = 3600_000;
/** Nobody was reached: without another time it is tried again after so much working time. */
const AGAIN_MS = 2 * HOUR_MS;

const notice = (visibility: NewMessage['visibility'], what: SystemNotice): NewMessage => ({ author: 'system', visibility, text: '', extras: { notice: what } });

/** Throws `not_allowed_now` where nothing is promised, and for a conversation that a colleague has. */
function require(conversation: Conversation, handover: Handover | undefined, agent: Agent): { readonly callback: Callback; readonly handover: Handover } {
  const callback = openCallback(handover);
  if (!handover || !callback) throw new BatonError('not_allowed_now', '这里没有约好的回电，可能已经完成或取消。 · There is no callback to be made here; it was made or cancelled.');
  if (conversation.state === 'human') requireOwnerOrLead(conversation, agent);
  return { callback, handover };
}

/** Whoever calls has the conversation from then on, so that it is ended by somebody and with a reason. */
function taken(conversation: Conversation, agent: Agent): Pick<Change, 'ownership' | 'agentName'> {
  return conversation.state === 'waiting' ? { ownership: transition(conversation, { kind: 'claim', agentId: agent.id }), agentName: agent.name } : {};
}

/** The customer was reached. A conversation that nobody has becomes the agent's. */
export function callbackDone(conversation: Conversation, given: Handover | undefined, agent: Agent, now: number): Change {
  const { callback, handover } = require(conversation, given, agent);
  return {
    ...taken(conversation, agent),
    touchHandover: {
      ...(conversation.state === 'waiting' ? { claimed: true as const } : {}),
      ...(handover.firstReplyAt === undefined ? { firstReply: true as const } : {}),
      callback: { ...callback, ended: { how: 'done', at: now, by: agent.name } },
    },
    messages: [notice('all', { kind: 'callback_done', agentName: agent.name, way: callback.way })],
    news: ['owner_changed'],
  };
}

/**
 * Nobody answered: it is tried again at `at`, or two working hours later, and the customer is told when. After the last
 * time the promise ends with words on how to go on, and the conversation is the agent's to end.
 */
export function callbackMissed(conversation: Conversation, given: Handover | undefined, agent: Agent, at: number | undefined, policy: Policy, now: number): Change {
  const { callback, handover } = require(conversation, given, agent);
  const tries = [...callback.tries, now];
  if (tries.length >= MOST_TRIES) {
    return {
      ...taken(conversation, agent),
      touchHandover: { ...(conversation.state === 'waiting' ? { claimed: true as const } : {}), callback: { ...callback, tries, ended: { how: 'not_reached', at: now, by: agent.name } } },
      messages: [notice('all', { kind: 'callback_missed', agentName: agent.name, ...windowOf(callback), isLast: true })],
      news: ['owner_changed'],
    };
  }
  const next = again({ ...callback, tries }, handover, at ?? workingTimeOf(policy, handover.team).add(now, AGAIN_MS), policy, now);
  return {
    touchHandover: { callback: next },
    messages: [notice('all', { kind: 'callback_missed', agentName: agent.name, ...windowOf(next) })],
    news: ['owner_changed'],
  };
}

/** A colleague needs another time; the customer is told. */
export function callbackMoved(conversation: Conversation, given: Handover | undefined, agent: Agent, at: number, policy: Policy, now: number): Change {
  const { callback, handover } = require(conversation, given, agent);
  const next = again(callback, handover, at, policy, now);
  return {
    touchHandover: { callback: next },
    messages: [notice('all', { kind: 'callback_moved', agentName: agent.name, ...windowOf(next) })],
    news: ['owner_changed'],
  };
}

/** Notes that somebody looks at the number or address. */
export function contactSeen(conversation: Conversation, given: Handover | undefined, agent: Agent): Change {
  const { callback } = require(conversation, given, agent);
  return { messages: [notice('staff', { kind: 'contact_seen', agentName: agent.name, way: callback.way })] };
}

/** A promise is kept or ended before its conversation is: throws `not_allowed_now`. */
export function requireNoCallback(handover: Handover | undefined): void {
  if (openCallback(handover)) throw new BatonError('not_allowed_now', '还有约好的回电没有完成，请先完成回电，或改约时间。 · A callback is still promised here. Please make it first, or agree on another time.');
}

/** Throws `invalid_input` for a time that is past or further ahead than two weeks. */
export function requireFuture(at: number, now: number): void {
  if (at <= now) throw new BatonError('invalid_input', '这个时间已经过了，请选以后的时间。 · That time is past. Please choose a later one.');
  if (at > now + FURTHEST_MS) throw new BatonError('invalid_input', '请选两周以内的时间。 · Please choose a time within the next two weeks.');
}

function again(callback: Callback, handover: Handover, at: number, policy: Policy, now: number): Callback {
  requireFuture(at, now);
  const { lateAt: _, ...kept } = callback;
  const { from, until } = promiseFor(policy, handover.team, { from: at }, now);
  return { ...kept, from, until, isTimed: true };
}

function windowOf({ way, from, until, isTimed }: Callback): Pick<Callback, 'way' | 'from' | 'until' | 'isTimed'> {
  return { way, from, until, isTimed };
}
