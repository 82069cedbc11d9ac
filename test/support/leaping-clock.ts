import type { Clock } from '#core/ports/clock.ts';

/** The machine's time, set to another moment, which can leap on: what falls due on the way is called once, as when a machine has slept. */
export type LeapingClock = Clock & { leapTo(moment: number): void };

/** A clock that begins at a moment, Unix ms, and runs on. */
export function createLeapingClock(begin: number): LeapingClock {
  let ahead = begin - Date.now();
  let made = 0;
  const calls = new Map<number, { readonly at: number; readonly timer: NodeJS.Timeout; readonly call: () => void }>();
  const now = (): number => Date.now() + ahead;
  return {
    now,
    after(ms, call) {
      const id = made++;
      const run = (): void => {
        calls.delete(id);
        call();
      };
      const timer = setTimeout(run, Math.min(Math.max(0, ms), 2 ** 31 - 1));
      timer.unref();
      calls.set(id, { at: now() + ms, timer, call: run });
      return () => {
        clearTimeout(timer);
        calls.delete(id);
      };
    },
    leapTo(moment) {
      ahead += Math.max(0, moment - now());
      const due = [...calls.values()].filter(({ at }) => at <= moment).toSorted((a, b) => a.at - b.at);
      for (const { timer, call } of due) {
        clearTimeout(timer);
        call();
      }
    },
  };
}
