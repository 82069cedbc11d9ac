/** Turns a vector so that directions in which texts of one meaning differ anyway count less; the result has length 1. */
export type Whitening = (vector: Float32Array) => Float32Array;

/** Variance that every direction has at least: with few texts, small variances are chance. Chosen on the development questions. */
const LEAST_VARIANCE = 0.001;

/**
 * Learns from groups of vectors, each about one meaning, how vectors of one meaning differ, and evens that out (linear
 * discriminant analysis: Fisher 1936; within-class covariance normalisation: Hatch and others 2006). The covariance is
 * given as its Cholesky factor L, row by row; a vector x becomes L⁻¹x.
 */
export function learnWhitening(groups: readonly (readonly Float32Array[])[], dimension: number): Float32Array {
  return Float32Array.from(choleskyOf(covarianceOf(groups, dimension), dimension));
}

/** The whitening by a factor that `learnWhitening` has found. */
export function whitenBy(factor: Float32Array, dimension: number): Whitening {
  return (vector) => {
    const result = new Float32Array(dimension);
    let square = 0;
    for (let row = 0; row < dimension; row += 1) {
      let value = vector[row]!;
      const from = row * dimension;
      for (let column = 0; column < row; column += 1) value -= factor[from + column]! * result[column]!;
      result[row] = value / factor[from + row]!;
      square += result[row]! ** 2;
    }
    const length = Math.sqrt(square);
    return length === 0 ? result : result.map((value) => value / length);
  };
}

/** The covariance within groups, row by row, lower half only, with the least variance added. */
function covarianceOf(groups: readonly (readonly Float32Array[])[], dimension: number): Float64Array {
  const sums = new Float64Array(dimension * dimension);
  let count = 1;
  for (const group of groups) {
    const mean = new Float64Array(dimension);
    for (const vector of group) for (let i = 0; i < dimension; i += 1) mean[i]! += vector[i]! / group.length;
    for (const vector of group) {
      count += 1;
      for (let row = 0; row < dimension; row += 1) {
        const own = vector[row]! - mean[row]!;
        if (own === 0) continue;
        for (let column = 0; column <= row; column += 1) sums[row * dimension + column]! += own * (vector[column]! - mean[column]!);
      }
    }
  }
  for (let i = 0; i < sums.length; i += 1) sums[i]! /= count;
  for (let i = 0; i < dimension; i += 1) sums[i * dimension + i]! += LEAST_VARIANCE;
  return sums;
}

/** The lower factor L with LLᵀ = the matrix, in place (Golub and Van Loan, Matrix Computations, 4.2). */
function choleskyOf(matrix: Float64Array, dimension: number): Float64Array {
  for (let row = 0; row < dimension; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let value = matrix[row * dimension + column]!;
      for (let i = 0; i < column; i += 1) value -= matrix[row * dimension + i]! * matrix[column * dimension + i]!;
      matrix[row * dimension + column] = row === column ? Math.sqrt(Math.max(value, LEAST_VARIANCE / 10)) : value / matrix[column * dimension + column]!;
    }
  }
  return matrix;
}
