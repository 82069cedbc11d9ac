import { describe, expect, it } from 'vitest';
import { createFastClock } from '#cli/bench/day/fast-clock.ts';

const MIDNIGHT = Date.parse('2027-03-09T00:00:00+08:00');
const HOUR = 3600_000;

describe('a day that passes faster', () => {
  let real = 1_000_000;
  const clock = createFastClock(real, [{ from: MIDNIGHT, times: 400 }, { from: MIDNIGHT + 7 * HOUR, times: 100 }], () => real);

  it('passes at the pace of each part of the day', () => {
    expect(clock.now()).toBe(MIDNIGHT);
    real += 9_000;
    expect(clock.now()).toBe(MIDNIGHT + HOUR);
    real += 6 * 9_000 + 36_000;
    expect(clock.now()).toBe(MIDNIGHT + 8 * HOUR);
  });

  it('knows how long it is until a moment, also across a change of pace', () => {
    real = 1_000_000;
    expect(clock.realMsUntil(MIDNIGHT + 8 * HOUR)).toBe(7 * 9_000 + 36_000);
    expect(clock.realMsUntil(MIDNIGHT - HOUR)).toBe(0);
  });
});
