import { createHmac } from 'node:crypto';
import { lookup as resolve } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { isIP, type LookupFunction } from 'node:net';
import { BatonError } from '#core/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Delivery, DeliveryOutcome, SigningKeys } from '#core/ports/webhook-store.ts';

/** An endpoint that has not answered by then is tried again, ms. */
const PATIENCE_MS = 10_000;
/** A longer wait than this is not granted to an endpoint that asks for it, ms. */
const LONGEST_WAIT_MS = 3600_000;

/** What sending rests on. */
export type SenderOptions = {
  readonly clock: Pick<Clock, 'now'>;
  /** May webhooks go to addresses inside the company, also by http? */
  readonly allowPrivate: boolean;
  /** Is this IP address one inside a company or a machine? */
  readonly isPrivate: (address: string) => boolean;
};

/**
 * Throws `invalid_input` for an address that webhooks may not go to: https only, by http only inside the company where
 * that is allowed, and no name and password in it, for addresses are shown.
 */
export function checkWebhookAddress(address: string, { allowPrivate, isPrivate }: Pick<SenderOptions, 'allowPrivate' | 'isPrivate'>): void {
  const url = URL.parse(address);
  const isWeb = url !== null && (url.protocol === 'https:' || (allowPrivate && url.protocol === 'http:'));
  if (!isWeb || url.username !== '' || url.password !== '') throw new BatonError('invalid_input', 'url: must begin with https:// and have no name and password in it.');
  const host = hostOf(url);
  if (isIP(host) === 0) return;
  if (isPrivate(host) && !allowPrivate) throw new BatonError('invalid_input', 'url: leads inside your own network; where that is wanted, set WEBHOOKS_TO_PRIVATE=true.');
  if (!isPrivate(host) && url.protocol === 'http:') throw new BatonError('invalid_input', 'url: must begin with https:// outside of your own network.');
}

/** The signature of a body (https://www.standardwebhooks.com, "Signature scheme"): one for each key. */
export function signWebhook(keys: SigningKeys, id: string, seconds: number, body: string): string {
  return keys.map((key) => `v1,${createHmac('sha256', Buffer.from(key.replace(/^whsec_/, ''), 'base64')).update(`${id}.${seconds}.${body}`).digest('base64')}`).join(' ');
}

/** Sends events to endpoints. Redirects are not followed; each address that a name stands for is checked at the moment of connecting. */
export function createWebhookSender(options: SenderOptions) {
  return async ({ webhook, keys, event }: Pick<Delivery, 'webhook' | 'keys' | 'event'>, signal: AbortSignal): Promise<DeliveryOutcome> => {
    const body = JSON.stringify(event);
    const seconds = Math.floor(options.clock.now() / 1000);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Baton',
      'webhook-id': event.id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signWebhook(keys, event.id, seconds, body),
    };
    try {
      checkWebhookAddress(webhook.url, options);
      const response = await post(new URL(webhook.url), headers, body, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]), options);
      return outcomeOf(response, options.clock.now());
    } catch (error) {
      return { kind: 'failed', fault: faultOf(error) };
    }
  };
}

type Headers = Readonly<Record<string, string | number>>;

async function post(url: URL, headers: Headers, body: string, signal: AbortSignal, options: SenderOptions): Promise<IncomingMessage> {
  const { request } = url.protocol === 'https:' ? await import('node:https') : await import('node:http');
  return new Promise((done, fail) => {
    const sent = request(url, { method: 'POST', headers, signal, agent: false, lookup: checkedLookup(url.protocol === 'http:', options) }, (response) => {
      // The status says it all; nobody waits for a body that may never end.
      response.on('error', () => undefined).destroy();
      done(response);
    });
    sent.on('error', fail);
    sent.end(body);
  });
}

function checkedLookup(isPlain: boolean, { allowPrivate, isPrivate }: SenderOptions): LookupFunction {
  return (hostname, how, done) => {
    resolve(hostname, { ...how, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return done(error ?? failure('ENOTFOUND'), '', 0);
      if (addresses.some(({ address }) => isPrivate(address) ? !allowPrivate : isPlain)) return done(failure('ERR_ADDRESS'), '', 0);
      return how.all === true ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
}

function failure(code: string): Error & { readonly code: string } {
  return Object.assign(new Error(code), { code });
}

function outcomeOf({ statusCode = 0, headers }: IncomingMessage, now: number): DeliveryOutcome {
  if (statusCode >= 200 && statusCode < 300) return { kind: 'told' };
  if (statusCode === 410) return { kind: 'gone' };
  const isBusy = statusCode === 429 || statusCode === 503;
  const wait = isBusy ? waitOf(headers['retry-after'], now) : undefined;
  return { kind: 'failed', fault: `answered ${statusCode}`, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
}

/** Retry-After in seconds or as a date (RFC 9110 §10.2.3), ms from now. */
function waitOf(header: string | undefined, now: number): number | undefined {
  const wait = /^\d{1,9}$/.test(header ?? '') ? Number(header) * 1000 : Date.parse(header ?? '') - now;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), LONGEST_WAIT_MS) : undefined;
}

function faultOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ERR_ADDRESS') return 'its name leads where webhooks may not go';
  if (error instanceof BatonError) return 'webhooks may no longer go there';
  const isLate = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError' || code === 'ABORT_ERR');
  return isLate ? `did not answer within ${PATIENCE_MS / 1000} s` : `cannot be reached (${code || 'unknown'})`;
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}
