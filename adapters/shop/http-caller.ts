import { VARIABLE_NAME, fillIn } from '#core/actions/template.ts';
import { BatonError } from '#core/errors.ts';
import type { ActionCaller, ActionReply, ActionRequest } from '#core/ports/action-caller.ts';
import { readAnswer, readRetryAfter } from '#adapters/shared/read-answer.ts';

/** What calls are made with. */
export type HttpCallerOptions = {
  /** Values of the variables `${ACTION_…}`; asked anew at every call. */
  readonly variable: (name: string) => string | undefined;
};

/** Longer answers are not read, bytes. */
const LONGEST_ANSWER = 256 * 1024;
/** Statuses after which another try may be answered (RFC 9110 and RFC 6585). */
const TRY_AGAIN = new Set([408, 425, 429]);

/**
 * Calls endpoints over HTTP. Redirects are not followed: they could carry secrets elsewhere. Effects carry the header
 * `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header), under which the endpoint does them once.
 */
export function createHttpCaller({ variable }: HttpCallerOptions): ActionCaller {
  return {
    async call(request) {
      const { url, init } = prepare(request, variable);
      // Only the host is named in errors: addresses carry people's data.
      const place = `${request.call.method} ${url.origin}`;
      const tooLong = () => new BatonError('misconfigured', `${place} answered with more than ${LONGEST_ANSWER / 1024} KB.`);
      const signal = AbortSignal.timeout(request.call.timeoutSeconds * 1000);
      try {
        const response = await fetch(url, { ...init, signal });
        if (response.status >= 500 || TRY_AGAIN.has(response.status) || (response.status === 409 && response.headers.has('retry-after'))) {
          await response.body?.cancel();
          const retryAfterMs = readRetryAfter(response);
          throw new BatonError('unavailable', `${place} answered ${response.status}.`, retryAfterMs === undefined ? {} : { retryAfterMs });
        }
        if (response.status >= 300 && response.status < 400) {
          await response.body?.cancel();
          throw new BatonError('misconfigured', `${place} answered with a redirect (${response.status}), which is not followed.`);
        }
        return { status: response.status, body: readJson(await readAnswer(response, { most: LONGEST_ANSWER, tooLong })) };
      } catch (cause) {
        if (cause instanceof BatonError) throw cause;
        const reason = signal.aborted ? `has not answered within ${request.call.timeoutSeconds} s` : 'cannot be reached, or broke off';
        throw new BatonError('unavailable', `${place} ${reason}.`, { cause });
      }
    },
  };
}

function prepare({ call, values, key }: ActionRequest, variable: HttpCallerOptions['variable']): { readonly url: URL; readonly init: RequestInit } {
  const value = (name: string): string | undefined => {
    if (!name.startsWith('$')) return (Object.hasOwn(values, name) ? values[name] : undefined) ?? '';
    const bare = name.slice(1);
    return VARIABLE_NAME.test(bare) ? variable(bare) : undefined;
  };
  const filled = (text: string, write?: (words: string) => string): string => {
    const done = fillIn(text, value, write);
    if (done === undefined) throw new BatonError('misconfigured', `A variable of ${text.replaceAll(/\{[a-z]\w*\}/g, '…')} is not set.`);
    return done;
  };
  const url = URL.parse(filled(call.url, inAddress));
  if (url === null || !['http:', 'https:'].includes(url.protocol)) throw new BatonError('misconfigured', `The address ${call.url} of an action is not one of HTTP.`);
  const headers = new Headers({ accept: 'application/json' });
  // A header is one line of bytes; whatever else a value has is written as in an address.
  for (const [name, text] of Object.entries(call.headers)) headers.set(name, filled(text, (words) => words.replace(/[^\x20-\x7e]/gu, encodeURIComponent)));
  if (call.method !== 'GET') headers.set('idempotency-key', key);
  const body = call.body === undefined ? undefined : JSON.stringify(fillAll(call.body, filled));
  if (body !== undefined) headers.set('content-type', 'application/json');
  return { url, init: { method: call.method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) } };
}

/** A value as a part of an address. A part of dots alone would lead elsewhere. */
function inAddress(value: string): string {
  if (/^\.{1,2}$/.test(value)) throw new BatonError('invalid_input', 'A value cannot be part of an address.');
  return encodeURIComponent(value);
}

function fillAll(value: unknown, filled: (text: string) => string): unknown {
  if (typeof value === 'string') return filled(value);
  if (Array.isArray(value)) return value.map((element) => fillAll(element, filled));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, fillAll(part, filled)]));
  return value;
}

/** The value of a body, or nothing where it is none of JSON: what it must be is checked by its schema. */
function readJson(text: string): ActionReply['body'] {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
