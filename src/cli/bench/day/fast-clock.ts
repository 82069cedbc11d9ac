import type { Clock } from '#core/ports/clock.ts';

/** A stretch of the day that passes `times` as fast as real time, from a moment, Unix ms. */
export type Pace = { readonly from: number; readonly times: number };

/** Waits of a second and less take as long as they would in real time, and no wait is shorter, real ms: what looks around every second need not do so a hundred times. */
const SHORTEST_MS = 1_000;

/** A day that passes faster. Server and people each have one that began at the same real moment. */
export type FastClock = Clock & {
  /** Real ms until a moment, Unix ms of the fast day; 0 for what is past. */
  realMsUntil(moment: number): number;
  /** Waits as long as `ms` of the fast day take. */
  wait(ms: number): Promise<void>;
};

/** A clock that stood at the first pace's `from` at `begun`, real Unix ms, and then follows the paces. */
export function createFastClock(begun: number, paces: readonly Pace[], real: () => number = Date.now): FastClock {
  const legs: { readonly from: number; readonly real: number; readonly times: number }[] = [];
  for (const { from, times } of paces) {
    const last = legs.at(-1);
    legs.push({ from, times, real: last ? last.real + (from - last.from) / last.times : begun });
  }
  const now = (): number => {
    const at = real();
    const leg = legs.findLast((one) => one.real <= at) ?? legs[0]!;
    return leg.from + (at - leg.real) * leg.times;
  };
  const realMsUntil = (moment: number): number => {
    const leg = legs.findLast((one) => one.from <= moment) ?? legs[0]!;
    return Math.max(0, leg.real + (moment - leg.from) / leg.times - real());
  };
  return {
    now: () => Math.floor(now()),
    realMsUntil,
    after(ms, call) {
      const timer = setTimeout(call, Math.min(2 ** 31 - 1, Math.max(Math.min(ms, SHORTEST_MS), realMsUntil(now() + ms))));
      timer.unref();
      return () => clearTimeout(timer);
    },
    wait: (ms) => new Promise((resolve) => void setTimeout(resolve, realMsUntil(now() + ms))),
  };
}
