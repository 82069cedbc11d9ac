import type { Change } from '../change.ts';
import type { Conversation, Handover } from '../conversation.ts';
import type { Policy } from '../policy.ts';
import type { Priority } from '../protocol.ts';
import { type Clocks, isOpenClock, pauseClock, resumeClock, stopClock } from '../time-limits/clocks.ts';
import { joinTimers, type TimerChange, type TimerData, type TimerHandlers } from '../timers.ts';
import { workingTimeOf } from '../time-limits/team-time.ts';
import { type Callback, callbackDueAt, openCallback } from './callback.ts';

const DUE = 'callback-due';
const LATE = 'callback-late';
const LONGER = 'wait-longer';
const KEYS = { due: 'callback:due', late: 'callback:late' };
const LONGER_KEY = 'waiting:longer';
/** So often somebody is told that it takes longer than was said. */
const MOST_APOLOGIES = 2;
const HIGHER: Readonly<Record<Priority, Priority>> = { low: 'normal', normal: 'high', high: 'urgent', urgent: 'urgent' };

/**
 * Completes a change that makes, changes or ends a promise to call back, or ends its handover: its timers stand as the
 * promise does, and the clocks of replies stand still as long as it is open, for the customer waits for the call. An answer
 * in the chat keeps the promise of one.
 */
export function withCallback(change: Change, { handover, policy, now }: { readonly handover: Handover | undefined; readonly policy: Policy | undefined; readonly now: number }): Change {
  if (change.openHandover?.callback) return { ...change, timers: joinTimers(change.timers, { set: timersOf(change.openHandover.callback) }) };
  const before = openCallback(handover);
  const given = change.touchHandover?.callback ?? answeredInChat(before, change, now);
  const stands = given ?? before;
  if (!handover || !stands || (given === undefined && !change.touchHandover?.ended)) return change;
  const after: Callback = change.touchHandover?.ended && !stands.ended ? { ...stands, ended: { how: 'cancelled', at: now, by: change.close?.by ?? 'customer' } } : stands;
  const clocks = handover.clocks && policy ? followClocks(handover.clocks, before, after, { policy, team: handover.team, now }) : undefined;
  const isSame = before !== undefined && before.from === after.from && before.until === after.until;
  const timers: TimerChange = after.ended ? { cancel: Object.values(KEYS) } : isSame ? {} : { set: timersOf(after) };
  return { ...change, touchHandover: { ...(clocks ? { clocks } : {}), ...change.touchHandover, callback: after }, timers: joinTimers(change.timers, timers) };
}

/** The promise of an answer in the chat is kept by the answer, from the promised time on; nobody has to say so besides. */
function answeredInChat(callback: Callback | undefined, { messages }: Change, now: number): Callback | undefined {
  const answer = callback?.way === 'chat' && now >= callback.from ? messages?.find(({ author, visibility }) => author === 'agent' && visibility === 'all') : undefined;
  return callback && answer && { ...callback, ended: { how: 'done', at: now, by: answer.extras?.agentName ?? '' } };
}

/** Each at its time: a reminder when the promise is due, and an alarm when it was not kept. */
function timersOf(callback: Callback): NonNullable<TimerChange['set']> {
  const { until, lateAt } = callback;
  return [
    { key: KEYS.due, kind: DUE, dueAt: callbackDueAt(callback), data: { until } },
    ...(lateAt === undefined ? [{ key: KEYS.late, kind: LATE, dueAt: until, data: { until } }] : []),
  ];
}

function followClocks(clocks: Clocks, before: Callback | undefined, after: Callback, { policy, team, now }: { readonly policy: Policy; readonly team: string; readonly now: number }): Clocks | undefined {
  const place = { policy, team };
  const changed: { firstReply?: NonNullable<Clocks['firstReply']>; nextReply?: NonNullable<Clocks['nextReply']> } = {};
  for (const name of ['firstReply', 'nextReply'] as const) {
    const clock = clocks[name];
    if (!isOpenClock(clock)) continue;
    if (!after.ended && !before) changed[name] = pauseClock(place, clock, now);
    if (after.ended?.how === 'cancelled') changed[name] = resumeClock(place, clock, now);
    if (after.ended && after.ended.how !== 'cancelled') changed[name] = stopClock(clock, now);
  }
  return Object.keys(changed).length === 0 ? undefined : { ...clocks, ...changed };
}

/** What happens when a promise is due, when it was not kept, and when somebody waits longer than was said. */
export function waitingTimers(policy: () => Policy): TimerHandlers {
  return { ...CALLBACK_TIMERS, [LONGER]: (timer, conversation, handover, now) => sayLonger(timer.data, conversation, handover, policy(), now) };
}

const CALLBACK_TIMERS: TimerHandlers = {
  [DUE]({ data }, conversation, handover) {
    const callback = openCallback(handover);
    if (!callback || callback.until !== data['until'] || conversation.state === 'closed') return undefined;
    return {
      messages: [{ author: 'system', visibility: 'staff', text: '', extras: { notice: { kind: 'callback_due', way: callback.way, until: callback.until } } }],
      news: [conversation.agentId === undefined ? 'callback_due' : { kind: 'callback_due', agentId: conversation.agentId }],
    };
  },
  [LATE]({ data }, conversation, handover, now) {
    const callback = openCallback(handover);
    if (!handover || !callback || callback.until !== data['until'] || callback.lateAt !== undefined || conversation.state === 'closed') return undefined;
    return {
      touchHandover: { callback: { ...callback, lateAt: now }, priority: HIGHER[handover.priority], ...(handover.escalatedAt === undefined ? { escalated: true as const } : {}) },
      messages: [{ author: 'system', visibility: 'staff', text: '', extras: { notice: { kind: 'callback_late', way: callback.way, until: callback.until } } }],
      news: ['callback_late'],
    };
  },
};

/** Says that it takes longer, while the team is there; whoever waits over night is told nothing until it is back. */
function sayLonger(data: TimerData, conversation: Conversation, handover: Handover | undefined, policy: Policy, now: number): Change | undefined {
  const isSame = handover?.openedAt === data['openedAt'] && handover?.claimedAt === undefined;
  if (!handover || conversation.state !== 'waiting' || !isSame || openCallback(handover)) return undefined;
  const time = workingTimeOf(policy, handover.team);
  const again = (dueAt: number, said: number): Change => ({ timers: { set: [{ key: LONGER_KEY, kind: LONGER, dueAt, data: { ...data, said } }] } });
  const said = Number(data['said']);
  // The hours may have changed since it was set, and a timer may come late.
  if (time.nextWorking(now) > now) return again(time.add(now, Number(data['ms'])), said);
  return {
    messages: [{ author: 'system', visibility: 'all', text: '', extras: { notice: { kind: 'wait_longer' } } }],
    ...(said >= MOST_APOLOGIES ? {} : again(time.add(now, Number(data['ms'])), said + 1)),
  };
}

/** The timer that tells somebody who was told to wait up to `ms` (working time of the team) when it takes longer. */
export function longerTimer(policy: Policy, team: string, ms: number, now: number): TimerChange {
  return { set: [{ key: LONGER_KEY, kind: LONGER, dueAt: workingTimeOf(policy, team).add(now, ms), data: { openedAt: now, ms, said: 1 } }] };
}
