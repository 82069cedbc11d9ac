import type { WebClient } from '@slack/web-api';
import { BatonError } from '#core/errors.ts';
import { type SlackFault, readSlackFault, refusedBySlack } from './slack-fault.ts';

/** How Slack is reached. */
export type SlackApiOptions = {
  /** The bot's token, `xoxb-…`. */
  readonly token: string;
  /** Address of the Web API with a slash at its end; empty: Slack's own. */
  readonly apiUrl?: string;
  /** How long a call may take, ms. */
  readonly timeoutMs?: number;
  /** Told how each call went: `ok`, what Slack refused, or `away` where it did not answer (a rate limit is an answer). */
  readonly onAnswer?: (answer: 'ok' | 'away' | SlackFault) => void;
};

/**
 * Slack's Web API. Each call is made once, never waits for a rate limit and throws only: `rate_limited` with `retryAfterMs`,
 * `unavailable` (network, 5xx, no answer in time), or a refusal, which `readSlackFault` explains.
 */
export type SlackApi = {
  /** Calls a method of Slack's own client, such as `(web) => web.chat.postMessage({ channel, text })`. */
  call<T>(ask: (web: WebClient) => Promise<T>): Promise<T>;
  /** The bytes of a file by its `url_private`; only from Slack's own addresses. Throws `too_large` beyond `most` bytes. */
  download(url: string, most: number): Promise<Uint8Array>;
  /** Sends bytes to an address that `files.getUploadURLExternal` gave. */
  upload(url: string, bytes: Uint8Array): Promise<void>;
};

const TIMEOUT_MS = 10_000;
const nothing = (): void => undefined;
const QUIET = { debug: nothing, info: nothing, warn: nothing, error: nothing, setLevel: nothing, setName: nothing };

/** Opens the Web API; Slack's client is loaded only now. Calls nothing yet. */
export async function createSlackApi({ token, apiUrl, timeoutMs = TIMEOUT_MS, onAnswer = nothing }: SlackApiOptions): Promise<SlackApi> {
  const { WebClient, LogLevel } = await import('@slack/web-api');
  const web = new WebClient(token, {
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: { ...QUIET, getLevel: () => LogLevel.ERROR },
  });
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      const result = await work();
      onAnswer('ok');
      return result;
    } catch (thrown) {
      const error = explain(thrown);
      const fault = readSlackFault(error);
      if (fault) onAnswer(fault);
      else if (error.code === 'unavailable') onAnswer('away');
      throw error;
    }
  };
  const isOurs = (url: URL): boolean => (apiUrl ? url.origin === new URL(apiUrl).origin : url.protocol === 'https:' && /(?:^|\.)slack\.com$/.test(url.hostname));
  const checked = (address: string): URL => {
    const url = URL.parse(address);
    if (!url || !isOurs(url)) throw new BatonError('invalid_input', 'Slack gave the address of a file that is not on Slack.');
    return url;
  };
  return {
    call: (ask) => told(() => ask(web)),
    async download(address, most) {
      const url = checked(address);
      return told(async () => {
        const response = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(timeoutMs * 3) });
        if (!response.ok) throw answered('file download', response);
        // Without the right to read files Slack does not refuse but shows its page to sign in.
        if (response.redirected && (response.headers.get('content-type') ?? '').startsWith('text/html')) throw refusedBySlack('file download', 'missing_scope', { needed: 'files:read' });
        return readUpTo(response, most);
      });
    },
    async upload(address, bytes) {
      const url = checked(address);
      await told(async () => {
        const response = await fetch(url, { method: 'POST', body: new Uint8Array(bytes), headers: { 'content-type': 'application/octet-stream' }, signal: AbortSignal.timeout(timeoutMs * 3) });
        await response.body?.cancel();
        if (!response.ok) throw answered('file upload', response);
      });
    },
  };
}

async function readUpTo(response: Response, most: number): Promise<Uint8Array> {
  const tooLarge = (): BatonError => new BatonError('too_large', `The file is larger than ${Math.floor(most / (1024 * 1024))} MB.`);
  if (Number(response.headers.get('content-length') ?? 0) > most) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop lets go of the connection.
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > most) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function answered(what: string, response: Response): BatonError {
  if (response.status === 429) return new BatonError('rate_limited', `Slack asks to wait with ${what}.`, { retryAfterMs: seconds(response.headers.get('retry-after')) });
  if (response.status >= 500) return new BatonError('unavailable', `Slack answered ${what} with ${response.status}.`);
  return refusedBySlack(what, response.status === 404 ? 'file_not_found' : response.status === 403 || response.status === 401 ? 'missing_scope' : `http_${response.status}`);
}

const seconds = (value: unknown): number => (Number.isFinite(Number(value)) && Number(value) > 0 ? Number(value) * 1000 : 1000);

/** What Slack's client threw, as the project's error; it is told by its fields, for the client may be loaded twice. */
function explain(thrown: unknown): BatonError {
  if (thrown instanceof BatonError) return thrown;
  if (!(thrown instanceof Error)) return new BatonError('internal', 'Slack could not be asked.', { cause: thrown });
  const { code, data, statusCode, retryAfter } = thrown as Error & { readonly code?: unknown; readonly data?: unknown; readonly statusCode?: unknown; readonly retryAfter?: unknown };
  if (code === 'slack_webapi_rate_limited_error') return new BatonError('rate_limited', 'Slack asks to wait.', { cause: thrown, retryAfterMs: seconds(retryAfter) });
  if (code === 'slack_webapi_platform_error') {
    const answer = data as { readonly error?: string; readonly needed?: string; readonly response_metadata?: { readonly messages?: readonly string[] } };
    if (answer.error === 'ratelimited' || answer.error === 'rate_limited') return new BatonError('rate_limited', 'Slack asks to wait.', { cause: thrown, retryAfterMs: 1000 });
    return refusedBySlack('a call', answer.error ?? 'unknown_error', { cause: thrown, details: answer.response_metadata?.messages ?? [], ...(answer.needed === undefined ? {} : { needed: answer.needed }) });
  }
  if (code === 'slack_webapi_http_error') {
    const status = typeof statusCode === 'number' ? statusCode : 0;
    return status >= 500 || status === 0 || status === 408 ? new BatonError('unavailable', `Slack answered with ${status}.`, { cause: thrown }) : refusedBySlack('a call', `http_${status}`, { cause: thrown });
  }
  // No connection, no answer in time, or an answer that is not Slack's.
  return new BatonError('unavailable', `Slack cannot be reached (${thrown.message}).`, { cause: thrown });
}
