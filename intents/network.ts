import type { SparseVector } from './sparse.ts';

/** What a model looks at: weighted features, and the text's meaning vectors, one behind the other. */
export type Sample = { readonly sparse: SparseVector; readonly dense: Float32Array };

/**
 * A network with one hidden layer of rectified units: weights of inputs by `[input * hidden + unit]`, the inputs of the
 * meaning vectors behind those of the features; weights of units by `[unit * classes + class]`.
 */
export type Network = {
  readonly classes: number;
  readonly hidden: number;
  /** Inputs that are features; the rest are components of the meaning vectors. */
  readonly slots: number;
  /** In bytes, to be multiplied by the scale of their input. */
  readonly inputWeights: Int8Array;
  readonly inputScales: Float32Array;
  readonly inputBias: Float32Array;
  readonly unitWeights: Float32Array;
  readonly unitBias: Float32Array;
};

/** Values of the hidden units for a sample. */
export function activate(network: Network, { sparse, dense }: Sample): Float32Array {
  const { hidden, inputWeights, inputScales, slots } = network;
  const units = network.inputBias.slice();
  const count = sparse.slots.length + dense.length;
  // Two inputs at a time: reading and writing the units takes longer than the arithmetic.
  for (let i = 0; i < count; i += 2) {
    const one = i < sparse.slots.length ? sparse.slots[i]! : slots + i - sparse.slots.length;
    const factor = inputScales[one]! * (i < sparse.slots.length ? sparse.values[i]! : dense[i - sparse.slots.length]!);
    const next = i + 1;
    const two = next >= count ? one : next < sparse.slots.length ? sparse.slots[next]! : slots + next - sparse.slots.length;
    const nextFactor = next >= count ? 0 : inputScales[two]! * (next < sparse.slots.length ? sparse.values[next]! : dense[next - sparse.slots.length]!);
    const [from, nextFrom] = [one * hidden, two * hidden];
    for (let unit = 0; unit < hidden; unit += 1) units[unit]! += inputWeights[from + unit]! * factor + inputWeights[nextFrom + unit]! * nextFactor;
  }
  for (let unit = 0; unit < hidden; unit += 1) if (units[unit]! < 0) units[unit] = 0;
  return units;
}

/** Raw scores of every class from the values of the hidden units. */
export function scoreClasses(network: Network, units: Float32Array): Float32Array {
  const scores = network.unitBias.slice();
  for (let unit = 0; unit < units.length; unit += 1) {
    const value = units[unit]!;
    if (value <= 0) continue;
    const from = unit * network.classes;
    for (let k = 0; k < scores.length; k += 1) scores[k]! += network.unitWeights[from + k]! * value;
  }
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

/** Weights as bytes, with one scale a row of `width`: a quarter of the memory for the same answers. */
export function quantise(weights: Float32Array, width: number): Pick<Network, 'inputWeights' | 'inputScales'> {
  const inputWeights = new Int8Array(weights.length);
  const inputScales = new Float32Array(weights.length / width);
  for (let row = 0; row < inputScales.length; row += 1) {
    let most = 1e-9;
    for (let i = row * width; i < (row + 1) * width; i += 1) most = Math.max(most, Math.abs(weights[i]!));
    inputScales[row] = most / 127;
    for (let i = row * width; i < (row + 1) * width; i += 1) inputWeights[i] = Math.round((weights[i]! * 127) / most);
  }
  return { inputWeights, inputScales };
}
