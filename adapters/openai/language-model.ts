import { circuitBreaker, CircuitState, ConsecutiveBreaker, DelegateBackoff, handleWhen, isBrokenCircuitError, retry } from 'cockatiel';
import OpenAI from 'openai';
import { BatonError, isBatonError } from '#core/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { LanguageModel, ModelReply, ModelRequest } from '#core/ports/language-model.ts';
import { explainChat } from './explain-chat.ts';
import { type OptionalParameter, refusedParameter } from './parameters.ts';
import { readCompletion } from './read-completion.ts';
import type { StreamLimits } from './watchdog.ts';

/** Where the words come from. */
export type OpenAiModelOptions = {
  /** Such as `https://api.openai.com/v1`, or that of any server that speaks the same protocol. */
  readonly baseUrl: string;
  /** Servers of one's own often need none. */
  readonly apiKey?: string;
  readonly model: string;
  /** Model for small work, such as rewriting a question; absent or empty: the same. */
  readonly smallModel?: string;
  readonly clock: Clock;
  /** By default 8 s for the first piece, over all tries; 5 s between two; 30 s in all. */
  readonly limits?: Partial<StreamLimits>;
  /** First pause before another try, ms; the next one is twice as long. A server's own wish goes first. */
  readonly retryDelayMs?: number;
  /** After so many failed calls in a row none is made for so long; then a single one tries. */
  readonly breaker?: { readonly failures: number; readonly pauseMs: number };
};

const LIMITS: StreamLimits = { firstMs: 8_000, stallMs: 5_000, totalMs: 30_000 };
const BREAKER = { failures: 5, pauseMs: 30_000 };
const RETRIES = 2;

/**
 * A model behind any server that speaks OpenAI's protocol of chat completions, read as a stream. Tries again before the
 * first piece only, so that nothing is written twice, and leaves a server alone that has failed again and again.
 */
export function createOpenAiLanguageModel(options: OpenAiModelOptions): LanguageModel {
  const { baseUrl, apiKey = '', clock, retryDelayMs = 250, breaker: { failures, pauseMs } = BREAKER } = options;
  const limits = { ...LIMITS, ...options.limits };
  // Without a log of its own: it would print what customers write.
  const client = new OpenAI({ baseURL: baseUrl, apiKey: apiKey || 'none', maxRetries: 0, organization: null, project: null, logLevel: 'off' });
  const refused = new Set<OptionalParameter>();
  const wasStopped = new WeakSet<object>();
  const breaker = circuitBreaker(
    handleWhen((error) => !wasStopped.has(error)),
    { halfOpenAfter: pauseMs, breaker: new ConsecutiveBreaker(failures) },
  );
  const resting = () =>
    new BatonError('unavailable', `The language model at ${baseUrl} has failed ${failures} times in a row and is left alone for ${pauseMs / 1000} s.`, { retryAfterMs: pauseMs });

  const write = async (request: ModelRequest, onPiece: (piece: string) => void): Promise<ModelReply> => {
    const place = { baseUrl, model: request.use === 'assist' && options.smallModel ? options.smallModel : options.model };
    const started = clock.now();
    let hasBegun = false;
    const left = (): number => started + limits.firstMs - clock.now();
    const pauseBefore = (error: unknown, attempt: number): number => (isBatonError(error) ? error.retryAfterMs : undefined) ?? retryDelayMs * 2 ** (attempt - 1);
    const attempt = async (): Promise<ModelReply> => {
      const onFirst = (piece: string): void => {
        hasBegun = true;
        onPiece(piece);
      };
      const time = { ...limits, firstMs: Math.max(1, left()), totalMs: started + limits.totalMs - clock.now() };
      for (;;) {
        try {
          return await readCompletion({ client, place, clock, limits: time, refused, request, onPiece: onFirst });
        } catch (error) {
          const parameter = refusedParameter(error, refused);
          if (parameter === undefined) throw explainChat(error, place);
          refused.add(parameter);
        }
      }
    };
    let tries = 0;
    const policy = retry(
      handleWhen((error) => {
        tries += 1;
        return !hasBegun && !request.signal?.aborted && isBatonError(error, 'unavailable') && pauseBefore(error, tries) < left();
      }),
      {
        maxAttempts: RETRIES,
        backoff: new DelegateBackoff(({ attempt: number, result }) => pauseBefore('error' in result ? result.error : undefined, number)),
      },
    );
    try {
      return await policy.execute(attempt);
    } catch (error) {
      if (request.signal?.aborted && error instanceof Error) wasStopped.add(error);
      throw error;
    }
  };

  return {
    async write(request, onPiece = () => undefined) {
      // While one call tries whether the server is back, nobody else waits for the outcome.
      if (breaker.state === CircuitState.HalfOpen) throw resting();
      try {
        return await breaker.execute(() => write(request, onPiece));
      } catch (error) {
        throw isBrokenCircuitError(error) ? resting() : error;
      }
    },
  };
}
