import { beforeAll, describe, expect, it } from 'vitest';
import type { Policy } from '#core/policy.ts';
import { calendarSchema } from '#core/time-limits/calendar.ts';
import { findCalendarFaults, findUncertainYears, isTeamThere, teamBackAt, workingTimeOf } from '#core/time-limits/team-time.ts';
import { dayOf, weekdayOf } from '#core/time-limits/zone.ts';
import { realPolicy } from '../samples.ts';

let shipped: Policy;
beforeAll(async () => {
  shipped = await realPolicy();
});

/** The shipped policy with teams that work like this. */
const withTeams = (teams: Record<string, unknown>): Policy => ({ ...shipped, calendar: calendarSchema.parse({ ...shipped.calendar, teams }) });
/** A moment in Shanghai. */
const at = (date: string, hour: number, minute = 0): number => Date.parse(`${date}T00:00:00Z`) + (hour - 8) * 3_600_000 + minute * 60_000;
const OFFICE = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], holidays: 'rest' };
const HOUR = 3_600_000;

describe('the calendar that is shipped', () => {
  it('has the days of 2026 as they were decreed: 33 days off and 6 weekend days made up', () => {
    const year = shipped.calendar?.years['2026'];
    expect(year?.status).toBe('official');
    const off = year?.holidays.flatMap(({ from, to = from }) => Array.from({ length: dayOf(to) - dayOf(from) + 1 }, (_, i) => dayOf(from) + i)) ?? [];
    expect(new Set(off).size).toBe(33);
    expect(year?.makeUpDays).toHaveLength(6);
    // Saturdays and Sundays, all of them.
    expect(year?.makeUpDays.map((day) => weekdayOf(dayOf(day))).filter((weekday) => weekday < 5)).toEqual([]);
  });

  it('has the 13 days that the law names for 2027, and says that they are provisional', () => {
    const year = shipped.calendar?.years['2027'];
    expect(year?.status).toBe('provisional');
    expect(year?.holidays.map(({ from, to = from }) => dayOf(to) - dayOf(from) + 1)).toEqual([1, 4, 1, 2, 1, 1, 3]);
    expect(year?.makeUpDays).toEqual([]);
  });

  it('serves every day of the year, as the articles of the sample company say', () => {
    expect(isTeamThere(shipped, 'service', at('2026-02-17', 12))).toBe(true);
    expect(isTeamThere(shipped, 'complaints', at('2026-10-01', 8))).toBe(true);
    expect(findUncertainYears(shipped, at('2026-11-22', 12))).toEqual([]);
  });
});

describe('a team that rests on public holidays', () => {
  it('comes back after them, and works on the days that make up for them', () => {
    const policy = withTeams({ service: OFFICE });
    // Friday evening before the Spring Festival of 2026: the Saturday is made up, then nine days off.
    expect(teamBackAt(policy, 'service', at('2026-02-13', 21))).toBe(at('2026-02-14', 9));
    expect(teamBackAt(policy, 'service', at('2026-02-14', 21))).toBe(at('2026-02-24', 9));
    expect(isTeamThere(policy, 'service', at('2026-02-28', 12))).toBe(true);
    // Without any of that: an ordinary weekend.
    expect(teamBackAt(policy, 'service', at('2026-03-13', 21))).toBe(at('2026-03-16', 9));
  });

  it('has its time limits stand still over the holiday', () => {
    const time = workingTimeOf(withTeams({ service: OFFICE }), 'service');
    expect(time.add(at('2026-09-30', 20), 2 * HOUR)).toBe(at('2026-10-08', 10));
    expect(time.between(at('2026-09-30', 20), at('2026-10-08', 10))).toBe(2 * HOUR);
  });

  it('may have breaks, and days on which only it is away', () => {
    const policy = withTeams({
      service: { ...OFFICE, hours: [{ from: '09:00', to: '12:00' }, { from: '13:00', to: '18:00' }], closed: [{ name: { zh: '团建', en: 'Team day' }, from: '2026-11-24', to: '2026-11-25' }] },
    });
    expect(isTeamThere(policy, 'service', at('2026-11-23', 12, 30))).toBe(false);
    expect(workingTimeOf(policy, 'service').add(at('2026-11-23', 11), 2 * HOUR)).toBe(at('2026-11-23', 14));
    expect(workingTimeOf(policy, 'service').add(at('2026-11-23', 17), 2 * HOUR)).toBe(at('2026-11-26', 10));
  });

  it('is warned of when the next year is missing or provisional', () => {
    const policy = withTeams({ service: OFFICE });
    expect(findUncertainYears(policy, at('2026-06-01', 12))).toEqual([]);
    expect(findUncertainYears(policy, at('2026-11-22', 12))).toEqual([expect.stringMatching(/2027 are provisional/)]);
    expect(findUncertainYears(policy, at('2028-03-01', 12))).toEqual([expect.stringMatching(/2028 are missing/)]);
  });
});

describe('a calendar with faults', () => {
  const faultsOf = (calendar: unknown): string[] => (calendarSchema.safeParse(calendar).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
  const name = { zh: '假', en: 'Day' };
  const year = (more: object) => ({ years: { 2027: { status: 'official', source: 'x', holidays: [], ...more } } });

  it.each([
    ['a day that does not exist', year({ holidays: [{ name, from: '2027-02-30' }] }), /2027\.holidays\.0\.from: must be a date/],
    ['a holiday that ends before it begins', year({ holidays: [{ name, from: '2027-02-08', to: '2027-02-05' }] }), /must not end before/],
    ['a day of another year', year({ makeUpDays: ['2028-02-05'] }), /2028-02-05 is in another year/],
    ['a day off that is made up as well', year({ holidays: [{ name, from: '2027-02-05', to: '2027-02-08' }], makeUpDays: ['2027-02-06'] }), /2027-02-06 is a day off as well \(Day\)/],
    ['a team without days', { teams: { service: { days: [] } } }, /teams\.service\.days/],
    ['a year that is none', { years: { next: { status: 'official', source: 'x', holidays: [] } } }, /must be a year/],
  ])('names %s', (_, calendar, fault) => {
    expect(faultsOf(calendar)).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });

  it('names teams that the policy does not know, and teams that never work', () => {
    expect(findCalendarFaults(shipped, Date.now())).toEqual([]);
    expect(findCalendarFaults(withTeams({ night: {} }), Date.now())).toEqual([expect.stringMatching(/"night" is not a team/)]);
    const away = { closed: [{ name, from: '2026-01-01', to: '2031-12-31' }] };
    expect(findCalendarFaults(withTeams({ vip: away }), at('2026-11-22', 12))).toEqual([expect.stringMatching(/"vip" never works/)]);
  });
});
