import { Embeddings, type EmbeddingsInterface, type EmbeddingsParams } from '@langchain/core/embeddings';
import { embedInBatches } from '#core/embed-in-batches.ts';
import { BatonError, isBatonError } from '#core/errors.ts';
import type { Embedder } from '#core/ports/embedder.ts';

/** Any embeddings of LangChain, and what they do not say about themselves. */
export type LangchainEmbedderOptions = {
  readonly embeddings: EmbeddingsInterface;
  /** Names model, version and settings: caches are built again when it changes. */
  readonly model: string;
  /** Most texts at once. */
  readonly batch?: number;
  /** Most UTF-16 code units of a text; of longer ones the beginning is read. */
  readonly longest?: number;
};

/** What is embedded to learn how long the vectors are. */
const PROBE = 'refund 退款';

/**
 * LangChain's embeddings behind our port: vectors of unit length, a zero vector for a text without words, which is never
 * sent. Embeds one text to learn the length. Throws `unavailable` when they fail or answer with something else than one
 * vector of that length for each text; so does `embed`.
 */
export async function fromLangchainEmbeddings({ embeddings, model, batch = 64, longest = 6_000 }: LangchainEmbedderOptions): Promise<Embedder> {
  const refuse = (what: string) => new BatonError('unavailable', `The embeddings ${model} answered with ${what}. They must give one vector of the same length for every text.`);
  const run = async (texts: string[]): Promise<number[][]> => {
    try {
      return await embeddings.embedDocuments(texts);
    } catch (cause) {
      if (isBatonError(cause)) throw cause;
      throw new BatonError('unavailable', `The embeddings ${model} failed (${cause instanceof Error ? cause.message : String(cause)}). Check their settings and that their server is running.`, { cause });
    }
  };
  const [probe = []] = await run([PROBE]);
  const dimension = probe.length;
  if (dimension === 0) throw refuse('an empty vector');
  return {
    model: `langchain/${model}/${dimension}`,
    dimension,
    embed: (texts) => embedInBatches(texts, { batch, longest, dimension, refuse }, run),
  };
}

/** Our embedder as LangChain's `Embeddings`, for its vector stores and chains. Throws what the embedder throws. */
export function toLangchainEmbeddings(embedder: Embedder, params: EmbeddingsParams = {}): Embeddings {
  // LangChain knows embeddings by their base class.
  return new (class EmbedderEmbeddings extends Embeddings {
    async embedDocuments(texts: string[]): Promise<number[][]> {
      return (await embedder.embed(texts)).map((vector) => [...vector]);
    }

    async embedQuery(text: string): Promise<number[]> {
      const [vector] = await this.embedDocuments([text]);
      return vector ?? [];
    }
  })(params);
}
