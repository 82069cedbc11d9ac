import path from 'node:path';
import { BatonError } from '#core/errors.ts';
import type { Mask } from '#core/mask.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import { createEmbedder } from '#intents/create-embedder.ts';
import type { Config } from './config.ts';

/** The settings that choose an embedder; only `DATA_DIR` must be there, the rest is by default Baton's own vectors. */
export type EmbedderConfig = Pick<Config, 'DATA_DIR'> & Partial<Pick<Config, 'EMBEDDINGS' | 'EMBEDDINGS_URL' | 'EMBEDDINGS_MODEL' | 'EMBEDDINGS_KEY'>>;

/** Where `baton tune` keeps what it learnt. */
export function tunedFileOf(dataFolder: string): string {
  return path.join(dataFolder, 'models', 'tuned-vectors.bin');
}

/**
 * The embedder that the settings ask for. What goes to a server is masked by `mask` first. Throws `misconfigured` when a setting or a package is missing, and `unavailable`
 * when a server cannot be reached.
 */
export async function composeEmbedder(config: EmbedderConfig, mask: Mask): Promise<Embedder> {
  const { EMBEDDINGS = 'builtin', EMBEDDINGS_URL = '', EMBEDDINGS_MODEL: model = '', EMBEDDINGS_KEY = '' } = config;
  if (EMBEDDINGS === 'builtin') return createEmbedder({ tunedFile: tunedFileOf(config.DATA_DIR) });
  if (model === '') {
    throw new BatonError('misconfigured', `EMBEDDINGS=${EMBEDDINGS} needs EMBEDDINGS_MODEL. Name the model in .env, or take EMBEDDINGS away to use the vectors that come with Baton.`);
  }
  // Loaded only where they are asked for: most installations need neither.
  if (EMBEDDINGS === 'openai') {
    const { createOpenAiEmbedder } = await import('#adapters/openai/embedder.ts');
    const remote = await createOpenAiEmbedder({ baseUrl: EMBEDDINGS_URL || 'https://api.openai.com/v1', apiKey: EMBEDDINGS_KEY, model });
    return { ...remote, embed: (texts) => remote.embed(texts.map((text) => mask(text))) };
  }
  const { createTransformersEmbedder } = await import('#adapters/transformers/embedder.ts');
  return createTransformersEmbedder({ model });
}
