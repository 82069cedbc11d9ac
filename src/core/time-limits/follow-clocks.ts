import type { Change } from '../change.ts';
import type { Conversation, Handover } from '../conversation.ts';
import type { Policy } from '../policy.ts';
import { joinTimers, type NewTimer, type TimerChange } from '../timers.ts';
import { type Clocks, type ClockState, isOpenClock, pauseClock, resumeClock, startClock, stopClock, type Team } from './clocks.ts';
import { CLOCK_NAMES, type ClockName, type Limit, limitFor } from './limits.ts';

/** Kinds of the timers that clocks set. */
export const LIMIT_WARNING = 'limit-warning';
export const LIMIT_BREACH = 'limit-breach';

/** Where a change comes to pass. */
export type Standing = { readonly conversation: Conversation; readonly handover: Handover | undefined; readonly policy: Policy; readonly now: number };

/**
 * Completes a change with what follows from it for the clocks of the handover and for their timers, so that they are
 * stored together: a handover starts them, a person's words stop those of replies, waiting for the customer pauses that
 * of the solution, and the end of the handover stops all. Pure; every change passes through here, whoever decided it.
 */
export function withClocks(change: Change, standing: Standing): Change {
  const { handover, now } = standing;
  if (change.openHandover) {
    const clocks = openClocks(change.openHandover, change.customer?.tier ?? standing.conversation.tier, standing);
    return { ...change, openHandover: { ...change.openHandover, clocks }, timers: joinTimers(change.timers, timersFor({}, clocks)) };
  }
  const before = handover?.clocks;
  if (!before) return change;
  let clocks = change.touchHandover?.clocks ?? before;
  if (change.touchHandover?.ended) clocks = each(clocks, (clock) => stopClock(clock, now));
  else {
    if (change.messages?.some(({ author, visibility }) => author === 'agent' && visibility === 'all')) {
      clocks = each(clocks, (clock, name) => (name === 'solution' ? clock : stopClock(clock, now)));
    }
    const { courtesySince } = change.touchHandover ?? {};
    // What came before the courtesies is still to be answered.
    if (courtesySince !== undefined) clocks = each(clocks, (clock, name) => (name === 'nextReply' && clock.startedAt >= courtesySince ? stopClock(clock, now) : clock));
    if (change.touchHandover?.requeued) clocks = withNextReply(clocks, standing, change.touchHandover.requeued.team);
    if (change.touchHandover?.awaitsCustomer) clocks = each(clocks, (clock, name) => (name === 'solution' ? pauseClock({ policy: standing.policy, team: handover.team }, clock, now) : clock));
  }
  if (clocks === before) return change;
  return { ...change, touchHandover: { ...change.touchHandover, clocks }, timers: joinTimers(change.timers, timersFor(before, clocks)) };
}

/**
 * What a customer's message changes: the solution clock runs again, and after a person's first words the next ones are
 * due. `undefined` where nothing changes.
 */
export function afterCustomerMessage(standing: Standing): Pick<Change, 'touchHandover' | 'timers'> | undefined {
  const before = standing.handover?.clocks;
  if (!before) return undefined;
  const clocks = withNextReply(before, standing);
  return clocks === before ? undefined : { touchHandover: { clocks }, timers: timersFor(before, clocks) };
}

/**
 * The clocks when it is the company's turn: that of the solution runs again, and once a person has answered, the next
 * reply is due. `to` is the team from now on, where it is another.
 */
function withNextReply(before: Clocks, { conversation, handover, policy, now }: Standing, to?: string): Clocks {
  if (!handover) return before;
  const team: Team = { policy, team: to ?? handover.team };
  const clocks = each(before, (clock, name) => (name === 'solution' ? resumeClock(team, clock, now) : clock));
  const limit = limitFor(policy, 'nextReply', { ...handover, ...team, tier: conversation.tier });
  const isDue = limit !== undefined && before.firstReply?.stoppedAt !== undefined && !isOpenClock(before.nextReply);
  return isDue ? { ...clocks, nextReply: startClock(team, limit, now) } : clocks;
}

/** The clocks with which a handover begins. What was promised to the customer holds, so `dueAt` is taken as it stands. */
function openClocks(handover: NonNullable<Change['openHandover']>, tier: Conversation['tier'], { policy, now }: Standing): Clocks {
  const team: Team = { policy, team: handover.team };
  const facts = { ...handover, tier };
  const solution = limitFor(policy, 'solution', facts);
  const firstReply = startClock(team, limitFor(policy, 'firstReply', facts) ?? ownLimit(handover, now), now);
  const promised = { ...firstReply, dueAt: handover.dueAt, warnAt: Math.min(firstReply.warnAt, handover.dueAt) };
  return {
    // Whoever is called back waits for that; who no longer wants it waits as if they had just come.
    firstReply: handover.callback ? pauseClock(team, firstReply, now) : promised,
    ...(solution ? { solution: startClock(team, solution, now) } : {}),
  };
}

/** The limit of a handover that no rule has opened: by the time that it names itself. */
function ownLimit({ ruleId, dueAt }: NonNullable<Change['openHandover']>, now: number): Limit {
  return { id: ruleId, ms: Math.max(1, dueAt - now), counts: 'clock', warnAfter: 0.75, tell: ['owner', 'lead'], raisePriority: true };
}

/** The clocks with a step taken by each; the same object where none has changed. */
function each(clocks: Clocks, step: (clock: ClockState, name: ClockName) => ClockState): Clocks {
  const changed: Partial<Record<ClockName, ClockState>> = {};
  for (const name of CLOCK_NAMES) {
    const clock = clocks[name];
    if (!clock) continue;
    const after = step(clock, name);
    if (after !== clock) changed[name] = after;
  }
  return Object.keys(changed).length === 0 ? clocks : { ...clocks, ...changed };
}

/** What must be set and cancelled for timers to stand as the clocks do. */
function timersFor(before: Clocks, after: Clocks): TimerChange {
  const wanted = new Map(CLOCK_NAMES.flatMap((name) => timersOf(name, after[name])).map((timer) => [timer.key, timer]));
  const standing = new Map(CLOCK_NAMES.flatMap((name) => timersOf(name, before[name])).map((timer) => [timer.key, timer]));
  return {
    set: [...wanted.values()].filter(({ key, dueAt }) => standing.get(key)?.dueAt !== dueAt),
    cancel: [...standing.keys()].filter((key) => !wanted.has(key)),
  };
}

function timersOf(name: ClockName, clock: ClockState | undefined): NewTimer[] {
  if (!isOpenClock(clock) || clock.pausedAt !== undefined || clock.breachedAt !== undefined) return [];
  const data = { clock: name, limitDueAt: clock.dueAt };
  const breach = { key: `limit:${name}:breach`, kind: LIMIT_BREACH, dueAt: clock.dueAt, data };
  if (clock.warnedAt !== undefined || clock.warnAt >= clock.dueAt) return [breach];
  return [{ key: `limit:${name}:warning`, kind: LIMIT_WARNING, dueAt: clock.warnAt, data }, breach];
}
