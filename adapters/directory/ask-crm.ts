import { BatonError } from '#core/errors.ts';
import { readAnswer, readRetryAfter } from '#adapters/shared/read-answer.ts';

/** One question to a CRM. */
export type CrmRequest = {
  /** Address with `{id}`. */
  readonly url: string;
  readonly id: string;
  readonly header: { readonly name: string; readonly value: string } | undefined;
  readonly signal: AbortSignal;
};

/** Longer answers are not read, bytes. */
const LONGEST_ANSWER = 256 * 1024;
/** Nobody has this id (RFC 9110, sections 15.5.5 and 15.5.11). */
const NOBODY = new Set([404, 410]);

/**
 * Asks a CRM about one customer. Resolves to what it answered, or `undefined` when it knows nobody of that id. Throws
 * `unavailable`; `retryAfterMs` is 0 where another try at once may help, else the time that the CRM names. Redirects are
 * not followed: they could carry the token, and the question, elsewhere.
 */
export async function askCrm({ url, id, header, signal }: CrmRequest): Promise<{ readonly body: unknown } | undefined> {
  const address = new URL(url.replaceAll('{id}', encodeURIComponent(id)));
  // Only the host is named in errors: addresses carry people's data.
  const place = `The customer directory at ${address.host}`;
  const headers = new Headers({ accept: 'application/json' });
  if (header) headers.set(header.name, header.value);
  const response = await fetch(address, { headers, redirect: 'manual', signal }).catch((cause: unknown) => {
    throw new BatonError('unavailable', `${place} ${signal.aborted ? 'did not answer in time' : 'cannot be reached'}.`, { cause, retryAfterMs: 0 });
  });
  if (response.status !== 200) {
    await response.body?.cancel().catch(() => undefined);
    if (NOBODY.has(response.status)) return undefined;
    throw failure(response, place);
  }
  return { body: readJson(await readText(response, place, signal), place) };
}

function failure(response: Response, place: string): BatonError {
  const { status } = response;
  const retryAfterMs = readRetryAfter(response) ?? 0;
  const later = retryAfterMs > 0 ? { retryAfterMs } : {};
  if (status === 429) return new BatonError('unavailable', `${place} is asked too often (429).`, later);
  if (status === 401 || status === 403) return new BatonError('unavailable', `${place} does not take the token (${status}). Check DIRECTORY_TOKEN.`);
  if (status >= 300 && status < 400) return new BatonError('unavailable', `${place} answered with a redirect (${status}), which is not followed. Check DIRECTORY_URL.`);
  return new BatonError('unavailable', `${place} answered ${status}.`, status >= 500 ? { retryAfterMs: 0, ...later } : later);
}

async function readText(response: Response, place: string, signal: AbortSignal): Promise<string> {
  const tooLong = () => new BatonError('unavailable', `${place} answered with more than ${LONGEST_ANSWER / 1024} KB.`);
  try {
    return await readAnswer(response, { most: LONGEST_ANSWER, fatal: true, tooLong });
  } catch (cause) {
    if (cause instanceof BatonError) throw cause;
    throw new BatonError('unavailable', `${place} ${signal.aborted ? 'did not answer in time' : 'broke off its answer, or it is not UTF-8'}.`, { cause, retryAfterMs: 0 });
  }
}

function readJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Without its cause, which quotes the answer.
    throw new BatonError('unavailable', `${place} did not answer with JSON.`);
  }
}
