import type { Embedder } from '#core/ports/embedder.ts';
import { createSimilarityEmbedder, similarityDimension } from './embed-text.ts';
import { foldText } from './fold-text.ts';
import { readTuning } from './tune-file.ts';
import { applyTuning, checksumOf } from './tune-model.ts';
import type { Tuning } from './tune-model.ts';
import { loadWords } from './vectors/load-words.ts';

/** What an embedder is made from. */
export type EmbedderOptions = {
  /** Word vectors; by default those that come with Baton. */
  readonly file?: string;
  /** What `baton tune` learnt. When it is not there, damaged or of other word vectors, the embedder works without it. */
  readonly tunedFile?: string;
};

/**
 * Meaning vectors for Chinese and English in one space, without a network. Throws `unavailable` when the file of word
 * vectors is missing or damaged.
 */
export async function createEmbedder(options: EmbedderOptions = {}): Promise<Embedder> {
  const table = await loadWords(options.file);
  const embedText = createSimilarityEmbedder(table);
  const plain: Embedder = {
    model: `${table.name}/${table.checksum}/similarity-3`,
    dimension: similarityDimension(table),
    embed: async (texts) => texts.map((text) => embedText(foldText(text))),
  };
  const tuning = options.tunedFile === undefined ? undefined : await readTuning(options.tunedFile, plain.model);
  return tuning === undefined ? plain : tuneEmbedder(plain, tuning);
}

/** An embedder with what was learnt behind its vectors; its model has another name, so that caches notice. Throws what the base throws. */
export function tuneEmbedder(base: Embedder, tuning: Tuning): Embedder {
  return {
    model: `${base.model}/tuned-${checksumOf(tuning)}`,
    dimension: base.dimension + tuning.dimension,
    embed: async (texts) => (await base.embed(texts)).map((vector, at) => applyTuning(tuning, vector, foldText(texts[at] ?? ''))),
  };
}
