import { eachFeature, hashTexts, tokenise } from './features.ts';
import type { KindedWord, WordReader } from './word-kinds.ts';

/**
 * Buckets of a text's features, each as often as it occurs: those of neighbouring words and pieces, then, from `apart`
 * on, those of pairs of words and of their kinds.
 */
export type TextFeatures = { readonly buckets: readonly number[]; readonly apart: number };

const TOGETHER = 0x2545f491;
/** For each of the two readings of kinds: a kind by itself, two beside each other, a word before a kind, a kind before a word. */
const SEEDS = [
  { alone: 0x5bd1e995, both: 0x165667b1, before: 0x27d4eb2f, after: 0x4cf5ad43 },
  { alone: 0x7feb352d, both: 0x68bc21eb, before: 0x02e5be93, after: 0x31848bab },
] as const;
/** How far apart the words of a pair may stand. */
const FARTHEST = 5;

/** The features of a text that `readText` has read. */
export function readFeatures(read: string, readWords: WordReader): TextFeatures {
  const tokens = tokenise(read);
  const buckets: number[] = [];
  eachFeature(tokens, (bucket) => buckets.push(bucket));
  const apart = buckets.length;
  eachWordPair(readWords(tokens), (bucket) => buckets.push(bucket));
  return { buckets, apart };
}

/**
 * Two words in one message, near each other and in any order; and words beside kinds of words, so that "send cash" tells
 * something of "send money" (n-grams of word classes, Brown et al. 1992).
 */
function eachWordPair(words: readonly KindedWord[], found: (bucket: number) => void): void {
  words.forEach((word, at) => {
    SEEDS.forEach((seeds, reading) => eachKind(word, words[at - 1], reading, seeds, found));
    for (let other = Math.max(0, at - FARTHEST); other < at; other += 1) {
      const earlier = words[other]!.text;
      found(earlier < word.text ? hashTexts(TOGETHER, earlier, word.text) : hashTexts(TOGETHER, word.text, earlier));
    }
  });
}

function eachKind(
  word: KindedWord,
  before: KindedWord | undefined,
  reading: number,
  seeds: (typeof SEEDS)[number],
  found: (bucket: number) => void,
): void {
  const kind = word.kinds[reading];
  if (kind !== undefined) found(hashTexts(seeds.alone, kind));
  if (before === undefined) return;
  const kindBefore = before.kinds[reading];
  if (kind !== undefined && kindBefore !== undefined && reading === 0) found(hashTexts(seeds.both, kindBefore, kind));
  if (kind !== undefined) found(hashTexts(seeds.before, before.text, kind));
  if (kindBefore !== undefined) found(hashTexts(seeds.after, kindBefore, word.text));
}
