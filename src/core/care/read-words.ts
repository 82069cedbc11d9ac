import type { CareRules } from './rules.ts';

const DIGITS: Readonly<Record<string, number>> = { 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10, zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 };
const NUMBER = `(\\d{1,2}|[零一二两三四五六七八九十]|zero|one|two|three|four|five|six|seven|eight|nine|ten)`;
const AS_NUMBER = new RegExp(`^(?:我?(?:给|打|评)|i(?:'d)? (?:give|rate)(?: it| you| this)?(?: a)?|a|rating|score|评分|打分)?[:： ]*${NUMBER} ?(?:分|颗?星|星好评|stars?|points?|out of (?:5|five|10|ten)|/ ?(?:5|10))?$`);

/** Judgements in words, the strongest first; the whole message must be made of them and of courtesies. */
const JUDGEMENTS: readonly (readonly [score: number, pattern: RegExp])[] = [
  [1, /^(?:(?:非常|很|太|极其?|特别)(?:不满意?|差|差劲|糟糕?|烂|失望|垃圾)了?|差评|一星|太?垃圾|(?:very|really|extremely|so) (?:bad|poor|dissatisfied|disappointed|disappointing|unhappy)|terrible|awful|horrible|useless|worst|the worst)$/],
  [2, /^(?:不太?满意|不(?:太|怎么)?好|差|差劲|有点差|不行|失望|糟糕|bad|poor|not (?:very |really |so )?(?:good|satisfied|happy|great)|dissatisfied|unsatisfied|disappointed|disappointing|unhappy)$/],
  [3, /^(?:一般|一般般|还行|还可以|凑合|马马虎虎|中评|so[ -]so|okay|ok|average|fine|not bad|neutral|meh)$/],
  [5, /^(?:(?:非常|很|太|特别|十分|超级?|挺)(?:满意|好|棒|不错|赞|专业|耐心|给力)了?|好评|五星好评|完美|very (?:good|satisfied|happy|helpful)|excellent|great|perfect|amazing|awesome|wonderful|fantastic|outstanding)$/],
  [4, /^(?:满意|好|不错|挺好|棒|赞|good|satisfied|happy|helpful|nice|well done)$/],
];
const COURTESY = /谢谢(?:你们?|您)?|多谢|感谢|辛苦了|服务|客服|你们的?|(?<=[好意错赞棒])[的了啊呀哦哈吧]+$|\b(?:thanks|thank you|thx|service|the|it was|it's|was|your|everything|i am|i'm)\b/g;

/** A message without case, width, courtesies and marks around it. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(COURTESY, ' ')
    .replaceAll(/[!！。.,，、~～?？]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/**
 * The score that a whole message gives, from `least` to `most`: "5分", "五星", "4/5", "very good", "差评". Words are read as
 * 1 to 5 and only where that is the scale. `undefined` where it says anything else, or asks.
 */
export function readScore(text: string, [least, most]: readonly [least: number, most: number]): number | undefined {
  if (/[?？吗]\s*$/.test(text)) return undefined;
  const said = plain(text).replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
  const [, digits] = AS_NUMBER.exec(said) ?? [];
  if (digits !== undefined) {
    const score = DIGITS[digits] ?? Number(digits);
    return score >= least && score <= most ? score : undefined;
  }
  return most === 5 ? JUDGEMENTS.find(([, pattern]) => pattern.test(said))?.[0] : undefined;
}

const YES = /^(?:是|是的|对|对的|有|有的|嗯|好了|解决了|已经?解决了?|可以|yes|yep|yeah|y|sure|it is|it has|it does|solved)$/;
const NO = /^(?:不|不是|没有?|没有的|还没有?|未|没解决|还没解决|没有解决|不可以|no|nope|n|not yet|not really|it is not|it isn't|unsolved)$/;

/** Yes or no, where a whole message says it. */
export function readYesNo(text: string): 'yes' | 'no' | undefined {
  const said = plain(text);
  return YES.test(said) ? 'yes' : NO.test(said) ? 'no' : undefined;
}

/** What a whole message says about care messages: to stop, to begin, or to wish well on the birthday too. */
export function readWish(text: string, { stopWords, startWords, birthdayWords }: CareRules['consent']): 'stop' | 'start' | 'birthday' | undefined {
  const said = text.normalize('NFKC').toLowerCase().replaceAll(/[!！。.,，~～]+/g, ' ').replaceAll(/\s+/g, ' ').trim();
  const bare = said.replace(/^(?:请|麻烦|please|pls) ?/, '').replace(/ ?(?:谢谢|please|thanks|thank you|吧|了)$/, '');
  const says = (words: readonly string[]): boolean => words.includes(said) || words.includes(bare);
  if (says(stopWords)) return 'stop';
  if (says(birthdayWords)) return 'birthday';
  return says(startWords) ? 'start' : undefined;
}
