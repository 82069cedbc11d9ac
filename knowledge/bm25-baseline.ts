import MiniSearch from 'minisearch';
import { indexWords } from './words.ts';
import type { ChineseCutter } from './words.ts';

/** A text by its id. */
export type BaselineText = { readonly id: string; readonly text: string };

/** Plain search by words: the ids of the best texts first, at most `most`. */
export type Baseline = (question: string, most: number) => readonly string[];

/**
 * Plain BM25+ by MiniSearch with its own settings, over the same words as our index and nothing else: no fields, no
 * synonyms, no vectors. What search by meaning has to be better than.
 */
export function createBaseline(texts: readonly BaselineText[], cut: ChineseCutter): Baseline {
  const index = new MiniSearch<BaselineText>({ fields: ['text'], tokenize: (text) => indexWords(text, cut), processTerm: (term) => term });
  index.addAll([...texts]);
  return (question, most) =>
    index
      .search(question)
      .slice(0, most)
      .map(({ id }) => String(id));
}
