import { describe, expect, it } from 'vitest';
import { createWorkingTime, type Shift } from '#core/time-limits/working-time.ts';
import { type DayNumber, dayAt, dayOf, momentOf, weekdayOf } from '#core/time-limits/zone.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The same numbers for the same seed (mulberry32, https://github.com/cprosche/mulberry32). */
function randomBy(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

type Plan = { readonly timeZone: string; readonly shifts: readonly Shift[]; readonly days: ReadonlySet<number>; readonly off: ReadonlySet<DayNumber> };

/** Working minutes told one by one, by what a clock on the wall shows: slow, and written without any of the code under test. */
function byTheWall({ timeZone, shifts, days, off }: Plan): (at: number) => boolean {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return (at) => {
    const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const day = Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day']) / DAY;
    const minute = (part['hour'] ?? 0) * 60 + (part['minute'] ?? 0);
    const works = (which: number) => days.has(new Date(which * DAY).getUTCDay()) && !off.has(which);
    return shifts.some(({ from, to }) => (works(day) && minute >= from && minute < to) || (works(day - 1) && minute + 1440 >= from && minute + 1440 < to));
  };
}

const timeOf = ({ timeZone, shifts, days, off }: Plan) =>
  // Sunday is 0 for JavaScript, and 6 here.
  createWorkingTime({ timeZone, shiftsOf: (day) => (days.has((weekdayOf(day) + 1) % 7) && !off.has(day) ? shifts : []) });

const HOURS: readonly (readonly Shift[])[] = [
  [{ from: 9 * 60, to: 21 * 60 }],
  [{ from: 8 * 60, to: 24 * 60 }],
  [{ from: 9 * 60, to: 12 * 60 }, { from: 13 * 60, to: 18 * 60 }],
  [{ from: 22 * 60, to: 30 * 60 }],
  [{ from: 0, to: 24 * 60 }],
  [{ from: 18 * 60 + 30, to: 26 * 60 + 15 }],
];

describe('working time', () => {
  it.each(['Asia/Shanghai', 'Asia/Kathmandu', 'UTC'])('agrees with minutes counted one by one in 60 random cases in %s', (timeZone) => {
    const random = randomBy(20_261_122);
    for (let i = 0; i < 60; i += 1) {
      const plan: Plan = {
        timeZone,
        shifts: HOURS[random(HOURS.length)] ?? [],
        days: new Set([random(7), random(7), random(7), 1 + random(5)]),
        off: new Set(Array.from({ length: random(4) }, () => dayOf('2026-10-01') + random(8))),
      };
      const time = timeOf(plan);
      const isWorking = byTheWall(plan);
      const from = Date.UTC(2026, 8, 28) + random(10 * 24 * 60) * MINUTE;
      let [at, minutes] = [from, 0];
      const to = from + random(4 * 24 * 60) * MINUTE;
      for (; at < to; at += MINUTE) if (isWorking(at)) minutes += 1;
      expect(time.between(from, to), JSON.stringify({ i, from, to })).toBe(minutes * MINUTE);
      expect(time.isWorking(to)).toBe(isWorking(to));
      // The moment after a span is the first at which that much has passed.
      const span = (1 + random(600)) * MINUTE;
      const due = time.add(from, span);
      expect(time.between(from, due)).toBe(span);
      expect(time.between(from, due - 1)).toBe(span - 1);
    }
  });

  it.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Shanghai'])('adds and takes away the same, through a year of changing clocks, in %s', (timeZone) => {
    const random = randomBy(7);
    for (let i = 0; i < 300; i += 1) {
      const time = timeOf({ timeZone, shifts: HOURS[random(HOURS.length)] ?? [], days: new Set([1, 2, 3, random(7)]), off: new Set([dayOf('2027-01-01') + random(300)]) });
      const from = Date.UTC(2027, 0, 1) + random(365 * DAY);
      const [b, c] = [random(40 * DAY), random(3 * DAY)];
      // Stretches of time add up, and nothing is lost or counted twice between them.
      expect(time.between(from, from + b) + time.between(from + b, from + b + c)).toBe(time.between(from, from + b + c));
      const span = 1 + random(200 * HOUR);
      const due = time.add(from, span);
      expect(time.between(from, due)).toBe(span);
      expect(time.add(due, c + 1)).toBe(time.add(from, span + c + 1));
      const next = time.nextWorking(from);
      expect(next).toBeGreaterThanOrEqual(from);
      expect(time.isWorking(next)).toBe(true);
      expect(time.between(from, next)).toBe(0);
      // Later never comes earlier.
      expect(time.add(from + c, span)).toBeGreaterThanOrEqual(due);
    }
  });

  it('is an hour shorter, and an hour longer, in the nights in which the clocks are changed', () => {
    const night = timeOf({ timeZone: 'Europe/Berlin', shifts: [{ from: 22 * 60, to: 30 * 60 }], days: new Set([0, 1, 2, 3, 4, 5, 6]), off: new Set() });
    const evening = (month: number, day: number) => Date.UTC(2027, month, day, 18);
    expect(night.between(evening(2, 26), evening(2, 27))).toBe(8 * HOUR);
    expect(night.between(evening(2, 27), evening(2, 28))).toBe(7 * HOUR);
    expect(night.between(evening(9, 30), evening(9, 31))).toBe(9 * HOUR);
  });

  it('ends at the end of a shift, and begins with the next where nothing is left of it', () => {
    const time = timeOf({ timeZone: 'UTC', shifts: [{ from: 9 * 60, to: 17 * 60 }], days: new Set([1, 2, 3, 4, 5]), off: new Set() });
    const friday = (hour: number) => Date.UTC(2026, 10, 20, hour);
    expect(time.add(friday(15), 2 * HOUR)).toBe(friday(17));
    expect(time.add(friday(15), 2 * HOUR + 1)).toBe(Date.UTC(2026, 10, 23, 9) + 1);
    expect(time.add(friday(17), 0)).toBe(Date.UTC(2026, 10, 23, 9));
    expect(time.isWorking(friday(17))).toBe(false);
  });

  it('counts what two shifts share once', () => {
    const time = timeOf({ timeZone: 'UTC', shifts: [{ from: 540, to: 720 }, { from: 600, to: 780 }], days: new Set([0, 1, 2, 3, 4, 5, 6]), off: new Set() });
    expect(time.between(Date.UTC(2027, 0, 1), Date.UTC(2027, 0, 2))).toBe(4 * HOUR);
  });

  it('says that a team which never works cannot be waited for', () => {
    const time = timeOf({ timeZone: 'UTC', shifts: [{ from: 0, to: 60 }], days: new Set(), off: new Set() });
    expect(() => time.nextWorking(0)).toThrow(expect.objectContaining({ code: 'misconfigured' }));
    expect(() => time.add(0, 1)).toThrow(expect.objectContaining({ code: 'misconfigured' }));
  });
});

describe('the wall clock', () => {
  it('shows every minute of a year at the moment that is found for it, or not at all', () => {
    for (const timeZone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe']) {
      for (let day = dayOf('2027-01-01'); day < dayOf('2028-01-01'); day += 1) {
        const [first, last] = [momentOf(day, 150, timeZone, 'first'), momentOf(day, 150, timeZone, 'last')];
        expect(last).toBeGreaterThanOrEqual(first);
        expect(last - first).toBeLessThanOrEqual(HOUR);
        expect(dayAt(first, timeZone)).toBe(day);
      }
    }
  });

  it('takes the moment of the change for a time that it leaves out', () => {
    // On 28 March 2027 it is 03:00 in Berlin right after 01:59:59, at 01:00 UTC.
    expect(momentOf(dayOf('2027-03-28'), 150, 'Europe/Berlin', 'first')).toBe(Date.UTC(2027, 2, 28, 1));
    expect(momentOf(dayOf('2027-10-31'), 150, 'Europe/Berlin', 'first')).toBe(Date.UTC(2027, 9, 31, 0, 30));
    expect(momentOf(dayOf('2027-10-31'), 150, 'Europe/Berlin', 'last')).toBe(Date.UTC(2027, 9, 31, 1, 30));
  });
});
