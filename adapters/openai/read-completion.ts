import type OpenAI from 'openai';
import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import { guessTokens } from '#core/guess-tokens.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { ModelReply, ModelRequest } from '#core/ports/language-model.ts';
import { type ChatPlace, explainLimit } from './explain-chat.ts';
import type { OptionalParameter } from './parameters.ts';
import { optionalParameters } from './parameters.ts';
import { createWatchdog, type StreamLimits } from './watchdog.ts';
import { createThinkingFilter } from './without-thinking.ts';

/** One try to get an answer. */
export type CompletionTry = {
  readonly client: OpenAI;
  readonly place: ChatPlace;
  readonly clock: Clock;
  readonly limits: StreamLimits;
  readonly refused: ReadonlySet<OptionalParameter>;
  readonly request: ModelRequest;
  readonly onPiece: (piece: string) => void;
};

/** What is read of a chunk; servers differ in everything else. Thoughts (`reasoning_content`) are not read. */
const chunkSchema = z.object({
  model: z.string().optional(),
  choices: z
    .array(z.object({ delta: z.object({ content: z.string().nullish() }).nullish(), finish_reason: z.string().nullish() }))
    .nullish(),
  usage: z.object({ prompt_tokens: z.number().nonnegative(), completion_tokens: z.number().nonnegative() }).nullish(),
});

/** A server that ignores the limit of tokens is stopped at this many UTF-16 units for each. */
const LONGEST_TOKEN = 16;

/** Asks once and reads the stream to its end. Throws the SDK's errors, and `unavailable` for limits, cut streams and a stop by the caller. */
export async function readCompletion({ client, place, clock, limits, refused, request, onPiece }: CompletionTry): Promise<ModelReply> {
  const started = clock.now();
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  request.signal?.addEventListener('abort', stop, { once: true });
  const watchdog = createWatchdog(clock, limits, stop);
  const thinking = createThinkingFilter();
  let text = '';
  let model = place.model;
  let finish: string | undefined;
  let usage: z.infer<typeof chunkSchema>['usage'];
  const take = (piece: string): void => {
    if (piece === '') return;
    watchdog.feed();
    text += piece;
    onPiece(piece);
  };
  try {
    if (request.signal?.aborted) throw stopped(place);
    const stream = await client.chat.completions.create(
      { model: place.model, messages: request.messages.map(({ role, content }) => ({ role, content })), stream: true, ...optionalParameters(request.maxTokens, refused) },
      { signal: controller.signal, maxRetries: 0, timeout: limits.totalMs },
    );
    for await (const raw of stream) {
      const chunk = chunkSchema.parse(raw);
      const choice = chunk.choices?.[0];
      model = chunk.model || model;
      usage = chunk.usage ?? usage;
      if (finish === undefined) take(thinking.push(choice?.delta?.content ?? ''));
      if (finish === undefined && choice?.finish_reason) {
        finish = choice.finish_reason;
        take(thinking.end());
        watchdog.feedLast();
      }
      if (text.length > request.maxTokens * LONGEST_TOKEN) {
        finish = 'length';
        break;
      }
    }
  } catch (error) {
    // A complete answer stays complete, whatever becomes of the count behind it.
    if (finish === undefined) throw faultOf(watchdog.passed(), limits, request, place) ?? error;
  } finally {
    watchdog.end();
    request.signal?.removeEventListener('abort', stop);
  }
  // Stopping a stream ends it without an error, and so does a server that breaks off cleanly.
  if (finish === undefined) throw faultOf(watchdog.passed(), limits, request, place) ?? cutOff(place);
  return {
    text,
    finish: finish === 'stop' || finish === 'length' ? finish : 'other',
    model,
    tokensIn: usage?.prompt_tokens ?? guessTokens(request.messages.map(({ content }) => content).join('\n')),
    tokensOut: usage?.completion_tokens ?? guessTokens(text),
    isCounted: usage !== undefined && usage !== null,
    ms: clock.now() - started,
  };
}

function faultOf(passed: ReturnType<ReturnType<typeof createWatchdog>['passed']>, limits: StreamLimits, request: ModelRequest, place: ChatPlace): BatonError | undefined {
  if (request.signal?.aborted) return stopped(place);
  return passed === undefined ? undefined : explainLimit(passed, { first: limits.firstMs, stall: limits.stallMs, total: limits.totalMs }[passed], place);
}

function stopped({ baseUrl }: ChatPlace): BatonError {
  return new BatonError('unavailable', `The language model at ${baseUrl} was stopped by whoever had asked it.`);
}

function cutOff({ baseUrl }: ChatPlace): BatonError {
  return new BatonError('unavailable', `The language model at ${baseUrl} broke off in the middle of its answer. Check the server's log.`);
}
