import { describe, expect, it } from 'vitest';
import type { CareMessage, VisitPlan } from '#core/care/rules.ts';
import { periodAt, trueUntil } from '#core/care/still-true.ts';
import { carePolicy } from './care-shop.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Monday 23 November 2026, noon in Shanghai. */
const NOON = Date.UTC(2026, 10, 23, 4);

describe('how long a care message is true', async () => {
  const policy = await carePolicy();
  const { care } = policy;
  const plan = (id: string): CareMessage | VisitPlan => {
    const found = [...care.messages, ...care.visits].find((each) => each.id === id);
    if (!found) throw new Error(`there is no ${id}`);
    return found;
  };

  it('a birthday to the end of the day in the company’s time zone', () => {
    expect(trueUntil(plan('birthday'), NOON, care, policy)).toBe(NOON + 12 * HOUR - 1);
    expect(trueUntil(plan('birthday'), NOON + 12 * HOUR, care, policy)).toBe(NOON + 36 * HOUR - 1);
  });

  it('others for their own time, and never longer than anything may be held back', () => {
    expect(trueUntil(plan('shipped'), NOON, care, policy)).toBe(NOON + 5 * DAY);
    expect(trueUntil(plan('after-complaint'), NOON, care, policy)).toBe(NOON + 14 * DAY);
    expect(trueUntil({ ...plan('shipped'), trueFor: 90 * DAY }, NOON, care, policy)).toBe(NOON + 14 * DAY);
  });

  it('a visit of each quarter in that quarter', () => {
    const lastOfYear = Date.UTC(2026, 11, 30, 4);
    expect(trueUntil(plan('each-quarter'), NOON, care, policy)).toBe(NOON + 14 * DAY);
    expect(trueUntil(plan('each-quarter'), lastOfYear, care, policy)).toBe(Date.UTC(2026, 11, 31, 16) - 1);
  });

  it.each([[1, '2026-11', '2026-12-01'], [3, '2026-10', '2027-01-01'], [4, '2026-09', '2027-01-01'], [6, '2026-07', '2027-01-01'], [12, '2026-01', '2027-01-01']])('knows the period of %i months', (months, name, next) => {
    expect(periodAt(NOON, months, policy.timeZone)).toEqual({ name, next: Date.parse(next) / DAY });
  });
});
