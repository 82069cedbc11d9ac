const HAN_DIGITS: Readonly<Record<string, number>> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const HAN_PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000, 万: 10_000 };

/** Behind a Chinese number stands what it counts; elsewhere 一 and 三 are parts of words (一般, 三方). */
const HAN_COUNTED = '天|日|个|周|星期|礼拜|月|年|小时|分钟|秒|元|块|次|折|点|人|位|名|倍|期|件|台|张|家|款|楼|层|套|米|升|分|成';
const HAN_SIGNS = '零〇一二两三四五六七八九十百千万';
const HAN_NUMBER = new RegExp(`(?<![\\d.${HAN_SIGNS}])([${HAN_SIGNS}]+)(?=\\s?(?:[到至-]\\s?[\\d${HAN_SIGNS}]{1,8})?(?:${HAN_COUNTED}))`, 'g');
const HAN_PERCENT = /([百千万])分之([零〇一二两三四五六七八九十百千\d.]+)/g;
const PERCENTS: Readonly<Record<string, number>> = { 百: 1, 千: 10, 万: 100 };
/** The signs of cheques and contracts. */
const FORMAL = '壹贰叁肆伍陆柒捌玖拾佰仟俩';
const FORMAL_SIGNS = new RegExp(`(?<=[${FORMAL}])[${FORMAL}]|[${FORMAL}](?=[${FORMAL}]|${HAN_COUNTED})`, 'g');
const PLAIN = '一二三四五六七八九十百千两';
/** Stands for numbers that are none (十来个, 三五天, "several days"): only a text that is as vague supports them. */
const UNHEARD = '0.0001';
const VAGUE_HAN = new RegExp(`(?:(?<![${HAN_SIGNS}\\d])[${HAN_SIGNS}\\d]{1,8}[来几多余]|[几数][十百千万]{1,4}|三五|七八|好几)(?=${HAN_COUNTED})`, 'g');
/** One of something is an article in Chinese ("一个", "一位"), as long as it does not measure time or money. */
const HAN_ARTICLE = /^(?:个(?!工作日|小时|月|星期|礼拜)|位|名|件|台|张|家|款|点|套|些|期|分|人|层|成|日)/;

const WORDS = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const WORD = `(?:${[...TENS.map((ten) => `${ten}(?:[ -](?:${WORDS.slice(1, 10).join('|')}))?`), ...WORDS.slice(2).toReversed()].join('|')})`;
const ENGLISH = new RegExp(`\\b(${WORD}|one(?= to (?:${WORDS.slice(2).join('|')}|\\d)| (?:(?:working|business|calendar) )?(?:day|hour|minute|week|month|year|yuan|time)))( hundred| thousand)?\\b`, 'g');

/** Five digits and more that are read out one by one. */
const DIGIT = `(?:${WORDS.slice(0, 10).join('|')}|oh)`;
const SPELLED = new RegExp(`\\b${DIGIT}(?:[ ,-]{1,2}${DIGIT}\\b){4,20}`, 'g');

/** A folded text with numbers in words as digits where they count something: 七天 and "seven days" become 7天 and "7 days". */
export function digitsForWords(folded: string): string {
  return folded
    .replaceAll(/[零〇一二三四五六七八九]{5,20}/g, (signs) => Array.from(signs, (sign) => HAN_DIGITS[sign] ?? 0).join(''))
    .replaceAll(SPELLED, (words) => words.split(/[ ,-]+/).map((word) => (word === 'oh' ? 0 : WORDS.indexOf(word))).join(''))
    .replaceAll(FORMAL_SIGNS, (sign) => PLAIN[FORMAL.indexOf(sign)] ?? sign)
    .replaceAll(HAN_PERCENT, (_, parts: string, number: string) => `${(/\d/.test(number) ? Number(number) : hanValue(number)) / (PERCENTS[parts] ?? 1)}%`)
    .replaceAll(/(?<![一二三四五六七八九十\d])[一二三四五六七八九十\d]{1,8}分之[一二三四五六七八九十\d]{1,8}/g, UNHEARD)
    .replaceAll(VAGUE_HAN, UNHEARD)
    .replaceAll(/刻钟/g, '15分钟')
    .replaceAll(/半(?=个?(?:小时|月|年|天))/g, '0.5')
    .replaceAll(HAN_NUMBER, (word: string, _number: string, at: number, whole: string) => {
      const value = hanValue(word);
      return value === 1 && HAN_ARTICLE.test(whole.slice(at + word.length)) ? word : String(value);
    })
    .replaceAll(/\bhalf (?:an? )(?=hour|day|year|month)/g, '0.5 ')
    .replaceAll(/\btwice\b/g, '2 times')
    .replaceAll(/\b(?:a )?quarter of an hour\b/g, '15 minutes')
    .replaceAll(/\b(?:a |one )?fortnights?\b/g, '2 weeks')
    .replaceAll(/\b(?:a |one )?decades?\b/g, '10 years')
    .replaceAll(/\bhalf a dozen\b/g, '6')
    .replaceAll(/\b(?:a |one )?dozens?(?: of)?\b/g, '12')
    .replaceAll(/\b(?:a |one )?score of\b/g, '20')
    .replaceAll(/\ba couple of\b/g, '2')
    .replaceAll(/\b(?:several|a few) (?=(?:working |business )?(?:hours|days|weeks|months|years)\b)/g, `${UNHEARD} `)
    .replaceAll(/(?<=\b(?:in|within|takes?|lasts?|after|least|most|than|for|up to|another) )an? (?=(?:working |business |full |whole )?(?:minute|hour|day|week|month|year)\b(?! of the))/g, '1 ')
    .replaceAll(ENGLISH, (_, word: string, scale: string | undefined) => String(englishValue(word) * (scale === ' hundred' ? 100 : scale === ' thousand' ? 1_000 : 1)));
}

function hanValue(word: string): number {
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const sign of word) {
    const place = HAN_PLACES[sign];
    if (place === undefined) {
      digit = digit * (digit > 0 && !/[十百千万]/.test(word) ? 10 : 1) + (HAN_DIGITS[sign] ?? 0);
    } else if (place === 10_000) {
      total += (section + digit || 1) * place;
      section = 0;
      digit = 0;
    } else {
      section += (digit || 1) * place;
      digit = 0;
    }
  }
  return total + section + digit;
}

function englishValue(word: string): number {
  const [first = '', second = ''] = word.split(/[ -]/);
  const ten = TENS.indexOf(first);
  return ten < 0 ? WORDS.indexOf(first) : (ten + 2) * 10 + Math.max(0, WORDS.indexOf(second));
}
