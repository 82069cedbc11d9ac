const HAN_DIGITS: Readonly<Record<string, number>> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const HAN_PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000, 万: 10_000 };

/** Behind a Chinese number stands what it counts; elsewhere 一 and 三 are parts of words (一般, 三方). */
const HAN_COUNTED = '天|日|个|周|星期|礼拜|月|年|小时|分钟|秒|元|块|次|折|点|人|位|名|倍|期|件|台|张|家|款|楼|层|套|米|升|分|成';
const HAN_SIGNS = '零〇一二两三四五六七八九十百千万';
const HAN_NUMBER = new RegExp(`(?<![\\d.${HAN_SIGNS}])([${HAN_SIGNS}]+)(?=\\s?(?:[到至-]\\s?[\\d${HAN_SIGNS}]{1,8})?(?:${HAN_COUNTED}))`, 'g');
const HAN_PERCENT = /百分之([零〇一二两三四五六七八九十百\d.]+)/g;
/** One of something is an article in Chinese ("一个", "一位"), as long as it does not measure time or money. */
const HAN_ARTICLE = /^(?:个(?!工作日|小时|月|星期|礼拜)|位|名|件|台|张|家|款|点|套|些|期|分|人|层|成|日)/;

const WORDS = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const WORD = `(?:${[...TENS.map((ten) => `${ten}(?:[ -](?:${WORDS.slice(1, 10).join('|')}))?`), ...WORDS.slice(2).toReversed()].join('|')})`;
const ENGLISH = new RegExp(`\\b(${WORD}|one(?= to (?:${WORDS.slice(2).join('|')}|\\d)| (?:(?:working|business|calendar) )?(?:day|hour|minute|week|month|year|yuan|time)))( hundred| thousand)?\\b`, 'g');

/** A folded text with numbers in words as digits where they count something: 七天 and "seven days" become 7天 and "7 days". */
export function digitsForWords(folded: string): string {
  return folded
    .replaceAll(HAN_PERCENT, (_, number: string) => `${/\d/.test(number) ? number : hanValue(number)}%`)
    .replaceAll(/半(?=个?(?:小时|月|年|天))/g, '0.5')
    .replaceAll(HAN_NUMBER, (word: string, _number: string, at: number, whole: string) => {
      const value = hanValue(word);
      return value === 1 && HAN_ARTICLE.test(whole.slice(at + word.length)) ? word : String(value);
    })
    .replaceAll(/\bhalf (?:an? )(?=hour|day|year|month)/g, '0.5 ')
    .replaceAll(/\btwice\b/g, '2 times')
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
