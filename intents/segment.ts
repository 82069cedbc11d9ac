/** What cutting needs to know of words. */
export type WordCosts = {
  /** Cost of choosing a word, −ln of its frequency; `undefined` for what is not a word. */
  cost(word: string): number | undefined;
  /** Length of the longest word, in characters. */
  readonly longest: number;
};

/** A word of a text. */
export type Word = { readonly text: string; readonly isHan: boolean };

/** Cost of a Han character that no list knows. */
const UNKNOWN = 18;

/**
 * Cuts a folded text into words: Latin words and numbers as they stand, up to three Latin words together where the list
 * has them as a phrase, and Chinese by the cheapest path through the words of the list (the unigram model that jieba
 * uses). At most 2,000 words.
 */
export function segment(folded: string, costs: WordCosts): Word[] {
  const words: Word[] = [];
  for (const [run] of folded.matchAll(/\p{Script=Han}+|[a-z0-9]+(?:['-][a-z0-9]+)*(?: [a-z0-9]+(?:['-][a-z0-9]+)*)*/gu)) {
    if (words.length > 2_000) break;
    if (/^\p{Script=Han}/u.test(run)) words.push(...cutHan(run.slice(0, 4_000), costs).map((text) => ({ text, isHan: true })));
    else words.push(...joinPhrases(run.split(' '), costs).map((text) => ({ text, isHan: false })));
  }
  return words;
}

function joinPhrases(parts: readonly string[], costs: WordCosts): string[] {
  const words: string[] = [];
  for (let at = 0; at < parts.length; ) {
    let taken = 1;
    for (let length = Math.min(3, parts.length - at); length > 1; length -= 1) {
      if (costs.cost(parts.slice(at, at + length).join(' ')) === undefined) continue;
      taken = length;
      break;
    }
    words.push(parts.slice(at, at + taken).join(' '));
    at += taken;
  }
  return words;
}

function cutHan(run: string, costs: WordCosts): string[] {
  const characters = Array.from(run);
  const best = new Float64Array(characters.length + 1).fill(Infinity);
  const from = new Int32Array(characters.length + 1);
  best[0] = 0;
  for (let start = 0; start < characters.length; start += 1) {
    for (let length = 1; length <= Math.min(costs.longest, characters.length - start); length += 1) {
      const cost = costs.cost(characters.slice(start, start + length).join('')) ?? (length === 1 ? UNKNOWN : undefined);
      if (cost === undefined) continue;
      const total = best[start]! + cost;
      if (total >= best[start + length]!) continue;
      best[start + length] = total;
      from[start + length] = start;
    }
  }
  const words: string[] = [];
  for (let end = characters.length; end > 0; end = from[end]!) words.push(characters.slice(from[end]!, end).join(''));
  return words.toReversed();
}
