import type { Features } from './features.ts';

/** How many more directions are followed than kept, so that the kept ones settle. */
const EXTRA = 24;
const ROUNDS = 4;

/**
 * Rows of features as vectors of `dimension` numbers that keep their dot products as well as so few numbers can:
 * truncated singular values by subspace iteration (Halko, Martinsson, Tropp 2011). A feature counts less the more rows
 * have it. The same rows give the same vectors.
 */
export function reduceRows(rows: readonly Features[], dimension: number): Float32Array[] {
  const matrix = toMatrix(rows);
  const width = dimension + EXTRA;
  let across: Float32Array = startAt(matrix.columns, width);
  let basis: Float32Array = new Float32Array(0);
  for (let round = 0; round < ROUNDS; round += 1) {
    basis = orthonormal(multiply(matrix, across, width), width);
    across = multiplyTurned(matrix, basis, width);
  }
  const { values, vectors } = eigen(gram(across, width), width);
  const order = Array.from(values, (_, at) => at).toSorted((a, b) => values[b]! - values[a]!).slice(0, dimension);
  const turn = Float64Array.from({ length: width * dimension }, (_, at) => {
    const column = order[at % dimension]!;
    return vectors[Math.floor(at / dimension) * width + column]! * Math.sqrt(Math.max(0, values[column]!));
  });
  return rows.map((_, row) => {
    const sums = new Float64Array(dimension);
    for (let i = 0; i < width; i += 1) {
      const value = basis[row * width + i]!;
      for (let k = 0; k < dimension; k += 1) sums[k]! += value * turn[i * dimension + k]!;
    }
    return Float32Array.from(sums);
  });
}

type Matrix = { readonly rows: number; readonly columns: number; readonly starts: Int32Array; readonly at: Int32Array; readonly value: Float32Array };

function toMatrix(rows: readonly Features[]): Matrix {
  const holders = new Map<string, number>();
  for (const row of rows) for (const name of row.keys()) holders.set(name, (holders.get(name) ?? 0) + 1);
  // A feature of one row alone brings no two rows together.
  const column = new Map([...holders].filter(([, count]) => count > 1).map(([name], at) => [name, at]));
  const starts = new Int32Array(rows.length + 1);
  const at: number[] = [];
  const value: number[] = [];
  rows.forEach((row, index) => {
    const weighed = [...row].map(([name, amount]) => [name, amount * Math.log(rows.length / (holders.get(name) ?? 1))] as const);
    const norm = Math.sqrt(weighed.reduce((sum, [, amount]) => sum + amount * amount, 0)) || 1;
    for (const [name, amount] of weighed) {
      const place = column.get(name);
      if (place === undefined) continue;
      at.push(place);
      value.push(amount / norm);
    }
    starts[index + 1] = at.length;
  });
  return { rows: rows.length, columns: column.size, starts, at: Int32Array.from(at), value: Float32Array.from(value) };
}

function startAt(columns: number, width: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length: columns * width }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  });
}

function multiply({ rows, starts, at, value }: Matrix, right: Float32Array, width: number): Float32Array {
  const result = new Float32Array(rows * width);
  for (let row = 0; row < rows; row += 1) {
    for (let n = starts[row]!; n < starts[row + 1]!; n += 1) {
      for (let k = 0; k < width; k += 1) result[row * width + k]! += value[n]! * right[at[n]! * width + k]!;
    }
  }
  return result;
}

function multiplyTurned({ rows, columns, starts, at, value }: Matrix, right: Float32Array, width: number): Float32Array {
  const result = new Float32Array(columns * width);
  for (let row = 0; row < rows; row += 1) {
    for (let n = starts[row]!; n < starts[row + 1]!; n += 1) {
      for (let k = 0; k < width; k += 1) result[at[n]! * width + k]! += value[n]! * right[row * width + k]!;
    }
  }
  return result;
}

/** Dot products of all pairs of columns. */
export function gram(matrix: Float32Array, width: number): Float64Array {
  const sums = new Float64Array(width * width);
  for (let from = 0; from < matrix.length; from += width) {
    for (let i = 0; i < width; i += 1) {
      const value = matrix[from + i]!;
      for (let k = 0; k <= i; k += 1) sums[i * width + k]! += value * matrix[from + k]!;
    }
  }
  for (let i = 0; i < width; i += 1) for (let k = 0; k < i; k += 1) sums[k * width + i] = sums[i * width + k]!;
  return sums;
}

/** The same space with orthonormal columns, by the Cholesky factor of the dot products. */
export function orthonormal(matrix: Float32Array, width: number): Float32Array {
  const lower = gram(matrix, width);
  for (let i = 0; i < width; i += 1) {
    for (let k = 0; k <= i; k += 1) {
      let sum = lower[i * width + k]!;
      for (let n = 0; n < k; n += 1) sum -= lower[i * width + n]! * lower[k * width + n]!;
      lower[i * width + k] = i === k ? Math.sqrt(Math.max(sum, 1e-12)) : sum / lower[k * width + k]!;
    }
  }
  for (let from = 0; from < matrix.length; from += width) {
    for (let i = 0; i < width; i += 1) {
      let sum = matrix[from + i]!;
      for (let n = 0; n < i; n += 1) sum -= matrix[from + n]! * lower[i * width + n]!;
      matrix[from + i] = sum / lower[i * width + i]!;
    }
  }
  return matrix;
}

/** Eigenvalues and eigenvectors (columns) of a symmetric matrix by Jacobi's rotations. */
export function eigen(matrix: Float64Array, width: number): { readonly values: Float64Array; readonly vectors: Float64Array } {
  const vectors = new Float64Array(width * width);
  for (let i = 0; i < width; i += 1) vectors[i * width + i] = 1;
  const rotate = (cells: Float64Array, a: number, b: number, c: number, s: number) => {
    const [left, right] = [cells[a]!, cells[b]!];
    cells[a] = c * left - s * right;
    cells[b] = s * left + c * right;
  };
  for (let sweep = 0; sweep < 12; sweep += 1) {
    for (let p = 0; p < width - 1; p += 1) {
      for (let q = p + 1; q < width; q += 1) {
        const off = matrix[p * width + q]!;
        if (Math.abs(off) < 1e-10) continue;
        const theta = (matrix[q * width + q]! - matrix[p * width + p]!) / (2 * off);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        for (let k = 0; k < width; k += 1) rotate(matrix, k * width + p, k * width + q, c, t * c);
        for (let k = 0; k < width; k += 1) rotate(matrix, p * width + k, q * width + k, c, t * c);
        for (let k = 0; k < width; k += 1) rotate(vectors, k * width + p, k * width + q, c, t * c);
      }
    }
  }
  return { values: Float64Array.from({ length: width }, (_, i) => matrix[i * width + i]!), vectors };
}
