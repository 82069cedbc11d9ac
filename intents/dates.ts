import { addMonths, dayOf, isDate, readClock, weekdayOf, writeDay } from './clock.ts';
import type { Clock, Day } from './clock.ts';
import { readNumber } from './times.ts';

/** A date in a text: `value` in its normal form, `day` where a clock told which, offsets in the text. */
export type FoundDate = { readonly value: string; readonly day?: string; readonly start: number; readonly end: number };

/** What a match says: its normal form, and its day or month seen from today. */
type Reading = { readonly value: string; readonly day?: ((today: Day, minute: number) => Day | string | undefined) | undefined };

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const HAN_DAYS = '日一二三四五六';
const from = (days: number): Reading['day'] => (today) => today + days;
const DAY_NAMES: Readonly<Record<string, Reading>> = {
  'yesterday': { value: 'yesterday', day: from(-1) }, 'today': { value: 'today', day: from(0) }, 'tomorrow': { value: 'tomorrow', day: from(1) },
  '2 days ago': { value: '2 days ago', day: from(-2) }, '3 days ago': { value: '3 days ago', day: from(-3) }, 'in 2 days': { value: 'in 2 days', day: from(2) }, 'in 3 days': { value: 'in 3 days', day: from(3) },
  'last weekend': { value: 'last weekend', day: (today) => monday(today) - 2 }, 'this weekend': { value: 'this weekend', day: (today) => monday(today) + 5 },
  'last week': { value: 'last week' }, 'next week': { value: 'next week' }, 'this week': { value: 'this week' },
  'last month': { value: 'last month', day: (today) => writeDay(addMonths(today, -1)).slice(0, 7) }, 'next month': { value: 'next month', day: (today) => writeDay(addMonths(today, 1)).slice(0, 7) },
};
const RELATIVE: Readonly<Record<string, string>> = {
  大前天: '3 days ago', 前天: '2 days ago', 前日: '2 days ago', 前晚: '2 days ago', 昨天: 'yesterday', 昨日: 'yesterday', 昨晚: 'yesterday', 昨儿: 'yesterday', 今天: 'today', 今日: 'today', 今晚: 'today', 今早: 'today', 今儿: 'today',
  明天: 'tomorrow', 明日: 'tomorrow', 明晚: 'tomorrow', 明早: 'tomorrow', 明儿: 'tomorrow', 后天: 'in 2 days', 大后天: 'in 3 days', 上周末: 'last weekend', 这周末: 'this weekend', 周末: 'this weekend',
  上周: 'last week', 上个星期: 'last week', 上星期: 'last week', 下周: 'next week', 下星期: 'next week', 下个星期: 'next week', 上个月: 'last month', 上月: 'last month', 下个月: 'next month', 下月: 'next month',
  'the day before yesterday': '2 days ago', 'the day after tomorrow': 'in 2 days', yesterday: 'yesterday', today: 'today', tonight: 'today', 'last night': 'yesterday', tomorrow: 'tomorrow',
  'last week': 'last week', 'next week': 'next week', 'last month': 'last month', 'next month': 'next month', 'last weekend': 'last weekend', 'this weekend': 'this weekend',
};

