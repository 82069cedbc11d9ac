import type { Sample } from './network.ts';

/** Samples with their classes in a few long columns that threads share without copying. */
export type TrainingRows = {
  /** Where the features of each row begin; one more at the end. */
  readonly starts: Int32Array;
  readonly slots: Int32Array;
  readonly values: Float32Array;
  /** Meaning vectors, one behind the other. */
  readonly meanings: Float32Array;
  readonly dimension: number;
  readonly labels: Int32Array;
  /** Features of the longest row. */
  readonly longest: number;
};

/** Samples of classes `labels` as columns. */
export function packRows(samples: readonly Sample[], labels: readonly number[]): TrainingRows {
  const dimension = samples[0]?.dense.length ?? 0;
  const starts = new Int32Array(new SharedArrayBuffer(4 * (samples.length + 1)));
  samples.forEach(({ sparse }, at) => {
    starts[at + 1] = starts[at]! + sparse.slots.length;
  });
  const features = starts.at(-1) ?? 0;
  const slots = new Int32Array(new SharedArrayBuffer(4 * features));
  const values = new Float32Array(new SharedArrayBuffer(4 * features));
  const meanings = new Float32Array(new SharedArrayBuffer(4 * samples.length * dimension));
  const classes = new Int32Array(new SharedArrayBuffer(4 * samples.length));
  samples.forEach(({ sparse, dense }, at) => {
    slots.set(sparse.slots, starts[at]!);
    values.set(sparse.values, starts[at]!);
    meanings.set(dense, at * dimension);
  });
  classes.set(labels);
  const longest = samples.reduce((most, { sparse }) => Math.max(most, sparse.slots.length), 0);
  return { starts, slots, values, meanings, dimension, labels: classes, longest };
}
