/** What a figure measures. Durations in working days are another thing than those in days. */
export type FigureKind = 'money' | 'percent' | 'clock' | 'minutes' | 'hours' | 'days' | 'working days' | 'weeks' | 'months' | 'years';

/** A figure as a text states it: `value` is a number or a range, such as `5` or `1-3`, for comparing; `text` is as written. */
export type Figure = { readonly kind: FigureKind; readonly value: string; readonly text: string };

const WORDS: Readonly<Record<string, string>> = {
  one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9', ten: '10', twelve: '12', fifteen: '15', thirty: '30',
  一: '1', 两: '2', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9', 十: '10', 十二: '12', 十五: '15', 三十: '30',
};

const DIGITS = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?`;
const RANGE = String.raw`\s*(?:[-–—~～至到]|\bto\b)\s*`;
/** "3 or 6 months" are two figures. */
const AND = String.raw`\s*(?:\b(?:and|or)\b|或|和|、|/)\s*`;
const WORD = Object.keys(WORDS).toSorted((a, b) => b.length - a.length).join('|');
const COUNT = String.raw`(?<![\d.]|\d,)(?:${DIGITS}(?:${RANGE}${DIGITS}|(?:${AND}${DIGITS})+)?|(?<![a-z一二两三四五六七八九十])(?:${WORD})(?![a-z])(?:${AND}(?:${WORD})(?![a-z]))*)`;
/** Money is told one number at a time: both ends of a range are figures. */
const MONEY = new RegExp(String.raw`[¥￥]\s*(${DIGITS})|(?<![\d.])(${DIGITS})\s*(?:元|yuan\b|RMB\b)`, 'giu');
const PERCENT = new RegExp(String.raw`(?<![\d.])(${DIGITS}(?:${RANGE}${DIGITS})?)\s*%`, 'gu');
const CLOCK = /(?<!\d)(\d{1,2}:\d{2})(?!\d)/gu;

/** Longer units first: "working days" are no days. */
const UNITS: readonly (readonly [FigureKind, string])[] = [
  ['minutes', String.raw`分钟|[- ]?min(?:ute)?s?\b`],
  ['hours', String.raw`个?小时|[- ]?hours?\b`],
  ['working days', String.raw`个?工作日|[- ]?(?:working|business)[- ]days?\b`],
  ['days', String.raw`天|个?自然日|日(?!期|常|历|用)|[- ]?days?\b`],
  ['weeks', String.raw`个?(?:星期|周)(?![一二三四五六日天末](?![次遍回]))|[- ]?weeks?\b`],
  ['months', String.raw`个月|[- ]?months?\b`],
  ['years', String.raw`年(?!\d|级|代|份)|[- ]?years?\b`],
];
const DURATIONS = UNITS.map(([kind, unit]) => [kind, new RegExp(String.raw`(${COUNT})\s*(?:${unit})`, 'giu')] as const);

/** The amounts, percentages, times of day and durations that a text states, in the order of their kinds. Calendar dates are none. */
export function figuresIn(text: string): Figure[] {
  const plain = plainOf(text);
  const found = (kind: FigureKind, pattern: RegExp): Figure[] =>
    [...plain.matchAll(pattern)].flatMap((match) => {
      const count = match.slice(1).find((group) => group !== undefined);
      return count === undefined ? [] : valuesOf(count).map((value) => ({ kind, value, text: match[0].trim() }));
    });
  return [...found('money', MONEY), ...found('percent', PERCENT), ...found('clock', CLOCK), ...DURATIONS.flatMap(([kind, pattern]) => found(kind, pattern))];
}

/** All numbers and ranges of a text, whatever they count: lists often leave units out. */
export function numbersIn(text: string): ReadonlySet<string> {
  const counts = plainOf(text).matchAll(new RegExp(COUNT, 'giu'));
  const single = plainOf(text).matchAll(new RegExp(DIGITS, 'gu'));
  return new Set([...counts, ...single].flatMap(([count]) => valuesOf(count)));
}

/** A text with its figures taken out: what is said about them. */
export function withoutFigures(text: string): string {
  return [MONEY, PERCENT, CLOCK, ...DURATIONS.map(([, pattern]) => pattern)].reduce((left, pattern) => left.replace(pattern, ' '), plainOf(text));
}

/** Without calendar dates and "the third day", which count nothing; a Chinese comma never joins two numbers. */
function plainOf(text: string): string {
  return text.replaceAll('，', '， ').normalize('NFKC').replaceAll('两三', '两或三').replace(/\d{4}年(?:\d{1,2}月)?(?:\d{1,2}[日号])?|\d{1,2}月\d{1,2}[日号]|\d{4}-\d{2}-\d{2}|第\s*(?:\d+(?:\s*[、和至到–-]\s*\d+)*|[一二三四五六七八九十]+)|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b/g, ' ');
}

function valuesOf(count: string): string[] {
  const numberOf = (part: string) => (part.includes(':') ? part : (WORDS[part] ?? String(Number(part.replaceAll(',', '')))));
  return count
    .toLowerCase()
    .split(new RegExp(AND, 'u'))
    .map((part) => part.split(new RegExp(RANGE, 'u')).map(numberOf).join('-'));
}
