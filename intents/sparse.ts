import { BUCKETS, eachFeature, tokenise } from './features.ts';

/** A text as weighted features in the order of first sight; together with what is unknown in it they have length 1. */
export type SparseVector = { readonly slots: Int32Array; readonly values: Float32Array };

/** Features that were seen in training, with their weight. */
export type Vocabulary = {
  /** Hash buckets in the order of their slots. */
  readonly buckets: Int32Array;
  /** Weight of each slot: ln(1 + texts / texts with it), dampened, so that rare features do not drown common ones. */
  readonly idf: Float32Array;
  /** Slot of a bucket, or -1. */
  readonly slotOf: Int32Array;
};

const DAMPING = 0.7;
/** Square of what one unknown feature weighs: texts full of them are less sure of any intent. */
const UNKNOWN = 40;

/** The vocabulary of a set of folded texts. */
export function fitVocabulary(texts: readonly string[]): Vocabulary {
  const seenIn = new Map<number, number>();
  for (const text of texts) {
    const own = new Set<number>();
    eachFeature(tokenise(text), (bucket) => own.add(bucket));
    for (const bucket of own) seenIn.set(bucket, (seenIn.get(bucket) ?? 0) + 1);
  }
  const buckets = Int32Array.from(seenIn.keys());
  const idf = Float32Array.from(seenIn.values(), (seen) => Math.log(1 + texts.length / seen) ** DAMPING);
  return indexVocabulary(buckets, idf);
}

/** A vocabulary from its two stored columns. */
export function indexVocabulary(buckets: Int32Array, idf: Float32Array): Vocabulary {
  const slotOf = new Int32Array(BUCKETS).fill(-1);
  buckets.forEach((bucket, slot) => {
    slotOf[bucket] = slot;
  });
  return { buckets, idf, slotOf };
}

/** A folded text as a unit vector of tf-idf weights, tf = 1 + ln(count); features never seen in training have no slot. */
export function vectorise(folded: string, vocabulary: Vocabulary): SparseVector {
  const counts = new Map<number, number>();
  let unknown = 0;
  eachFeature(tokenise(folded), (bucket) => {
    const slot = vocabulary.slotOf[bucket]!;
    if (slot >= 0) counts.set(slot, (counts.get(slot) ?? 0) + 1);
    else unknown += 1;
  });
  const slots = new Int32Array(counts.size);
  const values = new Float32Array(counts.size);
  let at = 0;
  let squares = UNKNOWN * unknown;
  for (const [slot, count] of counts) {
    const value = (1 + Math.log(count)) * vocabulary.idf[slot]!;
    slots[at] = slot;
    values[at] = value;
    squares += value * value;
    at += 1;
  }
  const norm = Math.sqrt(squares) || 1;
  for (let i = 0; i < at; i += 1) values[i]! /= norm;
  return { slots, values };
}
