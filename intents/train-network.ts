import { activate, quantise, scoreClasses, toProbabilities } from './network.ts';
import type { Network, Sample } from './network.ts';

/** How to train. The one default serves every data set. */
export type TrainingOptions = {
  readonly slots: number;
  /** Length of the meaning vectors. */
  readonly dimension: number;
  readonly classes: number;
  /** Called after each pass with the share that is done, in (0, 1]. */
  readonly onPass?: (share: number) => void;
};

/** Units of one part. Two parts that learn apart and answer together err less than one of their size (Hansen, Salamon 1990). */
const HIDDEN = 192;
const SEEDS = [1, 2];
/** Few rows need more passes: so many rows are seen in all, within these numbers of passes. */
const ROWS_SEEN = 90_000;
const [FEWEST_PASSES, MOST_PASSES] = [9, 20];
const RATE = 0.027;
/**
 * Shares of features, of meaning components and of hidden units that are left out in each step, so that none is relied
 * on alone (Srivastava et al. 2014).
 */
const [FEATURES_OUT, MEANING_OUT, UNITS_OUT] = [0.6, 0.75, 0.5];
const [FEATURE_BITS, MEANING_BITS, UNIT_BITS] = [FEATURES_OUT * 2 ** 32, MEANING_OUT * 2 ** 32, UNITS_OUT * 2 ** 32];
/** Up to so many rows the confidence is set right by every fifth row, held out. */
const [ROWS_TO_CALIBRATE, HELD_OUT] = [6_000, 5];
const FIRST_WEIGHTS = 0.05;
/** Classes whose gradient is smaller than this are left as they are: most of them after the first passes. */
const NEGLIGIBLE = 0.001;

/**
 * A network trained by AdaGrad (Duchi, Hazan, Singer 2011; one rate an input) with dropout. The same input gives the
 * same network. Lets other work run while it learns.
 */
export async function trainNetwork(samples: readonly Sample[], labels: readonly number[], options: TrainingOptions): Promise<Network> {
  const sharpness = await findSharpness(samples, labels, options);
  const parts: Weights[] = [];
  for (const [at, seed] of SEEDS.entries()) {
    parts.push(await trainPart(samples, labels, options, seed, (share) => options.onPass?.((at + share) / SEEDS.length)));
  }
  return joinParts(parts, options, sharpness);
}

/**
 * How much surer a part should be than it is, by rows that it did not learn from (temperature scaling, Guo et al. 2017):
 * with few rows dropout makes it far too modest. Many rows teach that by themselves.
 */
async function findSharpness(samples: readonly Sample[], labels: readonly number[], options: TrainingOptions): Promise<number> {
  if (samples.length > ROWS_TO_CALIBRATE || samples.length < 2 * HELD_OUT) return 1;
  const isHeld = (_: unknown, at: number) => at % HELD_OUT === HELD_OUT - 1;
  const isLearnt = (_: unknown, at: number) => !isHeld(_, at);
  const part = await trainPart(samples.filter(isLearnt), labels.filter(isLearnt), options, 3, () => {});
  const network = joinParts([part], options, 1);
  const scores = samples.filter(isHeld).map((sample) => scoreClasses(network, activate(network, sample)));
  const heldLabels = labels.filter(isHeld);
  let best = { sharpness: 1, loss: Infinity };
  for (let sharpness = 1; sharpness <= 3; sharpness += 0.1) {
    let loss = 0;
    scores.forEach((row, at) => {
      loss -= Math.log(1e-9 + toProbabilities(row.map((score) => score * sharpness))[heldLabels[at]!]!);
    });
    if (loss < best.loss) best = { sharpness, loss };
  }
  return best.sharpness;
}

