import type { Bilingual } from './language.ts';
import type { Hours } from './policy.ts';

const MINUTE_MS = 60_000;
/** Minutes of a day. */
const DAY = 24 * 60;

/** Making a formatter costs a hundred times more than using it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  clocks.set(timeZone, clock);
  return clock;
}

/** Minutes since local midnight at a moment, in a time zone. */
function localMinutes(at: number, timeZone: string): number {
  const parts = clockIn(timeZone).formatToParts(at);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value ?? 0);
  return part('hour') * 60 + part('minute');
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

/** Is somebody there at this moment? Hours that end before they begin go past midnight. */
export function isOpen(hours: Hours, at: number, timeZone: string): boolean {
  const now = localMinutes(at, timeZone);
  const from = minutesOf(hours.from);
  const to = minutesOf(hours.to);
  return from < to ? now >= from && now < to : now >= from || now < to;
}

/**
 * The next moment, Unix ms, at which somebody is there: now itself when it is open. Exact to the minute, also across a
 * change of the clocks; an opening within the hour that such a change leaves out comes up to an hour later.
 */
export function opensAt(hours: Hours, at: number, timeZone: string): number {
  if (isOpen(hours, at, timeZone)) return at;
  const from = minutesOf(hours.from);
  const wait = wrap(from - localMinutes(at, timeZone));
  const opening = Math.floor(at / MINUTE_MS) * MINUTE_MS + wait * MINUTE_MS;
  // Where the clocks change in between, the wait by the clock is not the wait by the watch.
  const drift = wrap(from - localMinutes(opening, timeZone) + DAY / 2) - DAY / 2;
  const mended = opening + drift * MINUTE_MS;
  return isOpen(hours, mended, timeZone) ? mended : opening;
}

/** Minutes as a time of day, in [0, 24 hours). */
function wrap(minutes: number): number {
  return ((minutes % DAY) + DAY) % DAY;
}

/** A moment as people say it, in the company's time zone and with its name, since readers may be elsewhere: 明天 09:00（中国时间）. */
export function sayTime(at: number, now: number, timeZone: string): Bilingual {
  const day = (time: number) => new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(time);
  const clock = clockIn(timeZone).format(at);
  const isToday = day(at) === day(now);
  return {
    zh: `${isToday ? '今天' : '明天'} ${clock}（${zoneName(timeZone, 'zh-CN')}）`,
    en: `${isToday ? 'today' : 'tomorrow'} at ${clock} (${zoneName(timeZone, 'en')})`,
  };
}

function zoneName(timeZone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, hour: 'numeric', timeZoneName: 'shortGeneric' }).formatToParts(0);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** A span of minutes as people say it: 15 分钟, 2 小时 / 15 minutes, 2 hours. */
export function sayMinutes(minutes: number): Bilingual {
  if (minutes < 60 || minutes % 60 !== 0) return { zh: `${minutes} 分钟`, en: minutes === 1 ? '1 minute' : `${minutes} minutes` };
  const hours = minutes / 60;
  return { zh: `${hours} 小时`, en: hours === 1 ? '1 hour' : `${hours} hours` };
}
