import { dot } from '#intents/vectors/direction.ts';
import { eigen, gram, orthonormal } from './reduce.ts';

/** More directions than are kept, and rounds, so that the kept ones settle. */
const EXTRA = 24;
const ROUNDS = 30;

/**
 * The directions in which rows spread most, strongest first: principal components about zero, every row as heavy as
 * `weights` says, by subspace iteration from a fixed start (Halko, Martinsson and Tropp 2011). Unit vectors.
 */
export function strongestDirections(rows: readonly Float32Array[], weights: Float32Array, count: number): Float32Array[] {
  const size = rows[0]?.length ?? 0;
  const width = Math.min(size, count + EXTRA);
  const spread = spreadOf(rows, weights, size);
  let state = 1;
  let basis: Float32Array = Float32Array.from({ length: size * width }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  });
  for (let round = 0; round < ROUNDS; round += 1) basis = orthonormal(multiply(spread, basis, size, width), width);
  // The image of the basis tells its directions apart by their strength.
  const { values, vectors } = eigen(gram(multiply(spread, basis, size, width), width), width);
  const order = Array.from(values, (_, at) => at).toSorted((a, b) => values[b]! - values[a]!).slice(0, count);
  return order.map((column) => Float32Array.from({ length: size }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < width; k += 1) sum += basis[i * width + k]! * vectors[k * width + column]!;
    return sum;
  }));
}

/** A row by how far it reaches in each direction. */
export function turnTo(directions: readonly Float32Array[], row: Float32Array): Float32Array {
  return Float32Array.from(directions, (direction) => dot(direction, row));
}

function spreadOf(rows: readonly Float32Array[], weights: Float32Array, size: number): Float64Array {
  const sums = new Float64Array(size * size);
  rows.forEach((row, at) => {
    for (let i = 0; i < size; i += 1) {
      const value = row[i]! * weights[at]!;
      if (value === 0) continue;
      for (let k = i; k < size; k += 1) sums[i * size + k]! += value * row[k]!;
    }
  });
  for (let i = 0; i < size; i += 1) for (let k = 0; k < i; k += 1) sums[i * size + k] = sums[k * size + i]!;
  return sums;
}

function multiply(spread: Float64Array, basis: Float32Array, size: number, width: number): Float32Array {
  const product = new Float32Array(size * width);
  for (let i = 0; i < size; i += 1) {
    for (let k = 0; k < size; k += 1) {
      const value = spread[i * size + k]!;
      for (let column = 0; column < width; column += 1) product[i * width + column]! += value * basis[k * width + column]!;
    }
  }
  return product;
}