async function trainPart(
  samples: readonly Sample[],
  labels: readonly number[],
  { slots, dimension, classes }: TrainingOptions,
  seed: number,
  onPass: (share: number) => void,
): Promise<Weights> {
  const inputs = slots + dimension;
  const random = createRandom(seed);
  const weights: Weights = {
    classes,
    slots,
    inputWeights: fill(inputs * HIDDEN, FIRST_WEIGHTS, random),
    inputBias: new Float32Array(HIDDEN),
    unitWeights: fill(HIDDEN * classes, Math.sqrt(3 / HIDDEN), random),
    unitBias: new Float32Array(classes),
  };
  const longest = samples.reduce((most, { sparse }) => Math.max(most, sparse.slots.length), 0);
  const step = createStep(weights, inputs, longest + dimension, random);
  const order = samples.map((_, at) => at);
  const passes = Math.max(FEWEST_PASSES, Math.min(MOST_PASSES, Math.round(ROWS_SEEN / samples.length)));
  for (let pass = 0; pass < passes; pass += 1) {
    shuffle(order, random);
    let since = performance.now();
    for (const at of order) {
      step(samples[at]!, labels[at]!);
      if (performance.now() - since < 20) continue;
      await new Promise(setImmediate);
      since = performance.now();
    }
    onPass((pass + 1) / passes);
    await new Promise(setImmediate);
  }
  return weights;
}

/** One network of the units of all parts; its scores are the mean of theirs, times `sharpness`. */
function joinParts(parts: readonly Weights[], { slots, dimension, classes }: TrainingOptions, sharpness: number): Network {
  const hidden = HIDDEN * parts.length;
  const inputWeights = new Float32Array((slots + dimension) * hidden);
  const inputBias = new Float32Array(hidden);
  const unitWeights = new Float32Array(hidden * classes);
  const unitBias = new Float32Array(classes);
  parts.forEach((part, at) => {
    for (let input = 0; input < slots + dimension; input += 1) {
      inputWeights.set(part.inputWeights.subarray(input * HIDDEN, (input + 1) * HIDDEN), input * hidden + at * HIDDEN);
    }
    inputBias.set(part.inputBias, at * HIDDEN);
    unitWeights.set(part.unitWeights.map((weight) => (weight * sharpness) / parts.length), at * HIDDEN * classes);
    for (let k = 0; k < classes; k += 1) unitBias[k]! += (part.unitBias[k]! * sharpness) / parts.length;
  });
  return { classes, hidden, slots, inputBias, unitWeights, unitBias, ...quantise(inputWeights, hidden) };
}

/** One part in learning; weights as in `Network`, of full precision. */
type Weights = Omit<Network, 'hidden' | 'inputWeights' | 'inputScales'> & { readonly inputWeights: Float32Array };

/** Numbers spread evenly over (-range, range). */
function fill(length: number, range: number, random: () => number): Float32Array {
  const numbers = new Float32Array(length);
  for (let i = 0; i < length; i += 1) numbers[i] = (random() / 2 ** 31 - 1) * range;
  return numbers;
}

/** One step of learning from one sample. Only the units that are shown, and of them those that speak, cost anything. */
function createStep(weights: Weights, inputs: number, longest: number, random: () => number): (sample: Sample, label: number) => void {
  const { classes, slots, inputWeights, inputBias, unitWeights, unitBias } = weights;
  const inputSquares = new Float32Array(inputs).fill(1e-8);
  const unitSquares = new Float32Array(HIDDEN * classes).fill(1e-6);
  const rows = new Int32Array(longest + 3);
  const values = new Float32Array(longest + 3);
  const shown = new Int32Array(HIDDEN);
  const sums = new Float32Array(HIDDEN);
  const speaking = new Int32Array(HIDDEN);
  const spoken = new Float32Array(HIDDEN);
  const pull = new Float32Array(HIDDEN);
  const gradient = new Float32Array(classes);
  const active = new Int32Array(classes);

  return ({ sparse, dense }, label) => {
    let length = 0;
    for (let i = 0; i < sparse.slots.length; i += 1) {
      if (random() < FEATURE_BITS) continue;
      rows[length] = sparse.slots[i]! * HIDDEN;
      values[length] = sparse.values[i]! / (1 - FEATURES_OUT);
      length += 1;
    }
    for (let i = 0; i < dense.length; i += 1) {
      if (dense[i] === 0 || random() < MEANING_BITS) continue;
      rows[length] = (slots + i) * HIDDEN;
      values[length] = dense[i]! / (1 - MEANING_OUT);
      length += 1;
    }
    let units = 0;
    for (let unit = 0; unit < HIDDEN; unit += 1) {
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
    gradient[label]! -= 1;
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
    const meanSquare = squares / HIDDEN;
    if (meanSquare === 0) return;
    for (let i = 0; i < length; i += 1) {
      const base = rows[i]!;
      const value = values[i]!;
      if (value === 0) continue;
      const input = base / HIDDEN;
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

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = random() % (i + 1);
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
}
