import type { BatonError } from './errors.ts';

/** What a model behind the port `Embedder` needs to know of the texts and their limits. */
export type BatchOptions = {
  /** Most texts at once. */
  readonly batch: number;
  /** Most UTF-16 code units of a text; of longer ones the beginning is read. */
  readonly longest: number;
  /** Numbers in every vector; `undefined` while that is not known yet. */
  readonly dimension: number | undefined;
  /** The error for a wrong answer; `what` is what came instead of vectors, such as "3 vectors for 4 texts". */
  readonly refuse: (what: string) => BatonError;
};

/**
 * Embeds texts with a model, a batch at a time: texts without letters and digits get a zero vector and are not sent, long
 * ones are cut, and every answer is checked and made of unit length. Throws what `run` throws, and `refuse` when it
 * answers with something else than one vector a text.
 */
export async function embedInBatches(
  texts: readonly string[],
  { batch, longest, dimension, refuse }: BatchOptions,
  run: (texts: string[]) => Promise<readonly (readonly number[] | Float32Array)[]>,
): Promise<Float32Array[]> {
  const plain = texts.map((text) => text.slice(0, longest).toWellFormed().replace(/\p{Cc}+/gu, ' ').trim());
  const worded = plain.flatMap((text, at) => (/[\p{L}\p{N}]/u.test(text) ? [at] : []));
  const vectors: Float32Array[] = texts.map(() => new Float32Array(dimension ?? 0));
  for (let from = 0; from < worded.length; from += batch) {
    const places = worded.slice(from, from + batch);
    const answers = await run(places.map((at) => plain[at] ?? ''));
    if (answers.length !== places.length) throw refuse(`${answers.length} vectors for ${places.length} texts`);
    places.forEach((at, i) => {
      vectors[at] = toUnit(answers[i] ?? [], dimension, refuse);
    });
  }
  return vectors;
}

function toUnit(answer: readonly number[] | Float32Array, dimension: number | undefined, refuse: BatchOptions['refuse']): Float32Array {
  if (answer.length === 0 || (dimension !== undefined && answer.length !== dimension)) throw refuse(`a vector of ${answer.length} numbers`);
  const vector = Float32Array.from(answer);
  const norm = Math.hypot(...vector);
  if (!Number.isFinite(norm)) throw refuse('a vector with something else than numbers');
  return norm === 0 ? vector : vector.map((value) => value / norm);
}
