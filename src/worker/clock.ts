import type { Clock } from '#core/ports/clock.ts';

/** Node's timers take no longer wait and fire at once instead (https://nodejs.org/api/timers.html#settimeoutcallback-delay-args). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, call) {
    let timer: NodeJS.Timeout;
    const wait = (left: number): void => {
      timer = setTimeout(() => (left > LONGEST_TIMER_MS ? wait(left - LONGEST_TIMER_MS) : call()), Math.min(left, LONGEST_TIMER_MS));
      timer.unref();
    };
    wait(ms);
    return () => clearTimeout(timer);
  },
};
