import type { Policy } from '../policy.ts';
import { DAY_NAMES_EN, DAY_NAMES_ZH, readNamedDay } from '../time-limits/named-day.ts';
import { isWorkingDay } from '../time-limits/working-day.ts';
import { type DayNumber, dayAt, momentOf } from '../time-limits/zone.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MINUTES = 24 * 60;
const HAN = '[一两二三四五六七八九十]{1,2}';
const NUMBERS: Readonly<Record<string, number>> = { 一: 1, 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10, 十一: 11, 十二: 12, 十五: 15, 半: 0.5, a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, half: 0.5 };
/** The end of a working day, and of parts of a day, in minutes after midnight. */
const ENDS: Readonly<Record<string, number>> = { 早上: 720, 上午: 720, 中午: 720, 下班: 18 * 60, 下午: 18 * 60, 晚上: 22 * 60, morning: 720, noon: 720, midday: 720, afternoon: 18 * 60, evening: 22 * 60, night: 22 * 60, midnight: DAY_MINUTES };
const ENDS_OF_WORK = 18 * 60;
/** Days whose name says which part of them is meant. */
const TONIGHT = /^(?:今晚|明晚|tonight)$/;

const PART_ZH = '(早上|上午|中午|下午|晚上|下班)';
const CLOCK_TIME_ZH = `(\\d{1,2}|${HAN})(?::(\\d{2})|[点时](?:(\\d{1,2})分?|(半))?)`;
const BEFORE_ZH = '(?:[之以]?前)';
const SPAN_ZH = new RegExp(`(\\d{1,3}|${HAN}|半)\\s?个?(分钟|小时|钟头|工作日|天|日|周|星期)(?:之?内|以内|后)`);
const SPAN_EN = /\b(?:within|in|in the next|inside)\s+(?:the next\s+)?(\d{1,3}|an?|one|two|three|four|five|six|seven|half)\s+(?:an?\s+)?(minute|hour|(?:working |business )day|day|week)s?\b/;
const CLOCK_ZH = new RegExp(`(${DAY_NAMES_ZH})?\\s?${PART_ZH}?\\s?${CLOCK_TIME_ZH}\\s?${BEFORE_ZH}`);
const DAY_ZH = new RegExp(`(${DAY_NAMES_ZH})(?:${PART_ZH}(?:${BEFORE_ZH}|内)?(?!\\s?(?:\\d|${HAN}[点时]))|(?:[之以]?内|${BEFORE_ZH}))`);
const ON_DAY_ZH = new RegExp(`(${DAY_NAMES_ZH})\\s?${PART_ZH}?\\s?(?:${CLOCK_TIME_ZH})?`);

const MONTH_AHEAD = '(?!\\d|\\s*(?:st|nd|rd|th)?\\s*(?:of\\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))';
const CLOCK_TIME_EN = `(\\d{1,2})${MONTH_AHEAD}(?:[:.](\\d{2}))?\\s?(am|pm|a\\.m\\.|p\\.m\\.)?`;
const CLOCK_EN = new RegExp(`\\b(?:(${DAY_NAMES_EN})\\s+)?(?:by|before|no later than|until)\\s+(?:(${DAY_NAMES_EN})\\s+(?:at\\s+)?)?${CLOCK_TIME_EN}(?:\\s+(?:on\\s+)?(${DAY_NAMES_EN}))?`);
const PART_EN = '(morning|noon|midday|afternoon|evening|night|midnight)';
const DAY_EN = new RegExp(`\\b(by|before|no later than|until)\\s+(?:(the end of (?:the day|day|business|the working day|today)|end of (?:the day|day|business|the working day|today)|close of business|cob|eod|noon|midday|midnight)(?:\\s+(?:on\\s+)?(${DAY_NAMES_EN}))?|(${DAY_NAMES_EN})(?:\\s+${PART_EN})?)`);
const ON_DAY_EN = new RegExp(`\\b(${DAY_NAMES_EN})(?:\\s+${PART_EN})?(?:\\s+(?:at|around|about)\\s+${CLOCK_TIME_EN})?`);
const AT_ON_DAY_EN = new RegExp(`\\bat\\s+${CLOCK_TIME_EN}\\s+(?:on\\s+)?(${DAY_NAMES_EN})`);
/** Something will be done, so that a day that is merely named is the day of it. */
const WILL = /会(?!议|员)|将|给[您你]|[为帮替][您你]|安排|上门|送[到达]|发[货出]|寄[出回]|回[电复]|答复|联系|到账|\bwill\b|'ll\b|\bshall\b|\bgoing to\b/;
/** It has been done. */
const WAS = /[了过](?!后|再)|[周日天号](?:下|买|付|签收|收到|提交)的|\b(?:was|were|did|had|has been|ordered|bought|paid)\b/;
/** "The 2nd" alone may be the second of anything. */
const ONLY_NTH = /^(?:the )?\d{1,2}(?:st|nd|rd|th)$/;

/** What a time is read by: where the company is, and when it works. */
export type DeadlineRules = Pick<Policy, 'timeZone' | 'calendar'>;

type Reading = { readonly text: string; readonly at: number; readonly today: DayNumber; readonly rules: DeadlineRules };

/**
 * The first time in a text by which something is to happen, as meant when it was said, Unix ms: "2小时内", "周五下班前",
 * "12月3日前", "by next Tuesday", "by the end of the month", "I'll call you tomorrow at 3". `undefined` where there is none.
 * Working days are counted by the calendar. Pure.
 */
