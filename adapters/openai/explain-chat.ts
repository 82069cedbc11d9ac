import { APIConnectionError, APIError } from 'openai';
import { BatonError } from '#core/errors.ts';

/** Which limit of time was passed. */
export type PassedLimit = 'first' | 'stall' | 'total';

/** Where the fault happened, for its message. */
export type ChatPlace = { readonly baseUrl: string; readonly model: string };

const LONGEST_PAUSE_MS = 3600_000;

/** Any failure of a chat completion as the error that the port promises. */
export function explainChat(error: unknown, { baseUrl, model }: ChatPlace): BatonError {
  if (error instanceof BatonError) return error;
  const of = `The language model at ${baseUrl}`;
  const fault = (code: 'unavailable' | 'misconfigured', message: string, retryAfterMs?: number) =>
    new BatonError(code, `${of} ${message}`, { cause: error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
  if (error instanceof APIConnectionError) return fault('unavailable', 'cannot be reached. Check OPENAI_BASE_URL and that the server is running.');
  // So fetch calls a connection that was torn while its body was read.
  if (error instanceof TypeError) return fault('unavailable', "broke off in the middle of its answer. Check the server's log.");
  if (!(error instanceof APIError)) return fault('unavailable', 'sent something that is not an answer. Check OPENAI_BASE_URL; it usually ends in /v1.');
  if (error.status === 401 || error.status === 403) return fault('misconfigured', 'refuses the key. Check OPENAI_API_KEY.');
  if (error.status === 404) return fault('misconfigured', `does not know the model "${model}", or the address is wrong. Check OPENAI_MODEL and OPENAI_BASE_URL; it usually ends in /v1.`);
  if (error.status === 400 || error.status === 422) return fault('misconfigured', `refuses the request: ${error.message.slice(0, 200)}. Check that OPENAI_MODEL is a model for chat.`);
  if (error.status === 429) return fault('unavailable', 'is asked too often, or its quota is used up. Try again later, or check your plan there.', pauseOf(error));
  return fault('unavailable', `failed with status ${error.status ?? 'none'}. Try again later, or check the server's log.`, pauseOf(error));
}

/** A stream that took too long. */
export function explainLimit(limit: PassedLimit, ms: number, { baseUrl }: ChatPlace): BatonError {
  const what = { first: 'has not begun to answer', stall: 'stopped in the middle of an answer', total: 'did not end its answer' }[limit];
  return new BatonError('unavailable', `The language model at ${baseUrl} ${what} within ${ms / 1000} s. Check that the server is not overloaded.`);
}

/** How long a server asks to be left alone, ms: `retry-after-ms`, or `retry-after` in seconds or as a date (RFC 9110, 10.2.3). */
function pauseOf({ headers }: APIError): number | undefined {
  const exact = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  const after = headers?.get('retry-after') ?? '';
  const seconds = /^[\d.]+$/.test(after) ? Number.parseFloat(after) * 1_000 : Date.parse(after) - Date.now();
  const pause = Number.isNaN(exact) ? seconds : exact;
  return Number.isNaN(pause) ? undefined : Math.min(LONGEST_PAUSE_MS, Math.max(0, pause));
}
