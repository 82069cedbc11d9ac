import type { Embedder } from '#core/ports/embedder.ts';
import { createTextEmbedder } from './embed-text.ts';
import { foldText } from './fold-text.ts';
import { loadWords } from './vectors/load-words.ts';

/**
 * Meaning vectors for Chinese and English in one space, from a file of word vectors (`file`, by default the one that
 * comes with Baton). Throws `unavailable` when the file is missing or damaged.
 */
export async function createEmbedder(options: { readonly file?: string } = {}): Promise<Embedder> {
  const table = await loadWords(options.file);
  const embedText = createTextEmbedder(table);
  return {
    model: `${table.name}/${table.checksum}`,
    dimension: table.dimension,
    embed: async (texts) => texts.map((text) => embedText(foldText(text))),
  };
}
