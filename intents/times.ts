/** A time of day in a text: minutes after midnight, offsets in the text. */
export type FoundTime = { readonly minute: number; readonly start: number; readonly end: number };

const HAN_DIGITS = '零一二三四五六七八九';
const hanNumber = '(?:二?十[一二三四五六七八九]?|[一二两三四五六七八九]|\\d{1,2})';
const HAN_TIME = new RegExp(`(凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|今晚|明晚|昨晚|夜里|半夜)?\\s?(${hanNumber})\\s?(?:点钟?|时)(?!\\s?(?:间|候|评|赞|击|名|的货|子))\\s?(?:(半)|(一刻)|([一二三四五]?十?[一二三四五六七八九]?|\\d{1,2})\\s?分)?`, 'g');
const CLOCK_TIME = /(凌晨|早上|上午|中午|下午|傍晚|晚上)?\s?(?<![\d:.])([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?(?![\d:])\s?(am|pm|a\.m\.|p\.m\.)?/g;
const HOUR = /(?<![\d:.a-z])(1[0-2]|0?[1-9])\s?(am|pm|a\.m\.|p\.m\.|o'clock)(?![a-z])(?:\s(?:in the\s)?(morning|afternoon|evening|at night|tonight))?/g;
const NAMED = /(?<![a-z])(noon|midday|midnight)(?![a-z])|正午|午夜/g;

/**
 * Times of day in a text that was folded in place: "下午三点半", "15:30", "3:30 pm", "at noon". A duration ("三小时"),
 * "3点" of a list and "点" of other words are none.
 */
export function findTimes(folded: string): FoundTime[] {
  const found: FoundTime[] = [];
  const take = (match: RegExpExecArray, minute: number | undefined) => {
    // The day of 今晚八点 is a date of its own.
    const start = match.index + (/^[今明昨]晚/.test(match[0]) ? 2 : match[0].length - match[0].trimStart().length);
    const end = match.index + match[0].trimEnd().length;
    if (minute === undefined || minute > 1_440 || found.some((other) => start < other.end && other.start < end)) return;
    found.push({ minute: minute % 1_440, start, end });
  };
  for (const match of folded.matchAll(CLOCK_TIME)) take(match, shift(Number(match[2]), Number(match[3]), match[1] ?? match[4]));
  for (const match of folded.matchAll(HAN_TIME)) {
    const hour = readNumber(match[2] ?? '');
    const minute = match[3] ? 30 : match[4] ? 15 : readNumber(match[5] ?? '') ?? 0;
    // "三点建议" is a list of three, not a time; a part of the day, minutes or 点钟 tell a time.
    const isSure = match[1] !== undefined || /点钟|半|刻|分/.test(match[0]) || /^\s*(?:前|之前|以前|后|之后|到|至|左右|送|来|上门|取|见|开始|下班|上班|关门|开门|营业|[，。,.]|$)/.test(folded.slice(match.index + match[0].length));
    if (hour !== undefined && hour <= 24 && minute < 60 && isSure) take(match, shift(hour, minute, match[1]));
  }
  for (const match of folded.matchAll(HOUR)) take(match, shift(Number(match[1]), 0, match[2] === "o'clock" ? match[3] : match[2]));
  for (const match of folded.matchAll(NAMED)) take(match, /mid?night|午夜/.test(match[0]) ? 0 : 720);
  return found.toSorted((a, b) => a.start - b.start);
}

/** A number from 0 to 99 in digits or Chinese; `undefined` when it is none. */
export function readNumber(text: string): number | undefined {
  if (text === '') return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, ones] = text.replace('两', '二').split('十');
  if (ones === undefined) return HAN_DIGITS.includes(text.replace('两', '二')) ? HAN_DIGITS.indexOf(text.replace('两', '二')) : undefined;
  return (tens === '' ? 1 : HAN_DIGITS.indexOf(tens ?? '')) * 10 + (ones === '' ? 0 : HAN_DIGITS.indexOf(ones));
}

/** Minutes after midnight of an hour on a half-day clock. */
function shift(hour: number, minute: number, part = ''): number {
  const isLate = /下午|傍晚|晚|pm|p\.m|afternoon|evening|night/.test(part) || (part === '中午' && hour < 4);
  const isEarly = /凌晨|am|a\.m|夜里|半夜/.test(part);
  const late = isLate && hour < 12 ? hour + 12 : isLate && hour === 12 && /晚|night/.test(part) ? 24 : hour;
  return (isEarly && hour === 12 ? 0 : late) * 60 + minute;
}
