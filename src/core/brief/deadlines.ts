import { dayAt, momentOf, weekdayOf } from '../time-limits/zone.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NUMBERS: Readonly<Record<string, number>> = { 一: 1, 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10, 半: 0.5, a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, half: 0.5 };
const DAYS: Readonly<Record<string, number>> = { 今天: 0, 今日: 0, 今晚: 0, 今早: 0, 明天: 1, 明日: 1, 明早: 1, 明晚: 1, 后天: 2, today: 0, tonight: 0, tomorrow: 1 };
/** The end of a working day, and of parts of a day, in minutes after midnight. */
const ENDS: Readonly<Record<string, number>> = { 中午: 720, 下班: 18 * 60, 上午: 720, 下午: 18 * 60, 晚上: 22 * 60, noon: 720, midday: 720, midnight: 24 * 60, tonight: 22 * 60 };

const SPAN_ZH = /(\d{1,3}|[一两二三四五六七八九十半])\s?个?(分钟|小时|钟头|工作日|天|日|周|星期)(?:之?内|以内|后)/;
const SPAN_EN = /\b(?:within|in|in the next|inside)\s+(?:the next\s+)?(\d{1,3}|an?|one|two|three|four|five|six|seven|half)\s+(?:an?\s+)?(minute|hour|(?:working |business )day|day|week)s?\b/;
const CLOCK_ZH = /(今天|今日|今晚|明天|明日|明早|明晚|后天)?\s?(上午|中午|下午|晚上|早上)?\s?(\d{1,2})(?::(\d{2})|[点时](?:(\d{1,2})分?|(半))?)\s?(?:之?前|以前)/;
const DAY_ZH = /(今天|今日|今晚|明天|明日|后天)(?:(中午|下班|上午|下午|晚上)(?:之?前|以前|内)?|(?:之?内|之?前|以内|以前))/;
const CLOCK_EN = /\b(?:(today|tomorrow)\s+)?(?:by|before|no later than|until)\s+(?:(today|tomorrow)\s+(?:at\s+)?)?(\d{1,2})(?:[:.](\d{2}))?\s?(am|pm|a\.m\.|p\.m\.)?(?:\s+(today|tomorrow))?/;
const DAY_EN = /\b(?:by|before)\s+(?:the\s+)?(?:end of (?:the day|day|today)|(today|tomorrow|tonight|noon|midnight)(?:\s+(today|tomorrow|noon|evening))?)/;

/** A time by which something is said to happen, in the words that say so; `at` and `dueAt` are Unix ms. */
export type Deadline = { readonly text: string; readonly dueAt: number };

/** The first time in a text by which something is to happen, as meant when it was said; `undefined` where there is none. Pure. */
export function findDeadline(text: string, at: number, timeZone: string): Deadline | undefined {
  const read = text.normalize('NFKC').toLowerCase();
  const ways = [inSpan, atClock, onDay];
  return ways.map((way) => way(read, at, timeZone)).find((found) => found !== undefined);
}

function inSpan(text: string, at: number, timeZone: string): Deadline | undefined {
  const [all, count = '', unit = ''] = SPAN_ZH.exec(text) ?? SPAN_EN.exec(text) ?? [];
  if (all === undefined) return undefined;
  const many = NUMBERS[count] ?? Number(count);
  if (unit === '分钟' || unit === 'minute') return { text: all, dueAt: at + many * MINUTE_MS };
  if (['小时', '钟头', 'hour'].includes(unit)) return { text: all, dueAt: at + many * HOUR_MS };
  if (/工作日|working|business/.test(unit)) return { text: all, dueAt: afterWorkingDays(at, many, timeZone) };
  return { text: all, dueAt: at + many * (/周|星期|week/.test(unit) ? 7 : 1) * 24 * HOUR_MS };
}

/** The end of the day so many weekdays later; public holidays are not counted out, so that it is never promised too late. */
function afterWorkingDays(at: number, count: number, timeZone: string): number {
  let day = dayAt(at, timeZone);
  for (let left = count; left > 0; left -= weekdayOf(day) < 5 ? 1 : 0) day += 1;
  return momentOf(day, 24 * 60, timeZone, 'first');
}

function atClock(text: string, at: number, timeZone: string): Deadline | undefined {
  const zh = CLOCK_ZH.exec(text);
  if (zh) {
    const [all, day = '今天', part = '', hour = '', minutes, minutesToo, half] = zh;
    const isLate = /下午|晚上/.test(part) || /今晚|明晚/.test(day);
    return momentAt(all, at, timeZone, DAYS[day] ?? 0, later(Number(hour), isLate), Number(minutes ?? minutesToo ?? (half ? 30 : 0)), zh[1] !== undefined);
  }
  const en = CLOCK_EN.exec(text);
  if (!en) return undefined;
  const [all, first, second, hour = '', minutes, half, last] = en;
  const day = first ?? second ?? last;
  // "By 3 working days" names no time of day.
  if (half === undefined && minutes === undefined && day === undefined && !/^\s*(?:[.,!]|$)/.test(text.slice(en.index + all.length))) return undefined;
  const isLate = half?.startsWith('p') ?? (minutes === undefined && Number(hour) < 8);
  return momentAt(all, at, timeZone, DAYS[day ?? 'today'] ?? 0, later(Number(hour) % (half?.startsWith('a') ? 12 : 24), isLate), Number(minutes ?? 0), day !== undefined);
}

const later = (hour: number, isLate: boolean): number => (isLate && hour < 12 ? hour + 12 : hour);

/** A time that has passed without a day being named means the next day. */
function momentAt(text: string, at: number, timeZone: string, inDays: number, hour: number, minute: number, isDayNamed: boolean): Deadline | undefined {
  if (hour > 24 || minute > 59) return undefined;
  const day = dayAt(at, timeZone) + inDays;
  const dueAt = momentOf(day, hour * 60 + minute, timeZone, 'first');
  return { text, dueAt: dueAt <= at && !isDayNamed ? momentOf(day + 1, hour * 60 + minute, timeZone, 'first') : dueAt };
}

function onDay(text: string, at: number, timeZone: string): Deadline | undefined {
  const zh = DAY_ZH.exec(text);
  if (zh) {
    const [all, day = '', part = ''] = zh;
    return { text: all, dueAt: momentOf(dayAt(at, timeZone) + (DAYS[day] ?? 0), ENDS[part] ?? 24 * 60, timeZone, 'first') };
  }
  const en = DAY_EN.exec(text);
  if (!en) return undefined;
  const [all, day = '', part = ''] = en;
  const inDays = DAYS[day] ?? DAYS[part] ?? 0;
  const end = ENDS[part] ?? ENDS[day] ?? (/end of/.test(all) || day === 'today' ? 18 * 60 : 24 * 60);
  return { text: all, dueAt: momentOf(dayAt(at, timeZone) + inDays, end, timeZone, 'first') };
}
