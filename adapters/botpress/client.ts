import { Client, type RetryConfig } from '@botpress/client';
import type { CallNote } from './faults.ts';

/** Who calls Botpress: a bot, or an integration of a bot. */
export type Caller = {
  readonly apiUrl: string;
  readonly token: string;
  readonly botId: string;
  readonly integrationId?: string;
  readonly integrationAlias?: string;
};

/** An answer takes this long at most, ms; below the patience of whoever sends. */
export const ANSWER_MS = 8_000;

/** However short or long Botpress asks to wait: never at once, and not for hours, for the limit may be lifted before, ms. */
const SHORTEST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10 * 60_000;

/** The error types of Botpress for answers that are none of its own, such as those of a proxy. */
const TYPES: Readonly<Record<number, string>> = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'ResourceNotFound', 408: 'OperationTimeout', 410: 'ResourceGone', 413: 'PayloadTooLarge', 429: 'RateLimited' };

/** The client of Botpress' own package; it tries nothing again by itself, and its errors carry status and Retry-After. */
export function createClient(caller: Caller): Client {
  return new Client({ ...caller, timeout: ANSWER_MS, retry: { retries: 1, retryCondition: keepNote } });
}

/** The client throws the headers of an answer away: what matters of them is put into its body before. Never tries again. */
const keepNote: NonNullable<RetryConfig['retryCondition']> = (error) => {
  const { response } = error;
  if (!response) return false;
  const { status } = response;
  const retryAfterMs = readWait(response.headers);
  const note: CallNote = { status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  const said: unknown = response.data;
  const body = typeof said === 'object' && said !== null && 'type' in said ? said : { id: 'none', code: status, type: TYPES[status] ?? (status >= 500 ? 'Internal' : 'Unknown'), message: `HTTP ${status}` };
  response.data = { ...body, metadata: { baton: note } };
  return false;
};

function readWait(headers: Readonly<Record<string, unknown>>): number | undefined {
  const text = headers['retry-after'] ?? headers['ratelimit-reset'];
  const seconds = typeof text === 'string' ? Number(text) : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(Math.max(seconds * 1000, SHORTEST_WAIT_MS), LONGEST_WAIT_MS) : undefined;
}
