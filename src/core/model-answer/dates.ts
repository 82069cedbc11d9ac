const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH = '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?';
const TH = '(?:st|nd|rd|th)?';

/** A way to write a day or a time of day, and its normal form. */
type Moment = { readonly pattern: RegExp; readonly normal: (match: readonly (string | undefined)[]) => readonly string[] };

/** Two digits. */
const pad = (value: string | number): string => String(Number(value)).padStart(2, '0');
const monthOf = (name: string): string => pad(MONTHS.indexOf(name.slice(0, 3)) + 1);
/** A day with its year, and the same without, so that a passage with a year supports a sentence without. */
const day = (year: string | undefined, month: string, dayOfMonth: string): readonly string[] => {
  const short = `date:--${pad(month)}-${pad(dayOfMonth)}`;
  return year === undefined ? [short] : [`date:${year}-${pad(month)}-${pad(dayOfMonth)}`, short];
};

const LATE = /下午|傍晚|晚|夜/;
const clockTime = (hour: string, minute: string | undefined, part: string): readonly string[] => {
  const late = (LATE.test(part) || part.startsWith('p')) && Number(hour) < 12;
  const early = part.startsWith('a') && Number(hour) === 12;
  return [`time:${pad(early ? 0 : Number(hour) + (late ? 12 : 0))}:${pad(minute ?? 0)}`];
};

/** Days of the week by the ways to write them, Monday first. */
const WEEKDAYS = ['mon(?:day)?', 'tue(?:sday)?', 'wed(?:nesday)?', 'thu(?:rsday)?', 'fri(?:day)?', 'sat(?:urday)?', 'sun(?:day)?'];
const weekday = new RegExp(`\\b(next |this |last |every |on )?(?:${WEEKDAYS.map((name) => `(${name})`).join('|')})s?\\b`, 'g');
/** Days that come every year, in both languages. */
const FEASTS: readonly (readonly [string, string])[] = [
  ['spring', '春节|过年|除夕|年前|(?:spring festival|(?:chinese|lunar) new year)'],
  ['new-year', "元旦|new year's(?: day| eve)?"],
  ['christmas', '圣诞节?|christmas(?: eve| day)?|xmas'],
  ['qingming', '清明节?|qingming'],
  ['labour', '五一|劳动节|labou?r day|may day'],
  ['dragon-boat', '端午节?|dragon boat festival'],
  ['mid-autumn', '中秋节?|mid-autumn(?: festival)?'],
  ['national', '国庆节?|national day'],
  ['easter', '复活节|easter'],
  ['ramadan', '斋月|ramadan'],
];
/** Days that move with the day on which they are said. */
const RELATIVE: readonly (readonly [string, string])[] = [
  ['tomorrow', '明天|明日|\\btomorrow\\b'],
  ['day-after', '后天|\\bthe day after tomorrow\\b'],
  ['tonight', '今晚|\\btonight\\b'],
  ['next-week', '下个?(?:周|星期|礼拜)|\\bnext week\\b'],
  ['next-month', '下个?月|\\bnext month\\b'],
  ['next-year', '明年|\\bnext year\\b'],
];

/** All ways, in the order in which they are looked for, for folded text with numbers as digits. The first normal form is the exact one. */
export const MOMENTS: readonly Moment[] = [
  ...FEASTS.map(([name, ways]): Moment => ({ pattern: new RegExp(ways, 'g'), normal: () => [`feast:${name}`] })),
  { pattern: /(?:下个?)?(?:周|星期|礼拜)([一二三四五六日天1-6])(?![\u4e00-\u9fff]?[年月度次])/g, normal: ([, sign = '']) => [`weekday:${'一二三四五六日'.indexOf(sign === '天' ? '日' : sign) + 1 || sign}`] },
  { pattern: weekday, normal: ([, , ...days]) => [`weekday:${days.slice(0, 7).findIndex((day) => day !== undefined) + 1}`] },
  ...RELATIVE.map(([name, ways]): Moment => ({ pattern: new RegExp(ways, 'g'), normal: () => [`relative:${name}`] })),
  { pattern: /(?<!\d)((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)[日号]?/g, normal: ([, y, m = '', d = '']) => day(y, m, d) },
  { pattern: /(?<!\d)((?:19|20)\d{2})年(\d{1,2})月/g, normal: ([, y = '', m = '']) => [`date:${y}-${pad(m)}`] },
  { pattern: /(?<!\d)(\d{1,2})月(\d{1,2})[日号]/g, normal: ([, m = '', d = '']) => day(undefined, m, d) },
  { pattern: new RegExp(`(?<![\\d.,])(\\d{1,2})${TH} (?:of )?${MONTH}(?:,? ((?:19|20)\\d{2}))?(?!\\w)`, 'g'), normal: ([, d = '', m = '', y]) => day(y, monthOf(m), d) },
  { pattern: new RegExp(`\\b${MONTH} (\\d{1,2})${TH}(?!\\d|,\\d)(?:,? ((?:19|20)\\d{2}))?`, 'g'), normal: ([, m = '', d = '', y]) => day(y, monthOf(m), d) },
  { pattern: /每个?月(?:的)?(\d{1,2})[日号]/g, normal: ([, d = '']) => [`monthday:${pad(d)}`] },
  { pattern: /(\d{1,2})(?:st|nd|rd|th) (?:day )?of (?:the|each|every) month/g, normal: ([, d = '']) => [`monthday:${pad(d)}`] },
  { pattern: /(?<![\d个])(\d{1,2})月份?(?!\d)/g, normal: ([, m = '']) => [`month:${pad(m)}`] },
  { pattern: /(?<!\d)((?:19|20)\d{2})年/g, normal: ([, y = '']) => [`year:${y}`] },
  { pattern: /(?<![\d:.])(\d{1,2})(?::(\d{2}))? ?([ap])\.? ?m\b\.?/g, normal: ([, h = '', m, part = '']) => clockTime(h, m, part) },
  { pattern: /(凌晨|清晨|早上|上午|早|中午|下午|傍晚|晚上|晚|夜里)?\s?(?<!\d)(\d{1,2}):(\d{2})(?!\d)/g, normal: ([, part = '', h = '', m]) => clockTime(h, m, part) },
  { pattern: /(凌晨|清晨|早上|上午|早|中午|下午|傍晚|晚上|晚|夜里)?\s?(?<![\d.])(\d{1,2})(?:点钟?|时(?![间候段]))(半|(\d{1,2})分)?(?![数击开])/g, normal: ([, part = '', h = '', half, m]) => clockTime(h, half === '半' ? '30' : m, part) },
];
