import { beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '#core/ports/clock.ts';

/** A clock as its contract needs it. */
export type ClockUnderTest = {
  readonly name: string;
  /** A clock, and what lets time pass on it: by waiting, or by moving it. */
  readonly create: () => { readonly clock: Clock; readonly pass: (ms: number) => Promise<void> };
};

const DAY_MS = 24 * 3600_000;
const STEP = 20;

/** What every clock promises. */
export function describeClock({ name, create }: ClockUnderTest): void {
  describe(`${name} keeps what a clock promises`, () => {
    let clock: Clock;
    let pass: (ms: number) => Promise<void>;
    let calls: string[];
    const note = (what: string) => () => void calls.push(what);
    beforeEach(() => {
      calls = [];
      ({ clock, pass } = create());
    });

    it('tells the time in whole milliseconds, and never goes back', async () => {
      const before = clock.now();
      expect(Number.isSafeInteger(before)).toBe(true);
      await pass(STEP);
      expect(clock.now()).toBeGreaterThanOrEqual(before + STEP - 1);
    });

    it('calls back once, not before its time, and never at once', async () => {
      const begun = clock.now();
      let at = 0;
      clock.after(STEP, () => {
        calls.push('called');
        at = clock.now();
      });
      clock.after(0, note('soon'));
      expect(calls).toEqual([]);
      await pass(STEP * 3);
      expect(calls).toEqual(['soon', 'called']);
      expect(at).toBeGreaterThanOrEqual(begun + STEP - 1);
      await pass(STEP * 3);
      expect(calls).toHaveLength(2);
    });

    it('calls back in the order of the times', async () => {
      clock.after(STEP * 2, note('second'));
      clock.after(STEP, note('first'));
      clock.after(STEP * 2, note('third'));
      await pass(STEP * 4);
      expect(calls).toEqual(['first', 'second', 'third']);
    });

    it('does not call what was cancelled, and takes a cancelling that comes late', async () => {
      const cancel = clock.after(STEP, note('cancelled'));
      const late = clock.after(STEP, note('called'));
      cancel();
      await pass(STEP * 2);
      late();
      cancel();
      expect(calls).toEqual(['called']);
    });

    it('can be asked again from within a call', async () => {
      clock.after(STEP, () => void clock.after(STEP, note('again')));
      await pass(STEP * 4);
      expect(calls).toEqual(['again']);
    });

    it('waits for months where it is asked to', async () => {
      const cancel = clock.after(60 * DAY_MS, note('too early'));
      await pass(STEP);
      expect(calls).toEqual([]);
      cancel();
    });
  });
}
