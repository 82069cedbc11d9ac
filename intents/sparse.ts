import type { TextFeatures } from './text-features.ts';

/** A text as weights of inputs in the order of first sight. */
export type SparseVector = {
  readonly slots: Int32Array;
  readonly values: Float32Array;
  /** Share of the text's features that is known, by weight, in [0, 1]. */
  readonly known: number;
};

/** Features that were seen in training. Features that always come together share one input, a slot. */
export type Vocabulary = {
  /** Hash buckets of the features, ascending. */
  readonly buckets: Int32Array;
  /** Slot of each feature. */
  readonly slots: Int32Array;
  /** Weight of a slot's features: ln(1 + texts / texts with it), dampened, so that rare features do not drown common ones. */
  readonly idf: Float32Array;
};

const DAMPING = 0.7;
/** Square of what one unknown feature weighs: texts full of them are less sure of any intent. */
const UNKNOWN = 80;
/** Weight of pairs of words and their kinds beside neighbouring words and pieces. */
const APART = 0.7;
/** The sums by which sets of texts are told apart stay exact below this prime. */
const MODULUS = 9_007_199_254_740_881;

/**
 * The vocabulary of texts. Features that occur in the very same texts cannot be told apart by learning: they get one slot,
 * which makes the table of weights a third of its size at no loss. Those in fewer than `fewest` texts are left out: what
 * many texts hold only once tells little of other texts.
 */
export function fitVocabulary(texts: readonly TextFeatures[], fewest = 1): Vocabulary {
  const seen = new Map<number, { texts: number; last: number; sum: number }>();
  texts.forEach(({ buckets }, text) => {
    const mark = markOf(text);
    for (const bucket of buckets) {
      const feature = seen.get(bucket);
      if (feature === undefined) seen.set(bucket, { texts: 1, last: text, sum: mark });
      else if (feature.last !== text) {
        feature.texts += 1;
        feature.last = text;
        feature.sum = (feature.sum + mark) % MODULUS;
      }
    }
  });
  if (fewest > 1) for (const [bucket, { texts: count }] of seen) if (count < fewest) seen.delete(bucket);
  const slotOfSum = new Map<number, number>();
  const idf: number[] = [];
  for (const { texts: count, sum } of seen.values()) {
    if (slotOfSum.has(sum)) continue;
    slotOfSum.set(sum, idf.length);
    idf.push(Math.log(1 + texts.length / count) ** DAMPING);
  }
  const buckets = Int32Array.from(seen.keys()).toSorted();
  const slots = buckets.map((bucket) => slotOfSum.get(seen.get(bucket)?.sum ?? -1) ?? 0);
  return { buckets, slots, idf: Float32Array.from(idf) };
}

/** A number of 52 bits for a text, so that the sum over a set of texts tells it from any other set. */
function markOf(text: number): number {
  const mix = (value: number, factor: number): number => Math.imul(value ^ (value >>> 15), factor) >>> 0;
  const low = mix(mix(text + 1, 0x9e3779b1), 0x85ebca77);
  return (mix(low + 0x2545f491, 0xc2b2ae3d) % 2 ** 20) * 2 ** 32 + low;
}

/** Slot of a feature, or -1 when it was never seen. */
export function findSlot({ buckets, slots }: Vocabulary, bucket: number): number {
  let [from, to] = [0, buckets.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (buckets[middle]! < bucket) from = middle + 1;
    else to = middle;
  }
  return buckets[from] === bucket ? slots[from]! : -1;
}

/**
 * A text as tf-idf weights, tf = 1 + ln(count), so that all its features together, unknown ones too, have length 1. A slot
 * has the sum of its features.
 */
export function vectorise({ buckets, apart }: TextFeatures, vocabulary: Vocabulary): SparseVector {
  const sums = new Map<number, number>();
  let [squares, unknown] = [0, 0];
  const add = (features: readonly number[], scale: number): void => {
    const counts = new Map<number, number>();
    for (const bucket of features) counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    for (const [bucket, count] of counts) {
      const slot = findSlot(vocabulary, bucket);
      if (slot < 0) {
        unknown += count * UNKNOWN * scale * scale;
        continue;
      }
      const value = scale * (1 + Math.log(count)) * vocabulary.idf[slot]!;
      squares += value * value;
      sums.set(slot, (sums.get(slot) ?? 0) + value);
    }
  };
  add(buckets.slice(0, apart), 1);
  add(buckets.slice(apart), APART);
  const norm = Math.sqrt(squares + unknown) || 1;
  return {
    slots: Int32Array.from(sums.keys()),
    values: Float32Array.from(sums.values(), (value) => value / norm),
    known: Math.sqrt(squares) / norm,
  };
}
