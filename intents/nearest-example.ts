import type { SparseVector } from './sparse.ts';

/** An example of the catalogue with how near it is, cosine in [0, 1]. */
export type NearExample = { readonly text: string; readonly intent: string; readonly cosine: number };

/** Finds the nearest example; `undefined` when no word is shared with any. */
export type ExampleFinder = (vector: SparseVector) => NearExample | undefined;

/** Directions of examples, one behind the other, in few bytes. */
export type ExampleVectors = {
  /** Where the inputs of each example begin; one more at the end. */
  readonly starts: Int32Array;
  readonly slots: Int32Array;
  /** Parts of 255 of a direction of length 1. */
  readonly values: Uint8Array;
};

/** The directions of vectors. */
export function packExamples(vectors: readonly SparseVector[]): ExampleVectors {
  const starts = new Int32Array(vectors.length + 1);
  vectors.forEach(({ slots }, at) => {
    starts[at + 1] = starts[at]! + slots.length;
  });
  const slots = new Int32Array(starts.at(-1) ?? 0);
  const values = new Uint8Array(slots.length);
  vectors.forEach((vector, at) => {
    const length = lengthOf(vector.values);
    slots.set(vector.slots, starts[at]);
    vector.values.forEach((value, i) => {
      values[starts[at]! + i] = Math.round((255 * value) / length);
    });
  });
  return { starts, slots, values };
}

function lengthOf(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
}

/**
 * Indexes examples by their inputs (`vectors`, in the same order), so that a search touches only examples that share some.
 * `slotCount` is more than the highest slot. What is unknown in a text makes it less near.
 */
export function createExampleFinder(
  examples: readonly { readonly text: string; readonly intent: string }[],
  vectors: ExampleVectors,
  slotCount: number,
): ExampleFinder {
  const starts = new Int32Array(slotCount + 1);
  for (const slot of vectors.slots) starts[slot + 1]! += 1;
  for (let slot = 0; slot < slotCount; slot += 1) starts[slot + 1]! += starts[slot]!;
  const filled = starts.slice();
  const owners = examples.length < 2 ** 16 ? new Uint16Array(vectors.slots.length) : new Uint32Array(vectors.slots.length);
  const values = new Uint8Array(owners.length);
  for (let owner = 0; owner < examples.length; owner += 1) {
    for (let i = vectors.starts[owner]!; i < vectors.starts[owner + 1]!; i += 1) {
      const slot = vectors.slots[i]!;
      const at = filled[slot]!;
      owners[at] = owner;
      values[at] = vectors.values[i]!;
      filled[slot] = at + 1;
    }
  }
  return (vector) => {
    const sums = new Float32Array(examples.length);
    for (let i = 0; i < vector.slots.length; i += 1) {
      const slot = vector.slots[i]!;
      const value = vector.values[i]!;
      for (let at = starts[slot]!; at < starts[slot + 1]!; at += 1) sums[owners[at]!]! += values[at]! * value;
    }
    let best = -1;
    let highest = 0;
    for (let owner = 0; owner < sums.length; owner += 1) if (sums[owner]! > highest) [best, highest] = [owner, sums[owner]!];
    const example = examples[best];
    if (example === undefined) return undefined;
    const cosine = (vector.known * highest) / (255 * lengthOf(vector.values));
    return { text: example.text, intent: example.intent, cosine: Math.min(1, cosine) };
  };
}