export function findDeadline(text: string, at: number, rules: DeadlineRules): number | undefined {
  const reading = { text: text.normalize('NFKC').replaceAll('’', "'").toLowerCase(), at, today: dayAt(at, rules.timeZone), rules };
  for (const way of [inSpan, atClock, byDay, onDay]) {
    const found = way(reading);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inSpan({ text, at, today, rules }: Reading): number | undefined {
  const [all, count = '', unit = ''] = SPAN_ZH.exec(text) ?? SPAN_EN.exec(text) ?? [];
  if (all === undefined) return undefined;
  const many = NUMBERS[count] ?? Number(count);
  if (Number.isNaN(many)) return undefined;
  if (unit === '分钟' || unit === 'minute') return at + many * MINUTE_MS;
  if (['小时', '钟头', 'hour'].includes(unit)) return at + many * HOUR_MS;
  if (/工作日|working|business/.test(unit)) return momentOf(afterWorkingDays(today, many, rules), DAY_MINUTES, rules.timeZone, 'first');
  return at + many * (/周|星期|week/.test(unit) ? 7 : 1) * 24 * HOUR_MS;
}

function afterWorkingDays(today: DayNumber, count: number, { calendar }: DeadlineRules): DayNumber {
  let day = today;
  for (let left = count; left > 0; left -= isWorkingDay(day, calendar) ? 1 : 0) day += 1;
  return day;
}

function atClock(reading: Reading): number | undefined {
  const zh = CLOCK_ZH.exec(reading.text);
  if (zh) return momentAt(reading, { day: zh[1], part: zh[2], hour: zh[3], minutes: zh[4] ?? zh[5] ?? (zh[6] ? '30' : undefined) });
  const en = CLOCK_EN.exec(reading.text);
  if (!en) return undefined;
  const [all, first, second, hour = '', minutes, half, last] = en;
  const day = first ?? second ?? last;
  // "By 3 working days" names no time of day.
  if (half === undefined && minutes === undefined && day === undefined && !/^\s*(?:[.,!]|$)/.test(reading.text.slice(en.index + all.length))) return undefined;
  return momentAt(reading, { day, hour, minutes, half });
}

type ClockTime = { readonly day: string | undefined; readonly part?: string | undefined; readonly hour: string | undefined; readonly minutes: string | undefined; readonly half?: string | undefined };

/** A time that has passed without a day being named means the next day. */
function momentAt({ at, today, rules }: Reading, { day: name, part = '', hour: said = '', minutes, half }: ClockTime): number | undefined {
  const day = name === undefined ? today : readNamedDay(name, today, rules.calendar);
  const number = NUMBERS[said] ?? Number(said);
  const isEnglish = half !== undefined || (name !== undefined && /^[a-z]/.test(name));
  const isLate = half?.startsWith('p') ?? (/下午|晚上|afternoon|evening|night/.test(part) || TONIGHT.test(name ?? '') || (isEnglish && part !== 'morning' && minutes === undefined && number < 8));
  const hour = half?.startsWith('a') ? number % 12 : isLate && number < 12 ? number + 12 : number;
  if (day === undefined || !(hour <= 24) || Number(minutes ?? 0) > 59) return undefined;
  const moment = (which: DayNumber) => momentOf(which, hour * 60 + Number(minutes ?? 0), rules.timeZone, 'first');
  return moment(day) <= at && name === undefined ? moment(day + 1) : moment(day);
}

function byDay(reading: Reading): number | undefined {
  const zh = DAY_ZH.exec(reading.text);
  if (zh) return endOf(reading, zh[1], zh[2]);
  const en = DAY_EN.exec(reading.text);
  if (!en) return undefined;
  const [, by, end, endDay, day, part] = en;
  if (end === undefined) return endOf(reading, day, part, by === 'before');
  return endOf(reading, endDay ?? 'today', ENDS[end] === undefined ? 'work' : end);
}

/** Something is done on a day, or at a time of it, that has only to be named. */
function onDay(reading: Reading): number | undefined {
  const { text } = reading;
  if (!WILL.test(text) || WAS.test(text)) return undefined;
  const zh = ON_DAY_ZH.exec(text);
  if (zh) return zh[3] === undefined ? endOf(reading, zh[1], zh[2]) : momentAt(reading, { day: zh[1], part: zh[2], hour: zh[3], minutes: zh[4] ?? zh[5] ?? (zh[6] ? '30' : undefined) });
  const at = AT_ON_DAY_EN.exec(text);
  if (at) return momentAt(reading, { day: at[4], hour: at[1], minutes: at[2], half: at[3] });
  const en = ON_DAY_EN.exec(text);
  if (!en || ONLY_NTH.test(en[1] ?? '')) return undefined;
  return en[3] === undefined ? endOf(reading, en[1], en[2]) : momentAt(reading, { day: en[1], part: en[2], hour: en[3], minutes: en[4], half: en[5] });
}

/** The end of a day or of a part of it; what is promised before a day in English is done when that day begins. */
function endOf({ today, rules }: Reading, name: string | undefined, part: string | undefined, isBefore = false): number | undefined {
  const day = name === undefined ? undefined : readNamedDay(name, today, rules.calendar);
  if (name === undefined || day === undefined) return undefined;
  const end = part === undefined ? (TONIGHT.test(name) ? 22 * 60 : name === 'today' ? ENDS_OF_WORK : isBefore && day > today && !/end|week|month|year/.test(name) ? 0 : DAY_MINUTES) : (ENDS[part] ?? ENDS_OF_WORK);
  return momentOf(day, end, rules.timeZone, 'first');
}
