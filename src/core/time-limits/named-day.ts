import type { Calendar } from './calendar.ts';
import { type DayNumber, weekdayOf } from './zone.ts';
import { isWorkingDay } from './working-day.ts';

const DAY_MS = 24 * 60 * 60_000;
const WEEKDAYS_ZH = '一二三四五六日';
const WEEKDAYS_EN = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MONTHS_EN = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const RELATIVE: Readonly<Record<string, number>> = { 今: 0, 明: 1, 后: 2, 大后: 3, today: 0, tonight: 0, tomorrow: 1 };

const WEEK_ZH = '(?:下下个?|下个?|本|这个?)?(?:周|星期|礼拜)';
const WEEKDAY_EN = '(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?';
const MONTH_EN = '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const NTH_EN = '\\d{1,2}(?:st|nd|rd|th)?';

/** The Chinese words that name a day, as the source of a pattern without groups. */
export const DAY_NAMES_ZH = `(?:大后天|后天|今[天日晚早儿]|明[天日早晚儿]|(?:20\\d\\d年)?\\d{1,2}月\\d{1,2}[日号]?|20\\d\\d-\\d{1,2}-\\d{1,2}|\\d{1,2}\\/\\d{1,2}(?!\\d)|(?<!\\d)\\d{1,2}[日号](?=[之以]?前|[上下中晚]|\\d|$)|${WEEK_ZH}[一二三四五六日天末]|(?:下下个?|下个?|本|这个?)(?:周|星期|礼拜|月)(?=[之以]?内)|(?:下下?个?|本|这个?)?月(?:底|末)|年底)`;
/** The English words that name a day, lower case, as the source of a pattern without groups. */
export const DAY_NAMES_EN = `(?:(?:the )?day after tomorrow|today|tonight|tomorrow|(?:${WEEKDAY_EN},? )?(?:${NTH_EN} (?:of )?${MONTH_EN}|${MONTH_EN}\\.? ${NTH_EN})(?!\\d)(?:,? 20\\d\\d)?|20\\d\\d-\\d{1,2}-\\d{1,2}|(?:the )?\\d{1,2}(?:st|nd|rd|th)|(?:this |next |coming )?\\b${WEEKDAY_EN}\\b|(?:the )?(?:end of (?:the |this |next )?(?:week|month|year)|(?:this |next )?(?:week|month)[- ]?end|year[- ]end)|(?:this|next) (?:week|month))`;

/**
 * The day that such words mean when they are said on `today`. Days lie ahead: a weekday without more is the next one, a date
 * that is past is next year's. 下周三 and "next Wednesday" are of the week that begins next Monday; the end of a week is its
 * last working day. `undefined` where the words name no day that there is. Pure.
 */
export function readNamedDay(name: string, today: DayNumber, calendar?: Calendar): DayNumber | undefined {
  const said = name.toLowerCase();
  const relative = RELATIVE[/^(今|明|大?后)/.exec(said)?.[1] ?? said];
  if (relative !== undefined) return today + relative;
  if (/day after tomorrow/.test(said)) return today + 2;
  return readDate(said, today) ?? readEnd(said, today, calendar) ?? readWeekday(said, today);
}

function readDate(said: string, today: DayNumber): DayNumber | undefined {
  const numbers = /(?:(20\d\d)[年-])?(\d{1,2})[月/-](\d{1,2})/.exec(said);
  if (numbers) return nextDate(Number(numbers[2]), Number(numbers[3]), numbers[1], today);
  const words = /(?:(\d{1,2})(?:st|nd|rd|th)? (?:of )?)?\b([a-z]{3})[a-z]*\.?(?: (\d{1,2})(?:st|nd|rd|th)?)?(?:,? (20\d\d))?$/.exec(said);
  const month = MONTHS_EN.indexOf(words?.[2] ?? '') + 1;
  const day = words?.[1] ?? words?.[3];
  if (month > 0 && day !== undefined) return nextDate(month, Number(day), words?.[4], today);
  const only = /^(?:the )?(\d{1,2})(?:[日号]|st|nd|rd|th)$/.exec(said);
  if (!only) return undefined;
  const { year, month: now } = partsOf(today);
  return [now, now + 1, now + 2].map((each) => dateOf(year, each, Number(only[1]))).find((each) => each !== undefined && each >= today);
}

function nextDate(month: number, day: number, year: string | undefined, today: DayNumber): DayNumber | undefined {
  if (year !== undefined) return dateOf(Number(year), month, day);
  const { year: now } = partsOf(today);
  return [now, now + 1].map((each) => dateOf(each, month, day)).find((each) => each !== undefined && each >= today);
}

/** The end of a week, a month or a year. */
function readEnd(said: string, today: DayNumber, calendar: Calendar | undefined): DayNumber | undefined {
  const weeks = said.match(/下/g)?.length ?? (said.includes('next') ? 1 : 0);
  if (/月(?:[底末]|$)|month/.test(said)) {
    const { year, month } = partsOf(today);
    return startOf(year, month + weeks + 1) - 1;
  }
  if (/年底|year/.test(said)) return startOf(partsOf(today).year + 1, 1) - 1;
  const monday = today - weekdayOf(today) + 7 * weeks;
  if (/(?:周|星期|礼拜)末|week-?\s?end/.test(said) && !said.includes('end of')) return monday + 6;
  if (!/week|(?:周|星期|礼拜)$/.test(said)) return undefined;
  const days = [4, 3, 2, 1, 0].map((each) => monday + each).filter((each) => each >= today);
  return days.find((each) => isWorkingDay(each, calendar)) ?? days[0] ?? monday + 6;
}

function readWeekday(said: string, today: DayNumber): DayNumber | undefined {
  const zh = /(?:周|星期|礼拜)([一二三四五六日天])/.exec(said)?.[1]?.replace('天', '日');
  const en = /\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*$/.exec(said)?.[1];
  const wanted = zh === undefined ? WEEKDAYS_EN.indexOf(en ?? '') : WEEKDAYS_ZH.indexOf(zh);
  if (wanted < 0) return undefined;
  const weeks = said.match(/下/g)?.length ?? (said.startsWith('next ') ? 1 : 0);
  if (weeks > 0) return today - weekdayOf(today) + 7 * weeks + wanted;
  const ahead = (wanted - weekdayOf(today) + 7) % 7;
  return today + (ahead === 0 ? 7 : ahead);
}

function partsOf(day: DayNumber): { readonly year: number; readonly month: number } {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}

/** The day on which a month begins; months after December are of the next year. */
const startOf = (year: number, month: number): DayNumber => Date.UTC(year, month - 1, 1) / DAY_MS;

/** The day of a date that there is: no 31 February. */
function dateOf(year: number, month: number, day: number): DayNumber | undefined {
  const first = startOf(year, month);
  return day >= 1 && first + day - 1 < startOf(year, month + 1) ? first + day - 1 : undefined;
}
