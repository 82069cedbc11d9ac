import type { SparseVector } from './sparse.ts';

/** What a model looks at: weighted features, and the text's meaning vector. */
export type Sample = { readonly sparse: SparseVector; readonly dense: Float32Array };

/** A linear model: weights by `[slot * classes + class]` and `[component * classes + class]`, one bias a class. */
export type LinearModel = {
  readonly classes: number;
  readonly weights: Float32Array;
  readonly denseWeights: Float32Array;
  readonly bias: Float32Array;
};

/** How to train. The one default serves every data set. */
export type TrainingOptions = {
  readonly slots: number;
  /** Length of the meaning vectors. */
  readonly dimension: number;
  readonly classes: number;
  /** Called after each pass with the share that is done, in (0, 1]. */
  readonly onPass?: (share: number) => void;
};

/** Few rows need more passes: so many rows are seen in all, within these numbers of passes. */
const ROWS_SEEN = 120_000;
const [FEWEST_PASSES, MOST_PASSES] = [12, 20];
const RATE = 0.3;
/** Share of features that is hidden in each step, so that no feature is relied on alone (Srivastava et al. 2014). */
const HIDDEN = 0.5;
/** Classes whose gradient is smaller than this are left as they are: most of them after the first passes. */
const NEGLIGIBLE = 0.001;

/** Raw scores of every class. */
export function scoreClasses(model: LinearModel, { sparse, dense }: Sample): Float32Array {
  const scores = model.bias.slice();
  addScores(scores, model.weights, sparse.slots, sparse.values, sparse.slots.length);
  const components = dense.length;
  for (let i = 0; i < components; i += 1) addRow(scores, model.denseWeights, i, dense[i]!);
  return scores;
}

/** Scores as probabilities, in place. */
export function toProbabilities(scores: Float32Array): Float32Array {
  let top = -Infinity;
  for (let k = 0; k < scores.length; k += 1) if (scores[k]! > top) top = scores[k]!;
  let total = 0;
  for (let k = 0; k < scores.length; k += 1) {
    const power = Math.exp(scores[k]! - top);
    scores[k] = power;
    total += power;
  }
  for (let k = 0; k < scores.length; k += 1) scores[k]! /= total;
  return scores;
}

/**
 * Softmax regression by AdaGrad (Duchi, Hazan, Singer 2011) with dropout. The same input gives the same model. Lets
 * other work run between passes.
 */
export async function trainSoftmax(samples: readonly Sample[], labels: readonly number[], options: TrainingOptions): Promise<LinearModel> {
  const { slots, dimension, classes, onPass } = options;
  const model: LinearModel = {
    classes,
    weights: new Float32Array(slots * classes),
    denseWeights: new Float32Array(dimension * classes),
    bias: new Float32Array(classes),
  };
  const squares = new Float32Array(slots * classes).fill(1e-8);
  const denseSquares = new Float32Array(dimension * classes).fill(1e-8);
  const random = createRandom(42);
  const order = samples.map((_, at) => at);
  const longest = samples.reduce((most, { sparse }) => Math.max(most, sparse.slots.length), 0);
  const shown = createScratch(longest);
  const shownDense = createScratch(dimension);
  const passes = Math.max(FEWEST_PASSES, Math.min(MOST_PASSES, Math.round(ROWS_SEEN / samples.length)));
  for (let pass = 0; pass < passes; pass += 1) {
    shuffle(order, random);
    for (const at of order) {
      const { sparse, dense } = samples[at]!;
      show(shown, sparse.slots, sparse.values, random);
      show(shownDense, undefined, dense, random);
      const gradient = model.bias.slice();
      addScores(gradient, model.weights, shown.rows, shown.values, shown.length);
      addScores(gradient, model.denseWeights, shownDense.rows, shownDense.values, shownDense.length);
      toProbabilities(gradient);
      gradient[labels[at]!]! -= 1;
      const active = findActive(gradient, model.bias);
      descend(model.weights, squares, classes, shown, gradient, active);
      descend(model.denseWeights, denseSquares, classes, shownDense, gradient, active);
    }
    onPass?.((pass + 1) / passes);
    await new Promise(setImmediate);
  }
  return model;
}

type Scratch = { readonly rows: Int32Array; readonly values: Float32Array; length: number };

function createScratch(length: number): Scratch {
  return { rows: new Int32Array(length), values: new Float32Array(length), length: 0 };
}

/** Takes a random part of the features, made stronger by as much as is hidden. */
function show(target: Scratch, rows: Int32Array | undefined, values: Float32Array, random: () => number): void {
  let length = 0;
  for (let i = 0; i < values.length; i += 1) {
    if (random() < HIDDEN) continue;
    target.rows[length] = rows === undefined ? i : rows[i]!;
    target.values[length] = values[i]! / (1 - HIDDEN);
    length += 1;
  }
  target.length = length;
}

function addScores(scores: Float32Array, weights: Float32Array, rows: Int32Array, values: Float32Array, length: number): void {
  for (let i = 0; i < length; i += 1) addRow(scores, weights, rows[i]!, values[i]!);
}

function addRow(scores: Float32Array, weights: Float32Array, row: number, value: number): void {
  const classes = scores.length;
  const base = row * classes;
  for (let k = 0; k < classes; k += 1) scores[k]! += weights[base + k]! * value;
}

function findActive(gradient: Float32Array, bias: Float32Array): number[] {
  const active: number[] = [];
  for (let k = 0; k < gradient.length; k += 1) {
    if (Math.abs(gradient[k]!) < NEGLIGIBLE) continue;
    active.push(k);
    bias[k]! -= 0.05 * RATE * gradient[k]!;
  }
  return active;
}

function descend(weights: Float32Array, squares: Float32Array, classes: number, shown: Scratch, gradient: Float32Array, active: readonly number[]): void {
  for (let i = 0; i < shown.length; i += 1) {
    const base = shown.rows[i]! * classes;
    const value = shown.values[i]!;
    for (let j = 0; j < active.length; j += 1) {
      const k = active[j]!;
      const step = gradient[k]! * value;
      const cell = base + k;
      const sum = squares[cell]! + step * step;
      squares[cell] = sum;
      weights[cell]! -= (RATE * step) / Math.sqrt(sum);
    }
  }
}

/** Linear congruential generator (Numerical Recipes), so that training repeats exactly. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
}
