import { join } from 'node:path';
import { z } from 'zod';
import type { Language } from '#core/language.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import { readYaml } from './read-yaml.ts';

/** How near a question is to everyday sentences that no article is about, as cosines: to the nearest three, on average, and how much that varies. */
export type Outside = { readonly nearest: number; readonly mean: number; readonly spread: number };

/** Compares questions with everyday sentences of their language. Does not throw; `undefined` where there is nothing to compare. */
export type Background = (vector: Float32Array | undefined, language: Language) => Promise<Outside | undefined>;

const sentences = z.array(z.string().trim().min(1)).min(3);
const schema = z.strictObject({ zh: sentences, en: sentences });

/** So many of the nearest count: one alone may be near by chance. */
const NEAREST = 3;

/**
 * What nearness is worth hangs on the embedder and on the question: some are near to everything. Everyday sentences are the
 * measure (z-norm: Auckenthaler, Carey and Lloyd-Thomas 2000). They are embedded when the first question comes.
 */
export function createBackground(embedder: Embedder): Background {
  const vectors = new Map<Language, Promise<readonly Float32Array[]>>();
  const embedded = (language: Language): Promise<readonly Float32Array[]> => {
    const kept = vectors.get(language) ?? readYaml(join(import.meta.dirname, 'background.yaml'), schema).then((texts) => embedder.embed(texts[language]));
    vectors.set(language, kept);
    return kept;
  };
  return async (vector, language) => {
    if (vector === undefined) return undefined;
    try {
      return outsideOf(vector, await embedded(language));
    } catch {
      // The next question tries again: a model that is called over a network may be there by then.
      vectors.delete(language);
      return undefined;
    }
  };
}

function outsideOf(vector: Float32Array, others: readonly Float32Array[]): Outside {
  const cosines = others.map((other) => cosineOf(vector, other)).toSorted((a, b) => b - a);
  const mean = meanOf(cosines);
  return { nearest: meanOf(cosines.slice(0, NEAREST)), mean, spread: Math.sqrt(meanOf(cosines.map((cosine) => (cosine - mean) ** 2))) };
}

function cosineOf(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * (b[i] ?? 0);
  return sum;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
