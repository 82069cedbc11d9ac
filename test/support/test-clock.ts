import type { Clock } from '#core/ports/clock.ts';

/** A clock that stands still until it is moved. */
export type TestClock = Clock & {
  /** Moves the time on; calls whatever falls due on the way, in the order of its time. */
  advance(ms: number): void;
  /** Moves the time on in one step, as when the machine has slept: whatever has fallen due is called once, afterwards. */
  jump(ms: number): void;
  /** How many calls wait. */
  waiting(): number;
};

/** A clock for tests that begins at a moment, Unix ms. */
export function createTestClock(begin = Date.UTC(2026, 10, 23, 4)): TestClock {
  let time = begin;
  let created = 0;
  const calls = new Map<number, { readonly at: number; readonly call: () => void }>();
  const nextUntil = (end: number): [number, { readonly at: number; readonly call: () => void }] | undefined =>
    [...calls].filter(([, { at }]) => at <= end).toSorted(([a, x], [b, y]) => x.at - y.at || a - b)[0];
  return {
    now: () => time,
    after(ms, call) {
      const id = created++;
      calls.set(id, { at: time + Math.max(0, ms), call });
      return () => void calls.delete(id);
    },
    advance(ms) {
      const end = time + ms;
      for (let next = nextUntil(end); next; next = nextUntil(end)) {
        const [id, { at, call }] = next;
        calls.delete(id);
        time = Math.max(time, at);
        call();
      }
      time = end;
    },
    jump(ms) {
      time += ms;
      const due = [...calls].filter(([, { at }]) => at <= time).toSorted(([a, x], [b, y]) => x.at - y.at || a - b);
      for (const [id, { call }] of due) if (calls.delete(id)) call();
    },
    waiting: () => calls.size,
  };
}
