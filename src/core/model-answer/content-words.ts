import { fold } from './fold.ts';

/** A word, or a Chinese character in its place, that carries meaning. `keys` are the ways to find it in another text. */
type ContentWord = { readonly keys: readonly string[]; readonly weight: number };

/** Chinese characters that stand in any sentence. */
const HAN_IDLE = new Set('的了是在和与或及而且您你我们它他她这那哪有无不没会可以能请就也都还要需后前中上下时内以为于从到对把被让给由向按所其之等各每个本该此如若则但因只仅再又很最更比般一如果即已过着吧呢吗啊哦呀哟');
const ENGLISH_IDLE = new Set(
  ("a an the of to in on at by for from with without within into onto off up down out over under about as is are was were be been being am do does did done have has had having will would shall should can could may might must " +
    "i you he she it we they me him her us them my your his its our their mine yours this that these those there here and or but if then else so than when while once until unless because since after before not no nor only also just even " +
    "very more most less least any all each every some such own same other another which who whom whose what where why how please let need needs needed take takes get gets got make makes it's you're you'll we'll i'm don't can't isn't aren't won't via per both either nothing something anything everything there's").split(' '),
);
/** Forms that no ending tells. */
const IRREGULAR: Readonly<Record<string, string>> = {
  left: 'leave', paid: 'pay', sent: 'send', bought: 'buy', came: 'come', went: 'go', gone: 'go', kept: 'keep', gave: 'give', given: 'give', took: 'take', taken: 'take', broke: 'break', broken: 'break',
  chose: 'choose', chosen: 'choose', sold: 'sell', told: 'tell', found: 'find', held: 'hold', brought: 'bring', spent: 'spend', began: 'begin', begun: 'begin', wrote: 'write', written: 'write', shown: 'show',
};
const RUNS = /\p{Script=Han}+|(?!\p{Script=Han})\p{L}(?:(?!\p{Script=Han})[\p{L}'])*/gu;

/** The words of a text that carry meaning, in order. Digits and signs are left to `factsOf`. */
export function contentWords(text: string): ContentWord[] {
  return [...fold(text).matchAll(RUNS)].flatMap(([run]) => {
    if (!/^\p{Script=Han}/u.test(run)) return ENGLISH_IDLE.has(run) || run.length < 2 ? [] : [{ keys: [stemOf(run)], weight: 2 }];
    const signs = Array.from(run);
    return signs.flatMap((sign, at) => (HAN_IDLE.has(sign) ? [] : [{ keys: pairsAt(signs, at), weight: 1 }]));
  });
}

/** Everything by which the content of a text can be found. */
export function contentKeys(text: string): ReadonlySet<string> {
  return new Set(contentWords(text).flatMap(({ keys }) => keys));
}

/** How much of a text's content stands in another one, in [0, 1]; 1 where there is no content. */
export function sharedContent(text: string, keys: ReadonlySet<string>): number {
  const words = contentWords(text);
  const total = words.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return 1;
  return words.reduce((sum, { keys: own, weight }) => sum + (own.some((key) => keys.has(key)) ? weight : 0), 0) / total;
}

/** A character with its neighbours: alone it would be found everywhere. */
function pairsAt(signs: readonly string[], at: number): string[] {
  const [before = '', sign = '', after = ''] = [signs[at - 1], signs[at], signs[at + 1]];
  if (signs.length === 1) return [sign];
  return [...(before === '' ? [] : [`${before}${sign}`]), ...(after === '' ? [] : [`${sign}${after}`])];
}

/** A word without the endings that change with the sentence. */
function stemOf(word: string): string {
  const bare = word.replace(/'(?:s|re|ll|ve|d|t)?$/, '');
  const plain = IRREGULAR[bare] ?? bare;
  const stem = plain.replace(/(?:ations?|ments?|ings?|ies|ied|ers?|ed|es|s|y|e)$/, '');
  return stem.length >= 3 ? stem.replace(/([^aeiou])\1$/, '$1') : plain;
}
