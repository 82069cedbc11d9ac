import { toUnit } from '#intents/vectors/direction.ts';

/**
 * How much the dictionaries count beside how words are used. Chinese words are known by explanations only, so that what
 * the dictionaries say of them is worth more.
 */
const DICTIONARY = { chinese: 2, english: 0.7 };

/** One unit vector for each word from both readings, the dictionaries' first; all lists in one order. */
export function joinMeanings(byDictionary: readonly Float32Array[], byUse: readonly Float32Array[], words: readonly { readonly isHan: boolean }[]): Float32Array[] {
  return words.map(({ isHan }, at) => {
    const [left, right] = [byDictionary[at]!, byUse[at]!];
    const vector = new Float32Array(left.length + right.length);
    vector.set(left.map((value) => value * (isHan ? DICTIONARY.chinese : DICTIONARY.english)));
    vector.set(right, left.length);
    return toUnit(vector);
  });
}
