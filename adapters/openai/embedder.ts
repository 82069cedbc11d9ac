import OpenAI, { APIConnectionError, APIError, APIUserAbortError } from 'openai';
import { BatonError } from '#core/errors.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import { embedInBatches } from '#core/embed-in-batches.ts';
import { refuseVectors } from '#adapters/shared/refuse-vectors.ts';

/** Where the embeddings come from. */
export type OpenAiEmbedderOptions = {
  /** Such as `https://api.openai.com/v1`, or that of any server that speaks the same protocol. */
  readonly baseUrl: string;
  /** Servers of one's own often need none. */
  readonly apiKey?: string;
  readonly model: string;
  /** Most time for one batch with its repetitions, ms. */
  readonly timeoutMs?: number;
  /** Most texts in one request. */
  readonly batch?: number;
};

/** Of longer texts the beginning is read: about 8,000 tokens of Chinese are the limit of common models. */
const LONGEST = 6_000;
/** What is sent to learn how long the vectors are. */
const PROBE = 'refund 退款';

/**
 * Embeddings of any server that speaks OpenAI's protocol. Asks it once to learn the length of its vectors. Throws
 * `misconfigured` when the server refuses the key or does not know the model, and `unavailable` when it cannot be reached,
 * is too slow or answers with nonsense; so does `embed`.
 */
export async function createOpenAiEmbedder(options: OpenAiEmbedderOptions): Promise<Embedder> {
  const { baseUrl, apiKey = '', model, timeoutMs = 15_000, batch = 64 } = options;
  const client = new OpenAI({ baseURL: baseUrl, apiKey: apiKey || 'none', maxRetries: 2, timeout: timeoutMs, organization: null, project: null });
  const run = async (input: string[]): Promise<number[][]> => {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const { data } = await client.embeddings.create({ model, input }, { signal });
      return [...data].toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding);
    } catch (error) {
      throw explain(error, { baseUrl, model, timeoutMs, isLate: signal.aborted });
    }
  };
  const limits = { batch, longest: LONGEST, refuse: refuseVectors(model) };
  const [probe] = await embedInBatches([PROBE], { ...limits, dimension: undefined }, run);
  const dimension = probe?.length ?? 0;
  return {
    model: `openai/${new URL(baseUrl).host}/${model}/${dimension}`,
    dimension,
    embed: (texts) => embedInBatches(texts, { ...limits, dimension }, run),
  };
}

function explain(error: unknown, { baseUrl, model, timeoutMs, isLate }: { baseUrl: string; model: string; timeoutMs: number; isLate: boolean }): BatonError {
  const of = `The embeddings of ${baseUrl}`;
  if (isLate || error instanceof APIUserAbortError) return new BatonError('unavailable', `${of} took longer than ${timeoutMs / 1000} s. Check that the server is not overloaded.`, { cause: error });
  if (error instanceof APIConnectionError) return new BatonError('unavailable', `${of} cannot be reached. Check EMBEDDINGS_URL and that the server is running.`, { cause: error });
  if (!(error instanceof APIError)) return new BatonError('unavailable', `${of} answered with something that is not embeddings. Check EMBEDDINGS_URL; it usually ends in /v1.`, { cause: error });
  if (error.status === 401 || error.status === 403) return new BatonError('misconfigured', `${of} refuse the key. Check EMBEDDINGS_KEY.`, { cause: error });
  if (error.status === 404) return new BatonError('misconfigured', `${of} do not know the model "${model}", or the address is wrong. Check EMBEDDINGS_MODEL and EMBEDDINGS_URL; it usually ends in /v1.`, { cause: error });
  return new BatonError('unavailable', `${of} failed with status ${error.status ?? 'none'}. Try again later, or check the server's log.`, { cause: error });
}
