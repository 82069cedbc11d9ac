import type { Clock } from '#core/ports/clock.ts';

/** A clock that only moves when it is told to, shared by processes that can be killed. */
export type DrivenClock = {
  now(): number;
  /** Moves on in one step, as when a machine has slept: whatever has fallen due is called once. */
  jump(ms: number): void;
  /** The clock as a process sees it; after `stop` it calls nobody back. */
  of(): { readonly clock: Clock; readonly stop: () => void };
};

/** A clock that begins at a moment, Unix ms. */
export function createDrivenClock(begin: number): DrivenClock {
  let time = begin;
  let made = 0;
  const calls = new Map<number, { readonly at: number; readonly call: () => void }>();
  return {
    now: () => time,
    jump(ms) {
      time += ms;
      const due = [...calls].filter(([, { at }]) => at <= time).toSorted(([a, x], [b, y]) => x.at - y.at || a - b);
      for (const [id, { call }] of due) if (calls.delete(id)) call();
    },
    of() {
      const mine = new Set<number>();
      const clock: Clock = {
        now: () => time,
        after(ms, call) {
          const id = made++;
          mine.add(id);
          calls.set(id, { at: time + Math.max(0, ms), call });
          return () => {
            mine.delete(id);
            calls.delete(id);
          };
        },
      };
      return { clock, stop: () => mine.forEach((id) => calls.delete(id)) };
    },
  };
}
