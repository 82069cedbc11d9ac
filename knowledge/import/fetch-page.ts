import { lookup as resolve } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { DocumentKind } from './kinds.ts';
import { kindOfFile, kindOfType } from './kinds.ts';
import { isPrivateAddress } from './private-address.ts';
import type { Refusal } from './read-result.ts';

/** Limits of one page. */
export type FetchLimits = {
  /** From the first redirect to the last byte, ms. */
  readonly ms: number;
  /** Unpacked, bytes. */
  readonly bytes: number;
  readonly redirects: number;
  /** May addresses inside the company be fetched? */
  readonly allowPrivate: boolean;
};

/** What a web address gave. */
export type FetchedPage = { readonly kind: DocumentKind; readonly bytes: Uint8Array<ArrayBuffer> };

const ACCEPT = 'text/html, application/xhtml+xml, text/plain, text/markdown, text/csv, application/pdf, application/vnd.openxmlformats-officedocument.*;q=0.9';

/**
 * Fetches a web address. Each redirect and each address that a name stands for is checked at the moment of connecting,
 * so that no name leads inside the company. Never throws.
 */
export async function fetchPage(address: string, limits: FetchLimits): Promise<FetchedPage | Refusal> {
  const signal = AbortSignal.timeout(limits.ms);
  try {
    let url = new URL(address);
    for (let hops = 0; hops <= limits.redirects; hops += 1) {
      const fault = addressFault(url, limits.allowPrivate);
      if (fault) return fault;
      const response = await request(url, signal, limits.allowPrivate);
      const { statusCode = 0, headers } = response;
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
        response.destroy();
        url = new URL(headers.location, url);
        continue;
      }
      if (statusCode !== 200) {
        response.destroy();
        return { reason: 'unreachable', message: `was answered with ${statusCode}; check the address in a browser` };
      }
      const kind = kindOfType(headers['content-type'] ?? '');
      const named = kindOfFile(url.pathname);
      if (kind === undefined && (named === undefined || named === 'urls' || headers['content-type'] !== 'application/octet-stream')) {
        response.destroy();
        return { reason: 'unknown-kind', message: `is of type ${headers['content-type'] ?? 'unknown'}, which is not read; choose a page or a document` };
      }
      return { kind: kind ?? (named as DocumentKind), bytes: await readBody(response, limits.bytes, signal) };
    }
    return { reason: 'unreachable', message: `redirects more than ${limits.redirects} times; give the address it ends at` };
  } catch (error) {
    return refusalOf(signal.aborted ? signal.reason : error, limits);
  }
}

/** Why a web address is not fetched; `undefined` when it may be. */
export function addressFault(url: URL, allowPrivate: boolean): Refusal | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { reason: 'address', message: 'is no web address; it must begin with http:// or https://' };
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return !allowPrivate && isIP(host) !== 0 && isPrivateAddress(host) ? PRIVATE : undefined;
}

const PRIVATE: Refusal = { reason: 'address', message: 'leads inside your own network; add --allow-private when that is what you want' };

/** Codes of the errors with which a connection or its reading is given up here. */
const CODES = { private: 'ERR_PRIVATE_ADDRESS', large: 'ERR_PAGE_TOO_LARGE' } as const;

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

async function request(url: URL, signal: AbortSignal, allowPrivate: boolean): Promise<IncomingMessage> {
  const { get } = url.protocol === 'https:' ? await import('node:https') : await import('node:http');
  const headers = { accept: ACCEPT, 'accept-encoding': 'gzip, deflate, br', 'accept-language': 'zh, en', 'user-agent': 'Baton' };
  return new Promise((done, fail) => {
    get(url, { signal, headers, agent: false, lookup: checkedLookup(allowPrivate) }, done).on('error', fail);
  });
}

/** Resolves a name and refuses it when any of its addresses is private; what was checked is what is connected to. */
function checkedLookup(allowPrivate: boolean): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return done(error ?? failure('ENOTFOUND'), '', 0);
      if (!allowPrivate && addresses.some(({ address }) => isPrivateAddress(address))) return done(failure(CODES.private), '', 0);
      return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
}

async function readBody(response: IncomingMessage, limit: number, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  const unpack = encoding === 'gzip' ? createGunzip() : encoding === 'deflate' ? createInflate() : encoding === 'br' ? createBrotliDecompress() : undefined;
  const stream = unpack ? response.on('error', (error) => unpack.destroy(error)).pipe(unpack) : response;
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of stream as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > limit) throw failure(CODES.large);
      signal.throwIfAborted();
      parts.push(part);
    }
  } finally {
    response.destroy();
  }
  return new Uint8Array(Buffer.concat(parts));
}

function refusalOf(error: unknown, limits: FetchLimits): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const name = error instanceof Error ? error.name : '';
  if (code === CODES.private) return PRIVATE;
  if (code === CODES.large) return { reason: 'too-large', message: `is larger than ${Math.round(limits.bytes / 1024 / 1024)} MB; import a smaller part of it` };
  if (code === 'ERR_INVALID_URL') return { reason: 'address', message: 'is no web address; it must begin with http:// or https://' };
  if (name === 'AbortError' || name === 'TimeoutError' || code === 'ABORT_ERR') return { reason: 'too-slow', message: `did not answer within ${limits.ms / 1000} s; try again later` };
  return { reason: 'unreachable', message: `cannot be reached (${code || (error instanceof Error ? error.message : String(error))}); check the address in a browser` };
}
