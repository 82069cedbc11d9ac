import type { Language, LimitView } from '#core/protocol.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Where nobody has said when a limit is near, this much before its end, ms. */
const SOON_WITHOUT_WARNING = 5 * MINUTE;

/** A span of time as people say it, with its two largest units: "2 分 05 秒", "1 h 05 min". Negative spans read as 0. */
export function sayElapsed(ms: number, language: Language): string {
  const span = Math.max(0, ms);
  const days = Math.floor(span / DAY);
  const hours = Math.floor((span % DAY) / HOUR);
  const minutes = Math.floor((span % HOUR) / MINUTE);
  const seconds = Math.floor((span % MINUTE) / SECOND);
  const zh = language === 'zh';
  if (days > 0) return zh ? `${days} 天 ${hours} 小时` : `${days} d ${hours} h`;
  if (hours > 0) return zh ? `${hours} 小时 ${two(minutes)} 分` : `${hours} h ${two(minutes)} min`;
  if (minutes > 0) return zh ? `${minutes} 分 ${two(seconds)} 秒` : `${minutes} min ${two(seconds)} s`;
  return zh ? `${seconds} 秒` : `${seconds} s`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Where a time limit stands: well inside it, near its end, or past. */
export type LimitState = 'ok' | 'soon' | 'past';

/** Where a limit stands at `now`; near from `warnAt` on (all Unix ms; without it, the last five minutes are). */
export function limitState(now: number, { dueAt = Infinity, warnAt = dueAt - SOON_WITHOUT_WARNING }: Pick<LimitView, 'dueAt' | 'warnAt'>): LimitState {
  if (now > dueAt) return 'past';
  return now > warnAt ? 'soon' : 'ok';
}

/** Time of day, 24 hours, in the reader's time zone. */
export function sayClock(at: number, language: Language): string {
  return format(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** The calendar day in the reader's time zone, as a key that is equal for equal days. */
export function dayKey(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** A day as a heading: today, yesterday, or the date (with the year when it is another one). */
export function sayDay(at: number, now: number, language: Language): string {
  if (dayKey(at) === dayKey(now)) return language === 'zh' ? '今天' : 'Today';
  const before = new Date(now);
  before.setDate(before.getDate() - 1);
  if (dayKey(at) === dayKey(before.getTime())) return language === 'zh' ? '昨天' : 'Yesterday';
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return format(language, { month: 'long', day: 'numeric', weekday: 'short', ...(isThisYear ? {} : { year: 'numeric' }) }).format(at);
}

/** A moment: the time alone when it is today, with the day otherwise. */
export function sayMoment(at: number, now: number, language: Language): string {
  const clock = sayClock(at, language);
  if (dayKey(at) === dayKey(now)) return clock;
  return `${format(language, { month: 'short', day: 'numeric' }).format(at)} ${clock}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', options);
  formats.set(key, known);
  return known;
}
