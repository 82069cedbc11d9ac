import type { Policy } from '../policy.ts';
import type { ClockName, Limit } from './limits.ts';
import { workingTimeOf } from './team-time.ts';

/** How one clock stands. Times are Unix ms. It keeps the limit with which it began, whatever the files say later. */
export type ClockState = {
  readonly limit: Limit;
  readonly startedAt: number;
  /** While paused: as it was then. */
  readonly dueAt: number;
  readonly warnAt: number;
  /** Since when the clock stands still. */
  readonly pausedAt?: number;
  /** How much was left then, ms: the hours of the team may change, and so may the team. */
  readonly left?: { readonly due: number; readonly warn: number };
  readonly warnedAt?: number;
  readonly breachedAt?: number;
  /** When what it waited for came; then it runs no more. */
  readonly stoppedAt?: number;
};

/** The clocks of a handover, by name. `nextReply` is always the last one. */
export type Clocks = Partial<Readonly<Record<ClockName, ClockState>>>;

/** Whose working time counts. */
export type Team = { readonly policy: Policy; readonly team: string };

/** Does it run, or stand still for now? */
export function isOpenClock(clock: ClockState | undefined): clock is ClockState {
  return clock !== undefined && clock.stoppedAt === undefined;
}

/** Was its limit kept? `undefined` while that is open, and without a clock. */
export function isKept(clock: ClockState | undefined): boolean | undefined {
  // Its timer says when it was broken: `dueAt` is not that moment where it stood still until its end.
  if (clock?.breachedAt !== undefined) return false;
  return clock?.stoppedAt === undefined ? undefined : true;
}

/** The moment at which `span` has passed since `at`, as a limit counts. */
export function dueAfter({ policy, team }: Team, counts: Limit['counts'], at: number, span: number): number {
  return counts === 'clock' ? at + span : workingTimeOf(policy, team).add(at, span);
}

/** A clock that begins to run. */
export function startClock(team: Team, limit: Limit, at: number): ClockState {
  return {
    limit,
    startedAt: at,
    dueAt: dueAfter(team, limit.counts, at, limit.ms),
    warnAt: dueAfter(team, limit.counts, at, Math.round(limit.ms * limit.warnAfter)),
  };
}

/** The clock at its end; one that has ended before stays as it is. */
export function stopClock(clock: ClockState, at: number): ClockState {
  if (clock.stoppedAt !== undefined) return clock;
  const { pausedAt: _, left: __, ...running } = clock;
  return { ...running, stoppedAt: at };
}

/** The clock standing still; one that is over, or still already, stays as it is. */
export function pauseClock(team: Team, clock: ClockState, at: number): ClockState {
  const isOver = clock.stoppedAt !== undefined || clock.breachedAt !== undefined || clock.pausedAt !== undefined || at >= clock.dueAt;
  return isOver ? clock : { ...clock, pausedAt: at, left: { due: spanUntil(team, clock, at, clock.dueAt), warn: spanUntil(team, clock, at, clock.warnAt) } };
}

/** The clock running again, with as much left as when it was paused. */
export function resumeClock(team: Team, clock: ClockState, at: number): ClockState {
  const { pausedAt, left, ...running } = clock;
  if (pausedAt === undefined) return clock;
  const move = (until: number, span: number | undefined) => (until <= pausedAt ? until : dueAfter(team, clock.limit.counts, at, span ?? spanUntil(team, clock, pausedAt, until)));
  return { ...running, dueAt: move(clock.dueAt, left?.due), warnAt: move(clock.warnAt, left?.warn) };
}

/** How much of what counts lies between two moments. */
function spanUntil({ policy, team }: Team, { limit }: ClockState, from: number, until: number): number {
  return limit.counts === 'clock' ? Math.max(0, until - from) : workingTimeOf(policy, team).between(from, until);
}
