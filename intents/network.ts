import type { SparseVector } from './sparse.ts';

/** What a model looks at: weighted features, and the text's meaning vectors, one behind the other. */
export type Sample = { readonly sparse: SparseVector; readonly dense: Float32Array };

/** Weights of features by slot, most of what a network is made of. */
export type FeatureWeights = {
  /** One feature's weights, four bits each, two units in a byte, the first in the low half; good until the next call. */
  readonly of: (slot: number) => Int8Array;
  /** All of them, one slot behind the other, where they are in memory. */
  readonly packed?: Int8Array<ArrayBuffer>;
  /** Size of all of them. */
  readonly bytes: number;
};

/** Weights in memory, `hidden / 2` bytes for each slot. */
export function keepInMemory(packed: Int8Array<ArrayBuffer>, hidden: number): FeatureWeights {
  const size = hidden / 2;
  return { of: (slot) => packed.subarray(slot * size, (slot + 1) * size), packed, bytes: packed.length };
}

/**
 * A network with one hidden layer of rectified units, an even number: weights of inputs by `[input * hidden + unit]`, of
 * units by `[unit * classes + class]`. Weights of features are four bits each, weights of the meaning vectors are bytes.
 * Each is to be multiplied by the scale of its input.
 */
export type Network = {
  readonly classes: number;
  readonly hidden: number;
  readonly featureWeights: FeatureWeights;
  readonly featureScales: Float32Array;
  readonly meaningWeights: Int8Array;
  readonly meaningScales: Float32Array;
  readonly inputBias: Float32Array;
  readonly unitWeights: Float32Array;
  readonly unitBias: Float32Array;
};

/** Values of the hidden units for a sample. */
export function activate(network: Network, { sparse, dense }: Sample): Float32Array {
  const { hidden, featureWeights, featureScales, meaningWeights, meaningScales } = network;
  const units = network.inputBias.slice();
  for (let i = 0; i < sparse.slots.length; i += 1) {
    const slot = sparse.slots[i]!;
    const factor = featureScales[slot]! * sparse.values[i]!;
    const weights = featureWeights.of(slot);
    for (let pair = 0, at = 0; pair < hidden; pair += 2, at += 1) {
      const both = weights[at]!;
      units[pair]! += ((both << 28) >> 28) * factor;
      units[pair + 1]! += (both >> 4) * factor;
    }
  }
  // Two inputs at a time: reading and writing the units takes longer than the arithmetic.
  for (let i = 0; i < dense.length; i += 2) {
    const next = Math.min(i + 1, dense.length - 1);
    const factor = meaningScales[i]! * dense[i]!;
    const nextFactor = next === i ? 0 : meaningScales[next]! * dense[next]!;
    const [from, nextFrom] = [i * hidden, next * hidden];
    for (let unit = 0; unit < hidden; unit += 1) units[unit]! += meaningWeights[from + unit]! * factor + meaningWeights[nextFrom + unit]! * nextFactor;
  }
  for (let unit = 0; unit < hidden; unit += 1) if (units[unit]! < 0) units[unit] = 0;
  return units;
}

/** The sum over all units of a feature's weights, each times the unit's number in `pull`. */
export function weighFeature({ hidden, featureWeights, featureScales }: Network, slot: number, pull: Float32Array): number {
  let sum = 0;
  const weights = featureWeights.of(slot);
  for (let pair = 0, at = 0; pair < hidden; pair += 2, at += 1) {
    const both = weights[at]!;
    sum += ((both << 28) >> 28) * pull[pair]! + (both >> 4) * pull[pair + 1]!;
  }
  return sum * featureScales[slot]!;
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

/**
 * Weights of the inputs of several parts, `width` units each, side by side in few bits with one scale an input: an eighth
 * of the memory for the same answers. The first `slots` inputs are features.
 */
export function packWeights(
  parts: readonly Float32Array[],
  width: number,
  slots: number,
): Pick<Network, 'featureWeights' | 'featureScales' | 'meaningWeights' | 'meaningScales'> {
  const hidden = width * parts.length;
  const inputs = (parts[0]?.length ?? 0) / width;
  const featureWeights = new Int8Array((slots * hidden) / 2);
  const meaningWeights = new Int8Array((inputs - slots) * hidden);
  const scales = new Float32Array(inputs);
  const row = new Float32Array(hidden);
  for (let input = 0; input < inputs; input += 1) {
    parts.forEach((part, at) => row.set(part.subarray(input * width, (input + 1) * width), at * width));
    const most = row.reduce((highest, weight) => Math.max(highest, Math.abs(weight)), 1e-9);
    const steps = input < slots ? 7 : 127;
    scales[input] = most / steps;
    for (let unit = 0; unit < hidden; unit += 1) row[unit] = Math.round((row[unit]! * steps) / most);
    if (input >= slots) meaningWeights.set(row, (input - slots) * hidden);
    else for (let pair = 0; pair < hidden; pair += 2) featureWeights[(input * hidden + pair) / 2] = (row[pair + 1]! << 4) | (row[pair]! & 15);
  }
  return { featureWeights: keepInMemory(featureWeights, hidden), meaningWeights, featureScales: scales.slice(0, slots), meaningScales: scales.slice(slots) };
}
