import type { SparseVector } from './sparse.ts';

/** An example of the catalogue with how near it is, cosine in [0, 1]. */
export type NearExample = { readonly text: string; readonly intent: string; readonly cosine: number };

/** Finds the nearest example; `undefined` when no word is shared with any. */
export type ExampleFinder = (vector: SparseVector) => NearExample | undefined;

/** Indexes examples by their features (`vectors`, in the same order), so that a search touches only examples that share some. */
export function createExampleFinder(
  examples: readonly { readonly text: string; readonly intent: string }[],
  vectors: readonly SparseVector[],
  slotCount: number,
): ExampleFinder {
  const starts = new Int32Array(slotCount + 1);
  for (const { slots } of vectors) for (const slot of slots) starts[slot + 1]! += 1;
  for (let slot = 0; slot < slotCount; slot += 1) starts[slot + 1]! += starts[slot]!;
  const filled = starts.slice();
  const owners = new Int32Array(starts.at(-1) ?? 0);
  const values = new Float32Array(owners.length);
  vectors.forEach((vector, owner) => {
    vector.slots.forEach((slot, i) => {
      const at = filled[slot]!;
      owners[at] = owner;
      values[at] = vector.values[i]!;
      filled[slot] = at + 1;
    });
  });
  return (vector) => {
    const sums = new Float32Array(examples.length);
    for (let i = 0; i < vector.slots.length; i += 1) {
      const slot = vector.slots[i]!;
      const value = vector.values[i]!;
      for (let at = starts[slot]!; at < starts[slot + 1]!; at += 1) sums[owners[at]!]! += values[at]! * value;
    }
    let best = -1;
    let cosine = 0;
    for (let owner = 0; owner < sums.length; owner += 1) if (sums[owner]! > cosine) [best, cosine] = [owner, sums[owner]!];
    const example = examples[best];
    return example === undefined ? undefined : { text: example.text, intent: example.intent, cosine: Math.min(1, cosine) };
  };
}
