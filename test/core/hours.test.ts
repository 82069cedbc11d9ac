import { describe, expect, it } from 'vitest';
import { sayMinutes, sayTime } from '#core/hours.ts';
import type { Hours, Policy } from '#core/policy.ts';
import { isTeamThere, teamBackAt } from '#core/time-limits/team-time.ts';

const ZONE = 'Asia/Shanghai';
/** A moment on 10 March 2027 in Shanghai (UTC+8, no summer time). */
const at = (hour: number, minute = 0, day = 10): number => Date.UTC(2027, 2, day, hour - 8, minute);
const SERVICE = { from: '09:00', to: '21:00' };
const VIP = { from: '08:00', to: '24:00' };
const LATE = { from: '22:00', to: '06:00' };

/** A policy with one team. */
const shop = (hours: Hours, timeZone: string): Policy => ({ rules: [], hide: [], teams: { team: { name: { zh: '组', en: 'Team' }, hours } }, timeZone });
const isOpen = (hours: Hours, moment: number, timeZone: string) => isTeamThere(shop(hours, timeZone), 'team', moment);
const opensAt = (hours: Hours, moment: number, timeZone: string) => teamBackAt(shop(hours, timeZone), 'team', moment);

describe('opening hours', () => {
  it.each([
    [SERVICE, 8, 59, false],
    [SERVICE, 9, 0, true],
    [SERVICE, 20, 59, true],
    [SERVICE, 21, 0, false],
    [VIP, 23, 59, true],
    [VIP, 0, 0, false],
    [VIP, 8, 0, true],
    [LATE, 21, 59, false],
    [LATE, 22, 0, true],
    [LATE, 0, 0, true],
    [LATE, 5, 59, true],
    [LATE, 6, 0, false],
    [{ from: '00:00', to: '24:00' }, 0, 0, true],
    [{ from: '00:00', to: '24:00' }, 23, 59, true],
  ])('%o at %i:%i: %s', (hours, hour, minute, open) => {
    expect(isOpen(hours, at(hour, minute), ZONE)).toBe(open);
  });

  it('are told by the clock of the company, not of the machine', () => {
    const noonInShanghai = at(12);
    expect(isOpen(SERVICE, noonInShanghai, 'America/New_York')).toBe(false);
    expect(isOpen(SERVICE, noonInShanghai, 'Asia/Kathmandu')).toBe(true);
    // Quarter to nine in Kathmandu (UTC+5:45) is 11:00 in Shanghai.
    expect(isOpen(SERVICE, at(11, 14), 'Asia/Kathmandu')).toBe(false);
    expect(isOpen(SERVICE, at(11, 15), 'Asia/Kathmandu')).toBe(true);
  });
});

describe('the next opening', () => {
  it('is now while somebody is there', () => {
    const now = at(12) + 12_345;
    expect(opensAt(SERVICE, now, ZONE)).toBe(now);
  });

  it.each([
    ['later today', SERVICE, at(7, 30), at(9)],
    ['tomorrow', SERVICE, at(21), at(9, 0, 11)],
    ['after midnight on the same day', SERVICE, at(0, 1), at(9)],
    ['after a team that ends at midnight', VIP, at(0, 0, 11), at(8, 0, 11)],
    ['in the evening, for a night shift', LATE, at(6), at(22)],
  ])('is %s, to the minute', (_, hours, now, opens) => {
    expect(opensAt(hours, now + 59_999, ZONE)).toBe(opens);
  });

  it.each([
    ['forward', Date.UTC(2027, 2, 27, 22), Date.UTC(2027, 2, 28, 7)],
    ['back', Date.UTC(2027, 9, 30, 21), Date.UTC(2027, 9, 31, 8)],
  ])('is nine by the clock after a night in which the clocks go %s', (_, now, opens) => {
    expect(opensAt(SERVICE, now, 'Europe/Berlin')).toBe(opens);
    expect(sayTime(opens, now, 'Europe/Berlin').en).toBe('tomorrow at 09:00 (Germany Time)');
  });

  it('comes after the hour that a change of the clocks leaves out', () => {
    const opens = opensAt({ from: '02:30', to: '10:00' }, Date.UTC(2027, 2, 28, 0, 30), 'Europe/Berlin');
    expect(isOpen({ from: '02:30', to: '10:00' }, opens, 'Europe/Berlin')).toBe(true);
    expect(opens - Date.UTC(2027, 2, 28, 1, 0)).toBeLessThanOrEqual(60 * 60_000);
  });
});

describe('times in words', () => {
  it('say the day and the clock of the company', () => {
    expect(sayTime(at(9, 0, 11), at(23), ZONE)).toEqual({ zh: '明天 09:00（中国时间）', en: 'tomorrow at 09:00 (China Time)' });
    expect(sayTime(at(9), at(0, 5), ZONE)).toEqual({ zh: '今天 09:00（中国时间）', en: 'today at 09:00 (China Time)' });
    expect(sayTime(at(0, 0, 11), at(23), ZONE)).toEqual({ zh: '明天 00:00（中国时间）', en: 'tomorrow at 00:00 (China Time)' });
    expect(sayTime(at(9, 0, 15), at(23), ZONE)).toEqual({ zh: '3月15日周一 09:00（中国时间）', en: 'on Monday 15 March at 09:00 (China Time)' });
  });

  it.each([
    [1, '1 分钟', '1 minute'],
    [15, '15 分钟', '15 minutes'],
    [60, '1 小时', '1 hour'],
    [90, '90 分钟', '90 minutes'],
    [120, '2 小时', '2 hours'],
  ])('say a span of %i minutes', (minutes, zh, en) => {
    expect(sayMinutes(minutes)).toEqual({ zh, en });
  });
});
