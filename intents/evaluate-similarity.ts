import type { Embedder } from '#core/ports/embedder.ts';
import { areaUnderCurve, spearman } from './correlation.ts';
import type { TextPair } from './read-pairs.ts';
import { dot } from './vectors/direction.ts';

/** Figures of one evaluation of likeness. */
export type SimilarityReport = {
  readonly rows: number;
  /** Rank correlation of cosine with the given scores, in [-1, 1]. */
  readonly spearman: number;
  /** How often a pair with a score above the middle has the higher cosine, in [0, 1]; `undefined` where all scores are equal. */
  readonly auc: number | undefined;
  readonly msPerText: number;
  readonly model: string;
};

/** How many pairs are embedded at once. */
const BATCH = 256;

/** Measures how well cosines of an embedder follow the scores of pairs. `onProgress` hears the share done, in (0, 1]. Throws what the embedder throws. */
export async function evaluateSimilarity(embedder: Embedder, pairs: readonly TextPair[], onProgress?: (share: number) => void): Promise<SimilarityReport> {
  const cosines: number[] = [];
  let spent = 0;
  for (let from = 0; from < pairs.length; from += BATCH) {
    const group = pairs.slice(from, from + BATCH);
    const started = performance.now();
    const vectors = await embedder.embed(group.flatMap(({ s1, s2 }) => [s1, s2]));
    spent += performance.now() - started;
    group.forEach((_, at) => cosines.push(dot(vectors[2 * at]!, vectors[2 * at + 1]!)));
    onProgress?.(Math.min(1, (from + BATCH) / pairs.length));
  }
  const scores = pairs.map(({ score }) => score);
  const [least, most] = minMax(scores);
  const middle = (least + most) / 2;
  return {
    rows: pairs.length,
    spearman: spearman(cosines, scores),
    auc: areaUnderCurve(cosines, scores.map((score) => score > middle)),
    msPerText: pairs.length === 0 ? 0 : spent / (2 * pairs.length),
    model: embedder.model,
  };
}

function minMax(values: readonly number[]): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}
