import type { VectorIndex } from './vector-index.ts';

/** An index whose first `size` labels belong to the base; all later ones are in the fresh part, counted from there. */
export type LayeredVectors = {
  readonly base: VectorIndex;
  /** How many labels the base has. */
  readonly size: number;
  readonly fresh: VectorIndex;
  /** How many labels of the base are gone. */
  readonly gone: number;
  readonly isGone: (label: number) => boolean;
};

/** Searches both parts as one; what is gone is not found any more. */
export function layerVectors({ base, size, fresh, gone, isGone }: LayeredVectors): VectorIndex {
  return {
    search(query, limit, admits) {
      // What is gone is still among the base's neighbours: so many more are asked for.
      const old = base.search(query, limit + gone, admits).filter(({ label }) => !isGone(label));
      const young = fresh.search(query, limit, admits && ((label) => admits(size + label))).map(({ label, cosine }) => ({ label: size + label, cosine })).filter(({ label }) => !isGone(label));
      return [...old, ...young].toSorted((a, b) => b.cosine - a.cosine).slice(0, limit);
    },
    cosineOf: (query, label) => (isGone(label) ? 0 : label < size ? base.cosineOf(query, label) : fresh.cosineOf(query, label - size)),
  };
}
