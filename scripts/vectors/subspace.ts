import type { SparseMatrix } from './co-occurrence.ts';

/** More directions than are kept make the kept ones exact (Halko, Martinsson and Tropp 2011). */
const SPARE = 16;
const ROUNDS = 4;

/**
 * Unit vectors of `dimension` numbers, one a row of a symmetric matrix: its strongest directions, by subspace iteration
 * from a fixed start, each direction scaled by the root of its strength. The same matrix gives the same vectors.
 */
export function findVectors(matrix: SparseMatrix, dimension: number): Float32Array {
  const width = dimension + SPARE;
  let state = 1;
  let basis = Float32Array.from({ length: matrix.size * width }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  });
  let strengths = new Float64Array(width);
  for (let round = 0; round < ROUNDS; round += 1) {
    basis = multiply(matrix, basis, width);
    strengths = orthogonalise(basis, matrix.size, width);
  }
  const vectors = new Float32Array(matrix.size * dimension);
  for (let row = 0; row < matrix.size; row += 1) {
    let squares = 0;
    for (let i = 0; i < dimension; i += 1) {
      const value = basis[row * width + i]! * Math.sqrt(strengths[i]!);
      vectors[row * dimension + i] = value;
      squares += value * value;
    }
    const norm = Math.sqrt(squares) || 1;
    for (let i = 0; i < dimension; i += 1) vectors[row * dimension + i]! /= norm;
  }
  return vectors;
}

function multiply({ size, starts, columns, values }: SparseMatrix, basis: Float32Array, width: number): Float32Array<ArrayBuffer> {
  const product = new Float32Array(size * width);
  for (let row = 0; row < size; row += 1) {
    const to = row * width;
    for (let at = starts[row]!; at < starts[row + 1]!; at += 1) {
      const from = columns[at]! * width;
      const value = values[at]!;
      for (let i = 0; i < width; i += 1) product[to + i]! += value * basis[from + i]!;
    }
  }
  return product;
}

/** Makes the columns unit and orthogonal, in place (Gram-Schmidt); answers with the length that each had left. */
function orthogonalise(basis: Float32Array, size: number, width: number): Float64Array<ArrayBuffer> {
  const lengths = new Float64Array(width);
  for (let column = 0; column < width; column += 1) {
    const shares = new Float64Array(column);
    for (let row = 0; row < size; row += 1) {
      const at = row * width;
      const value = basis[at + column]!;
      for (let i = 0; i < column; i += 1) shares[i]! += value * basis[at + i]!;
    }
    let squares = 0;
    for (let row = 0; row < size; row += 1) {
      const at = row * width;
      let value = basis[at + column]!;
      for (let i = 0; i < column; i += 1) value -= shares[i]! * basis[at + i]!;
      basis[at + column] = value;
      squares += value * value;
    }
    const length = Math.sqrt(squares) || 1;
    lengths[column] = length;
    for (let row = 0; row < size; row += 1) basis[row * width + column]! /= length;
  }
  return lengths;
}
