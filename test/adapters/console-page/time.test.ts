import { describe, expect, it } from 'vitest';
import { limitState, sayClock, sayDay, sayElapsed, sayMoment } from '#adapters/console/page/time.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOON = new Date(2027, 2, 5, 12, 0).getTime();

describe('how long somebody has waited', () => {
  it('is said with its two largest units', () => {
    expect(sayElapsed(9 * SECOND, 'zh')).toBe('9 秒');
    expect(sayElapsed(2 * MINUTE + 5 * SECOND, 'zh')).toBe('2 分 05 秒');
    expect(sayElapsed(HOUR + 5 * MINUTE + 59 * SECOND, 'zh')).toBe('1 小时 05 分');
    expect(sayElapsed(2 * DAY + 3 * HOUR, 'zh')).toBe('2 天 3 小时');
    expect(sayElapsed(9 * SECOND, 'en')).toBe('9 s');
    expect(sayElapsed(2 * MINUTE + 5 * SECOND, 'en')).toBe('2 min 05 s');
    expect(sayElapsed(HOUR + 5 * MINUTE, 'en')).toBe('1 h 05 min');
    expect(sayElapsed(2 * DAY + 3 * HOUR, 'en')).toBe('2 d 3 h');
  });

  it('never runs backwards when clocks differ', () => {
    expect(sayElapsed(-5 * SECOND, 'en')).toBe('0 s');
  });
});

describe('a time limit', () => {
  const dueAt = NOON + 100 * MINUTE;
  const limit = { dueAt, warnAt: NOON + 75 * MINUTE };

  it('is soon over from the time that it names, and past after its end', () => {
    expect(limitState(NOON + 75 * MINUTE, limit)).toBe('ok');
    expect(limitState(NOON + 75 * MINUTE + 1, limit)).toBe('soon');
    expect(limitState(dueAt, limit)).toBe('soon');
    expect(limitState(dueAt + 1, limit)).toBe('past');
  });

  it('is soon over with less than five minutes left where it names none, and never while it stands still', () => {
    expect(limitState(dueAt - 5 * MINUTE, { dueAt })).toBe('ok');
    expect(limitState(dueAt - 5 * MINUTE + 1, { dueAt })).toBe('soon');
    expect(limitState(dueAt * 2, {})).toBe('ok');
  });
});

describe('days and times', () => {
  it('are said as people say them', () => {
    expect(sayClock(NOON, 'zh')).toBe('12:00');
    expect(sayClock(new Date(2027, 2, 5, 0, 7).getTime(), 'en')).toBe('00:07');
    expect(sayDay(NOON, NOON + HOUR, 'zh')).toBe('今天');
    expect(sayDay(NOON, NOON + 13 * HOUR, 'en')).toBe('Yesterday');
    expect(sayDay(NOON, NOON + 5 * DAY, 'zh')).toContain('3月5日');
    expect(sayDay(NOON, NOON + 5 * DAY, 'en')).toContain('5 March');
    expect(sayDay(NOON, NOON + 400 * DAY, 'zh')).toContain('2027');
  });

  it('name the day only when it is another one', () => {
    expect(sayMoment(NOON, NOON + HOUR, 'zh')).toBe('12:00');
    expect(sayMoment(NOON, NOON + DAY, 'zh')).toBe('3月5日 12:00');
  });
});
