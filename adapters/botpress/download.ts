import { lookup as resolve } from 'node:dns';
import { type ClientRequest, get as getPlain, type IncomingMessage, type RequestOptions } from 'node:http';
import { get as getSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { BatonError } from '#core/errors.ts';
import { MAX_FILE_BYTES } from '#core/ports/file-store.ts';

/** One file takes this long at most, ms. */
const DOWNLOAD_MS = 6_000;

/** Where files may come from. */
export type DownloadRules = {
  /** Is this IP address one inside a company or a machine? */
  readonly isPrivate: (address: string) => boolean;
  /** Also from there, and without TLS: for a Botpress of one's own. */
  readonly allowPrivate: boolean;
};

/** A file as it was fetched. */
export type Download = { readonly bytes: Uint8Array; readonly type: string };

/**
 * Fetches what a customer's message links to, checked at the moment of connecting, for customers write these addresses:
 * https only, never inside the own network, no redirects, no more than a file may have. `undefined` for what will never
 * be had; throws `unavailable` for what may be there later.
 */
export async function download(url: string, rules: DownloadRules): Promise<Download | undefined> {
  const address = URL.parse(url);
  if (!address || !isAllowed(address, rules)) return undefined;
  try {
    const response = await ask(address, rules);
    const { statusCode = 0 } = response;
    if (statusCode >= 500 || statusCode === 429) throw unavailable(response, `HTTP ${statusCode}`);
    if (statusCode !== 200) return void response.destroy();
    const bytes = await readAtMost(response);
    return bytes && bytes.byteLength > 0 ? { bytes, type: (response.headers['content-type'] ?? '').split(';')[0]?.trim() || 'application/octet-stream' } : undefined;
  } catch (error) {
    if (error instanceof BatonError) throw error;
    if (error instanceof Error && 'code' in error && error.code === REFUSED) return undefined;
    throw new BatonError('unavailable', `A file of the customer cannot be fetched: ${String(error)}`, { cause: error });
  }
}

const REFUSED = 'ERR_ADDRESS';

function isAllowed({ protocol, hostname, username, password }: URL, { isPrivate, allowPrivate }: DownloadRules): boolean {
  if (username !== '' || password !== '') return false;
  if (protocol !== 'https:' && !(allowPrivate && protocol === 'http:')) return false;
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 || allowPrivate || !isPrivate(host);
}

function ask(address: URL, rules: DownloadRules): Promise<IncomingMessage> {
  const { promise, resolve: done, reject } = Promise.withResolvers<IncomingMessage>();
  const options: RequestOptions = { lookup: checkedLookup(rules), signal: AbortSignal.timeout(DOWNLOAD_MS), agent: false };
  const request: ClientRequest = address.protocol === 'https:' ? getSecure(address, options, done) : getPlain(address, options, done);
  request.on('error', reject);
  return promise;
}

function checkedLookup({ isPrivate, allowPrivate }: DownloadRules): LookupFunction {
  return (hostname, how, done) => {
    resolve(hostname, { ...how, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return done(error ?? Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }), '', 0);
      if (!allowPrivate && addresses.some((found) => isPrivate(found.address))) return done(Object.assign(new Error(REFUSED), { code: REFUSED }), '', 0);
      return how.all === true ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
}

async function readAtMost(response: IncomingMessage): Promise<Uint8Array | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.byteLength;
    if (size > MAX_FILE_BYTES) return undefined;
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function unavailable(response: IncomingMessage, reason: string): BatonError {
  response.destroy();
  return new BatonError('unavailable', `A file of the customer cannot be fetched: ${reason}.`);
}
