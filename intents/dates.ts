/** A date in a text: `value` in its normal form, offsets in the text. */
export type FoundDate = { readonly value: string; readonly start: number; readonly end: number };

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const HAN_DAYS = '日一二三四五六';
const HAN_DIGITS = '零一二三四五六七八九十';
const RELATIVE: Readonly<Record<string, string>> = {
  大前天: '3 days ago', 前天: '2 days ago', 前日: '2 days ago', 昨天: 'yesterday', 昨日: 'yesterday', 昨晚: 'yesterday', 今天: 'today', 今日: 'today', 今晚: 'today',
  明天: 'tomorrow', 明日: 'tomorrow', 明晚: 'tomorrow', 后天: 'in 2 days', 大后天: 'in 3 days', 上周末: 'last weekend', 这周末: 'this weekend', 周末: 'this weekend',
  'the day before yesterday': '2 days ago', 'the day after tomorrow': 'in 2 days', yesterday: 'yesterday', today: 'today', tonight: 'today', tomorrow: 'tomorrow',
};

const month = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?';
const FULL = /(?<![\d-])(20\d{2})\s?[-/.年]\s?(0?[1-9]|1[0-2])\s?[-/.月]\s?(3[01]|[12]\d|0?[1-9])(?!\d)\s?[日号]?/g;
const HAN_MONTH_DAY = /(?<!\d)(1[0-2]|0?[1-9])\s?月\s?(3[01]|[12]\d|0?[1-9])(?!\d)\s?[日号]?/g;
const MONTH_DAY = new RegExp(`(?<![a-z])${month}\\s(3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?(?!\\d)(?:,?\\s(20\\d{2}))?`, 'g');
const DAY_MONTH = new RegExp(`(?<!\\d)(3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?\\s(?:of\\s)?${month}(?![a-z])(?:,?\\s(20\\d{2}))?`, 'g');
const HAN_WEEKDAY = /(上上|上个?|下下|下个?|这个?|本)?(?:周|星期|礼拜)([一二三四五六日天])/g;
const WEEKDAY = /(?<![a-z])(?:(last|next|this|on)\s)?(monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?![a-z])/g;
const AGO = /(\d{1,3}|[一二两三四五六七八九十]|几)\s?(?:个)?(天|日|周|星期|礼拜|月|小时|分钟)(以?前|之前|以?后|之后)/g;
const AGO_EN = /(?<![a-z\d])(\d{1,3}|a|an|one|two|three|four|five|six|seven|ten)\s(minute|hour|day|week|month)s?\sago(?![a-z])/g;
const NAMED = new RegExp(Object.keys(RELATIVE).toSorted((a, b) => b.length - a.length).map((word) => (/[a-z]/.test(word) ? `(?<![a-z])${word}(?![a-z])` : word)).join('|'), 'g');
const UNITS: Readonly<Record<string, string>> = { 天: 'day', 日: 'day', 周: 'week', 星期: 'week', 礼拜: 'week', 月: 'month', 小时: 'hour', 分钟: 'minute' };
const WORDS: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, ten: 10 };

/**
 * Dates in a text that was folded in place. Normal forms: `2026-11-07`; `--11-07` without a year (ISO 8601); relative
 * ones in plain English, in both languages alike: `yesterday`, `3 days ago`, `last wednesday`.
 */
export function findDates(folded: string): FoundDate[] {
  const found: FoundDate[] = [];
  const each = (pattern: RegExp, valueOf: (match: RegExpExecArray) => string | undefined) => {
    for (const match of folded.matchAll(pattern)) {
      const value = valueOf(match);
      const [start, end] = [match.index, match.index + match[0].trimEnd().length];
      if (value !== undefined && !found.some((other) => start < other.end && other.start < end)) found.push({ value, start, end });
    }
  };
  each(FULL, ([, year, m, d]) => `${year}-${two(m)}-${two(d)}`);
  each(HAN_MONTH_DAY, ([, m, d]) => `--${two(m)}-${two(d)}`);
  each(MONTH_DAY, ([, m, d, year]) => named(m, d, year));
  each(DAY_MONTH, ([, d, m, year]) => named(m, d, year));
  each(HAN_WEEKDAY, ([, which = '', day = '']) => weekday(which, DAYS[HAN_DAYS.indexOf(day === '天' ? '日' : day)] ?? ''));
  each(WEEKDAY, ([, which = '', day = '']) => (which === 'last' || which === 'next' ? `${which} ${day}` : day));
  each(AGO, ([, n = '', unit = '', side = '']) => distance(hanNumber(n), UNITS[unit] ?? unit, side.includes('前')));
  each(AGO_EN, ([, n = '', unit = '']) => distance(WORDS[n] ?? Number(n), unit, true));
  each(NAMED, ([word]) => RELATIVE[word]);
  return found;
}

function two(digits = ''): string {
  return digits.padStart(2, '0');
}

function named(name = '', day = '', year: string | undefined): string {
  return `${year ?? '-'}-${two(String(MONTHS.indexOf(name.slice(0, 3)) + 1))}-${two(day)}`;
}

function weekday(which: string, day: string): string {
  if (which.startsWith('上')) return `last ${day}`;
  return which.startsWith('下') ? `next ${day}` : day;
}

function hanNumber(text: string): number | undefined {
  if (text === '几') return undefined;
  if (text === '两') return 2;
  return /^\d/.test(text) ? Number(text) : HAN_DIGITS.indexOf(text);
}

function distance(n: number | undefined, unit: string, isPast: boolean): string {
  const many = n === undefined ? `some ${unit}s` : `${n} ${unit}${n === 1 ? '' : 's'}`;
  return isPast ? `${many} ago` : `in ${many}`;
}