const month = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\\.?';
const number = '(\\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九半几])';
const FULL = /(?<![\d-])(20\d{2})\s?[-/.年]\s?(0?[1-9]|1[0-2])\s?[-/.月]\s?(3[01]|[12]\d|0?[1-9])(?!\d)\s?[日号]?/g;
const HAN_MONTH_DAY = /(?<!\d)(1[0-2]|0?[1-9])\s?月\s?(3[01]|[12]\d|0?[1-9])(?!\d)\s?[日号]?/g;
const HAN_DAY = /(?<![\d月])(3[01]|[12]\d|0?[1-9])\s?[号日](?=买|下单|收|到货|发货|签收|之?前|之?后|送|上午|下午|晚上|早上|付|就|才|那天)/g;
const MONTH_DAY = new RegExp(`(?<![a-z])${month}\\s(3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?(?!\\d)(?:,?\\s(20\\d{2}))?`, 'g');
const DAY_MONTH = new RegExp(`(?<!\\d)(3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?\\s(?:of\\s)?${month}(?![a-z])(?:,?\\s(20\\d{2}))?`, 'g');
const HAN_WEEKDAY = /(上上个?|上个?|下下个?|下个?|这个?|本)?(?:周|星期|礼拜)([一二三四五六日天])(?![到至]?[一二三四五六日天]?都)/g;
const WEEKDAY = /(?<![a-z])(?:(last|next|this|on)\s)?(monday|tuesday|wednesday|thursday|friday|saturday|sunday|(?<=(?:last|next|this|on)\s)(?:mon|tues?|wed|thurs?|thu|fri|sat|sun))(?![a-z])/g;
const AGO = new RegExp(`${number}\\s?(?:个|多)?(?:多)?(天|日|周|星期|礼拜|月|年|小时|分钟)(?:多)?(以?前|之前|以?后|之后)`, 'g');
const AGO_EN = /(?<![a-z\d])(\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|a couple of|a few)\s(minute|hour|day|week|month|year)s?\s(ago|later|from now)(?![a-z])/g;
const IN_EN = /(?<![a-z\d])in\s(\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten)\s(minute|hour|day|week|month)s?(?![a-z' ]*(?:time|of)\b)(?![a-z])/g;
const NAMED = new RegExp(Object.keys(RELATIVE).toSorted((a, b) => b.length - a.length).map((word) => (/[a-z]/.test(word) ? `(?<![a-z])${word}(?![a-z])` : word)).join('|'), 'g');
const UNITS: Readonly<Record<string, string>> = { 天: 'day', 日: 'day', 周: 'week', 星期: 'week', 礼拜: 'week', 月: 'month', 年: 'year', 小时: 'hour', 分钟: 'minute' };
const WORDS: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, 'a couple of': 2 };

/**
 * Dates in a text that was folded in place. Normal forms: `2026-11-07`; `--11-07` without a year and `---07` without a
 * month (ISO 8601); relative ones in plain English, in both languages alike: `yesterday`, `3 days ago`, `last wednesday`.
 * With a clock, `day` is the day meant (`2026-11-18`), or the month (`2026-10`): 上周三 and "next Wednesday" are those
 * of the week before and after (weeks begin on Monday), "last Wednesday" the latest before today, "Wednesday" alone the
 * next from today on, 周三 alone that of this week; dates without a year are the nearest.
 */
export function findDates(folded: string, clock?: Clock): FoundDate[] {
  const found: FoundDate[] = [];
  const now = clock === undefined ? undefined : readClock(clock);
  const each = (pattern: RegExp, read: (match: RegExpExecArray) => Reading | undefined) => {
    for (const match of folded.matchAll(pattern)) {
      const reading = read(match);
      const [start, end] = [match.index, match.index + match[0].trimEnd().length];
      if (reading === undefined || found.some((other) => start < other.end && other.start < end)) continue;
      const day = now === undefined ? undefined : reading.day?.(now.day, now.minute);
      found.push({ value: reading.value, start, end, ...(day === undefined ? {} : { day: typeof day === 'string' ? day : writeDay(day) }) });
    }
  };
  each(FULL, ([, y, m, d]) => fixed(y, Number(m), Number(d)));
  each(HAN_MONTH_DAY, ([, m, d]) => fixed(undefined, Number(m), Number(d)));
  each(HAN_DAY, ([, d]) => ({ value: `---${String(d).padStart(2, '0')}`, day: (today) => nearestOf([-1, 0, 1].map((by) => dayInMonth(today, by, Number(d))), today) }));
  each(MONTH_DAY, ([, m = '', d, y]) => fixed(y, MONTHS.indexOf(m) + 1, Number(d)));
  each(DAY_MONTH, ([, d, m = '', y]) => fixed(y, MONTHS.indexOf(m) + 1, Number(d)));
  each(HAN_WEEKDAY, ([, which = '', day = '']) => hanWeekday(which, HAN_DAYS.indexOf(day === '天' ? '日' : day)));
  each(WEEKDAY, ([, which = '', name = '']) => weekday(which, DAYS.findIndex((day) => day.startsWith(name.slice(0, 3)))));
  each(AGO, ([, n = '', unit = '', side = '']) => distance(n === '几' || n === '半' ? undefined : readNumber(n), UNITS[unit] ?? unit, side.includes('前')));
  each(AGO_EN, ([, n = '', unit = '', side]) => distance(WORDS[n] ?? (/^\d/.test(n) ? Number(n) : undefined), unit, side === 'ago'));
  each(IN_EN, ([, n = '', unit = '']) => distance(WORDS[n] ?? Number(n), unit, false));
  each(NAMED, ([word]) => DAY_NAMES[RELATIVE[word] ?? '']);
  return found;
}

function fixed(year: string | undefined, monthOf: number, day: number): Reading | undefined {
  if (!isDate(Number(year ?? 2024), monthOf, day)) return undefined;
  const value = `${year ?? '-'}-${String(monthOf).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  if (year !== undefined) return { value, day: () => dayOf(Number(year), monthOf, day) };
  return {
    value,
    day: (today) => {
      const thisYear = Number(writeDay(today).slice(0, 4));
      return nearestOf([-1, 0, 1].map((by) => (isDate(thisYear + by, monthOf, day) ? dayOf(thisYear + by, monthOf, day) : Infinity)), today);
    },
  };
}

function nearestOf(days: readonly Day[], today: Day): Day {
  return days.reduce((best, day) => (Math.abs(day - today) < Math.abs(best - today) ? day : best));
}

function dayInMonth(today: Day, months: number, day: number): Day {
  const [year = 0, monthOf = 1] = writeDay(addMonths(today, months)).split('-').map(Number);
  return isDate(year, monthOf, day) ? dayOf(year, monthOf, day) : Infinity;
}

/** Monday of a day's week. */
function monday(day: Day): Day {
  return day - ((weekdayOf(day) + 6) % 7);
}

function hanWeekday(which: string, day: number): Reading {
  const weeks = which.startsWith('上上') ? -2 : which.startsWith('上') ? -1 : which.startsWith('下下') ? 2 : which.startsWith('下') ? 1 : 0;
  const name = DAYS[day] ?? '';
  return { value: weeks < 0 ? `last ${name}` : weeks > 0 ? `next ${name}` : name, day: (today) => monday(today) + 7 * weeks + ((day + 6) % 7) };
}

function weekday(which: string, day: number): Reading {
  const name = DAYS[day] ?? '';
  if (which === 'next') return { value: `next ${name}`, day: (today) => monday(today) + 7 + ((day + 6) % 7) };
  if (which === 'this') return { value: name, day: (today) => monday(today) + ((day + 6) % 7) };
  if (which === 'last') return { value: `last ${name}`, day: (today) => today - (((weekdayOf(today) - day + 6) % 7) + 1) };
  return { value: name, day: (today) => today + ((day - weekdayOf(today) + 7) % 7) };
}

function distance(n: number | undefined, unit: string, isPast: boolean): Reading {
  const many = n === undefined ? `some ${unit}s` : `${n} ${unit}${n === 1 ? '' : 's'}`;
  const value = isPast ? `${many} ago` : `in ${many}`;
  if (n === undefined) return { value };
  const by = isPast ? -n : n;
  if (unit === 'month' || unit === 'year') return { value, day: (today) => addMonths(today, unit === 'year' ? by * 12 : by) };
  if (unit === 'hour' || unit === 'minute') return { value, day: (today, minute) => today + Math.floor((minute + by * (unit === 'hour' ? 60 : 1)) / 1_440) };
  return { value, day: from(unit === 'week' ? by * 7 : by) };
}
