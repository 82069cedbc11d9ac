import type { Language } from './language.ts';

/** The longest message that can lean on the one before: longer ones say what they are about. Columns; a Chinese character is two. */
const LONGEST = 60;

/** The longest of those that lean on it only because they say so little. */
const SHORTEST = 20;

/** Beginnings and words by which a message goes on from the one before. */
const LEANS: Record<Language, RegExp> = {
  zh: /^(?:那|那么|要是|如果|万一|还有|然后|而且|可是|但是|但|所以|比如|或者|包括)|(?:呢|咧)[?？。!！~\s]*$|它|这个|那个|这种|那种|这样|那样|这些|那些|这笔|那笔|刚才|上面|你说的|同样|^(?:要|能|可以|会|怎么|多久|多少钱|几天|在哪|什么时候|有)[\p{Script=Han}]{0,6}[?？。!！~\s]*$/u,
  en: /^(?:and|but|so|then|or|what if|what about|how about|even if|if|also|plus|in that case|same|ok(?:ay)?,? (?:and|but|so))\b|\b(?:it|that|this|these|those|them|they|one|ones|instead|either|otherwise)\b|^(?:how|how long|how much|when|where|who|why|which one|really|are you sure)\W*$/i,
};

/** Words by which a new matter begins, whatever pronouns follow. */
const BEGINS: Record<Language, RegExp> = {
  zh: /^(?:对了|另外|还有(?:一个|个)?(?:问题|事)|换个(?:问题|话题)|再问(?:一下|个)?|顺便|想问|请问)/,
  en: /^(?:by the way|btw|another (?:question|thing)|different question|also,? (?:i|can|do|how|what)|one more thing|new question|changing the subject)\b/i,
};

/** How much a message leans on the one before it. */
export type Leaning = 'not' | 'perhaps' | 'surely';

/**
 * Does a message need the one before it to be understood ("那信用卡呢", "and if it's been opened?")? `surely` where it says
 * so and hardly anything else; `perhaps` where it is short or refers back; `not` where it is long or begins a new matter.
 */
export function leaningOf(text: string, language: Language): Leaning {
  const said = text.trim();
  const width = said.length + (said.match(/\p{Script=Han}/gu)?.length ?? 0);
  if (width === 0 || width > LONGEST || BEGINS[language].test(said)) return 'not';
  const leans = LEANS[language].test(said);
  if (leans && width <= LONGEST / 2) return 'surely';
  return leans || width <= SHORTEST ? 'perhaps' : 'not';
}
