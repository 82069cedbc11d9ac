/** A vector that was found: its place in the list that was indexed, and its cosine with the question, in [-1, 1]. */
type VectorHit = { readonly label: number; readonly cosine: number };

/** Search by meaning. Holds unit vectors of one embedder. */
export type VectorIndex = {
  /**
   * Nearest first, at most `limit`, of those that `admits` lets through; a zero vector finds nothing. Throws only when
   * `query` has another dimension.
   */
  search(query: Float32Array, limit: number, admits?: (label: number) => boolean): VectorHit[];
  /** The cosine of one indexed vector with the question; 0 for a label that was not indexed. */
  cosineOf(query: Float32Array, label: number): number;
};

/** The plain index: looks at every vector, so what it finds is exact. 1,000 vectors take well under a millisecond. */
export function createExactIndex(vectors: readonly Float32Array[]): VectorIndex {
  return {
    search(query, limit, admits = () => true) {
      if (isZero(query)) return [];
      const hits = vectors.flatMap((vector, label) => (admits(label) ? [{ label, cosine: dot(query, vector) }] : []));
      return hits
        .filter(({ cosine }) => cosine !== 0)
        .toSorted((a, b) => b.cosine - a.cosine)
        .slice(0, limit);
    },
    cosineOf(query, label) {
      const vector = vectors[label];
      return vector === undefined ? 0 : dot(query, vector);
    },
  };
}

/** Is there nothing in it that could be near to anything (all zero, or not a number)? */
export function isZero(vector: Float32Array): boolean {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return !(sum > 0 && Number.isFinite(sum));
}

/** Inner product; the cosine for unit vectors. Throws when the lengths differ. */
export function dot(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new RangeError(`vectors of ${a.length} and ${b.length} dimensions cannot be compared`);
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
