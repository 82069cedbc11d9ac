import { toProbabilities } from './network.ts';
import type { TrainingRows } from './training-rows.ts';

/** What a part learns from: rows, which of them, and how large the network is. All of it can be sent to another thread. */
export type PartTask = {
  readonly rows: TrainingRows;
  /** Places of the rows to learn from. */
  readonly chosen: Int32Array;
  readonly slots: number;
  readonly classes: number;
  /** Hidden units. */
  readonly width: number;
  readonly seed: number;
};

/** One part in learning; weights by `[input * width + unit]` and `[unit * classes + class]`. */
export type PartWeights = {
  readonly inputWeights: Float32Array<ArrayBuffer>;
  readonly inputBias: Float32Array<ArrayBuffer>;
  readonly unitWeights: Float32Array<ArrayBuffer>;
  readonly unitBias: Float32Array<ArrayBuffer>;
};

/** Few rows need more passes: so many rows are seen in all, within these numbers of passes. */
const ROWS_SEEN = 90_000;
const [FEWEST_PASSES, MOST_PASSES] = [9, 20];
const RATE = 0.027;
/**
 * Shares of features, of meaning components and of hidden units that are left out in each step, so that none is relied
 * on alone (Srivastava et al. 2014).
 */
const [FEATURES_OUT, MEANING_OUT, UNITS_OUT] = [0.55, 0.65, 0.5];
const [FEATURE_BITS, MEANING_BITS, UNIT_BITS] = [FEATURES_OUT * 2 ** 32, MEANING_OUT * 2 ** 32, UNITS_OUT * 2 ** 32];
const FIRST_WEIGHTS = 0.05;
/** Classes whose gradient is smaller than this are left as they are: most of them after the first passes. */
const NEGLIGIBLE = 0.001;

/**
 * A part trained by AdaGrad (Duchi, Hazan, Singer 2011; one rate an input) with dropout. The same task gives the same
 * part, in whatever thread. Lets other work run while it learns; `onPass` hears the share that is done, in (0, 1].
 */
export async function trainPart(task: PartTask, onPass: (share: number) => void): Promise<PartWeights> {
  const { rows, chosen, slots, classes, width, seed } = task;
  const inputs = slots + rows.dimension;
  const random = createRandom(seed);
  const weights: PartWeights = {
    inputWeights: fill(inputs * width, FIRST_WEIGHTS, random),
    inputBias: new Float32Array(width),
    unitWeights: fill(width * classes, Math.sqrt(3 / width), random),
    unitBias: new Float32Array(classes),
  };
  const step = createStep(weights, task, random);
  const order = chosen.slice();
  const passes = Math.max(FEWEST_PASSES, Math.min(MOST_PASSES, Math.round(ROWS_SEEN / order.length)));
  for (let pass = 0; pass < passes; pass += 1) {
    shuffle(order, random);
    let since = performance.now();
    for (const row of order) {
      step(row);
      if (performance.now() - since < 20) continue;
      await new Promise(setImmediate);
      since = performance.now();
    }
    onPass((pass + 1) / passes);
    await new Promise(setImmediate);
  }
  return weights;
}

/** Numbers spread evenly over (-range, range). */
function fill(length: number, range: number, random: () => number): Float32Array<ArrayBuffer> {
  const numbers = new Float32Array(length);
  for (let i = 0; i < length; i += 1) numbers[i] = (random() / 2 ** 31 - 1) * range;
  return numbers;
}

