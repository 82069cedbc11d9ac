import type { Bilingual } from './language.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Making a formatter costs a hundred times more than using it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  clocks.set(timeZone, clock);
  return clock;
}

/** A moment as people say it, in the company's time zone and with its name, since readers may be elsewhere: 明天 09:00（中国时间）. */
export function sayTime(at: number, now: number, timeZone: string): Bilingual {
  const day = (time: number) => new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(time);
  const clock = clockIn(timeZone).format(at);
  const inDays = (Date.parse(day(at)) - Date.parse(day(now))) / DAY_MS;
  return {
    zh: `${inDays === 0 ? '今天' : inDays === 1 ? '明天' : date(at, timeZone, 'zh-CN')} ${clock}（${zoneName(timeZone, 'zh-CN')}）`,
    en: `${inDays === 0 ? 'today' : inDays === 1 ? 'tomorrow' : `on ${date(at, timeZone, 'en-GB')}`} at ${clock} (${zoneName(timeZone, 'en')})`,
  };
}

/** A day with its weekday: 2月24日周三, Wednesday 24 February. */
function date(at: number, timeZone: string, locale: 'zh-CN' | 'en-GB'): string {
  const zh = locale === 'zh-CN';
  return new Intl.DateTimeFormat(locale, { timeZone, month: 'long', day: 'numeric', weekday: zh ? 'short' : 'long' }).format(at);
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