/** One step of learning from one sample. Only the units that are shown, and of them those that speak, cost anything. */
function createStep(weights: PartWeights, task: PartTask, random: () => number): (row: number) => void {
  const { classes, slots, width, rows: data } = task;
  const { dimension } = data;
  const { inputWeights, inputBias, unitWeights, unitBias } = weights;
  const longest = data.longest + dimension;
  const inputSquares = new Float32Array(slots + dimension).fill(1e-8);
  const unitSquares = new Float32Array(width * classes).fill(1e-6);
  const rows = new Int32Array(longest + 3);
  const values = new Float32Array(longest + 3);
  const shown = new Int32Array(width);
  const sums = new Float32Array(width);
  const speaking = new Int32Array(width);
  const spoken = new Float32Array(width);
  const pull = new Float32Array(width);
  const gradient = new Float32Array(classes);
  const active = new Int32Array(classes);

  return (row) => {
    let length = 0;
    for (let i = data.starts[row]!; i < data.starts[row + 1]!; i += 1) {
      if (random() < FEATURE_BITS) continue;
      rows[length] = data.slots[i]! * width;
      values[length] = data.values[i]! / (1 - FEATURES_OUT);
      length += 1;
    }
    for (let i = 0; i < dimension; i += 1) {
      const value = data.meanings[row * dimension + i]!;
      if (value === 0 || random() < MEANING_BITS) continue;
      rows[length] = (slots + i) * width;
      values[length] = value / (1 - MEANING_OUT);
      length += 1;
    }
    let units = 0;
    for (let unit = 0; unit < width; unit += 1) {
      if (random() < UNIT_BITS) continue;
      shown[units] = unit;
      sums[units] = inputBias[unit]!;
      units += 1;
    }
    // Four inputs at a time: reading and writing the sums takes longer than the arithmetic.
    while (length % 4 !== 0) {
      rows[length] = 0;
      values[length] = 0;
      length += 1;
    }
    for (let i = 0; i < length; i += 4) {
      const a = rows[i]!;
      const b = rows[i + 1]!;
      const c = rows[i + 2]!;
      const d = rows[i + 3]!;
      const va = values[i]!;
      const vb = values[i + 1]!;
      const vc = values[i + 2]!;
      const vd = values[i + 3]!;
      for (let j = 0; j < units; j += 1) {
        const unit = shown[j]!;
        sums[j]! += inputWeights[a + unit]! * va + inputWeights[b + unit]! * vb + inputWeights[c + unit]! * vc + inputWeights[d + unit]! * vd;
      }
    }
    let speakers = 0;
    for (let j = 0; j < units; j += 1) {
      if (sums[j]! <= 0) continue;
      speaking[speakers] = shown[j]!;
      spoken[speakers] = sums[j]! / (1 - UNITS_OUT);
      speakers += 1;
    }

    gradient.set(unitBias);
    for (let j = 0; j < speakers; j += 1) {
      const base = speaking[j]! * classes;
      const value = spoken[j]!;
      for (let k = 0; k < classes; k += 1) gradient[k]! += unitWeights[base + k]! * value;
    }
    toProbabilities(gradient);
    gradient[data.labels[row]!]! -= 1;
    let actives = 0;
    for (let k = 0; k < classes; k += 1) {
      if (Math.abs(gradient[k]!) < NEGLIGIBLE) continue;
      active[actives] = k;
      actives += 1;
      unitBias[k]! -= 0.05 * RATE * gradient[k]!;
    }

    let squares = 0;
    for (let j = 0; j < speakers; j += 1) {
      const unit = speaking[j]!;
      const base = unit * classes;
      const value = spoken[j]!;
      let back = 0;
      for (let a = 0; a < actives; a += 1) {
        const k = active[a]!;
        const slope = gradient[k]!;
        const cell = base + k;
        back += unitWeights[cell]! * slope;
        const change = slope * value;
        const sum = unitSquares[cell]! + change * change;
        unitSquares[cell] = sum;
        unitWeights[cell]! -= (RATE * change) / Math.sqrt(sum);
      }
      back /= 1 - UNITS_OUT;
      pull[j] = back;
      squares += back * back;
      inputBias[unit]! -= 0.05 * RATE * back;
    }
    const meanSquare = squares / width;
    if (meanSquare === 0) return;
    for (let i = 0; i < length; i += 1) {
      const base = rows[i]!;
      const value = values[i]!;
      if (value === 0) continue;
      const input = base / width;
      const sum = inputSquares[input]! + meanSquare * value * value;
      inputSquares[input] = sum;
      const rate = (RATE * value) / Math.sqrt(sum);
      for (let j = 0; j < speakers; j += 1) inputWeights[base + speaking[j]!]! -= rate * pull[j]!;
    }
  };
}

/** Xorshift (Marsaglia 2003): whole numbers in (0, 2^32), always the same for a seed. */
function createRandom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b9) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = random() % (i + 1);
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
}
