import type { Request as ExpressRequest, Response as ExpressResponse } from 'express';
import { BatonError, isBatonError } from '#core/errors.ts';
import type { Route, RouteCall } from '#core/route.ts';
import { errorResponse } from './error-response.ts';

/** Bodies above this are refused, bytes. */
const BODY_LIMIT = 256 * 1024;

/** What happened to a request, for log and metrics. */
export type Served = (route: Route, status: number, error: unknown) => void;

/** Lets a route in web terms answer an express request. */
export function bridge(route: Route, served: Served, publicOrigin?: string) {
  return async (req: ExpressRequest, res: ExpressResponse): Promise<void> => {
    const gone = new AbortController();
    res.on('close', () => gone.abort());
    let response: Response;
    let failure: unknown;
    let call: RouteCall | undefined;
    try {
      call = await toCall(req, route, gone.signal, publicOrigin);
      response = await route.handle(call);
    } catch (error) {
      failure = error;
      response = errorResponse(error);
    }
    if (call?.request.bodyUsed === false) await call.request.body?.cancel().catch(() => undefined);
    served(route, response.status, failure);
    await send(response, req, res).catch(() => res.destroy());
  };
}

async function toCall(req: ExpressRequest, route: Route, signal: AbortSignal, publicOrigin: string | undefined): Promise<RouteCall> {
  const url = readUrl(req, publicOrigin);
  const params = Object.fromEntries(Object.entries(req.params).map(([name, value]) => [name, String(value)]));
  // No id of ours has control characters, and PostgreSQL refuses NUL.
  if (Object.values(params).some((value) => /\p{Cc}/u.test(value))) throw new BatonError('invalid_input', 'The address cannot be read.');
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const body = req.method === 'GET' ? undefined : route.body === 'stream' ? streamBody(req) : await readBody(req);
  const request = new Request(url, { method: req.method, headers, signal, ...(body ? { body, duplex: 'half' } : {}) });
  return { request, url, params, ip: req.ip ?? '' };
}

/** The address as the caller knows it: the public one where that is set, else its own Host, and the path as it stands, also where that begins with two slashes. */
function readUrl(req: ExpressRequest, publicOrigin: string | undefined): URL {
  const host = req.get('host') ?? 'localhost';
  const path = req.originalUrl.replace(/^https?:\/\/[^/?#]*/i, '');
  const origin = publicOrigin ?? (/^[\w.:[\]-]+$/.test(host) ? `${req.protocol}://${host}` : '');
  const url = URL.parse(`${origin}${path}`);
  if (!url) throw new BatonError('invalid_input', 'The address or its Host header cannot be read.');
  return url;
}

async function readBody(req: ExpressRequest): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of req as AsyncIterable<Buffer>) {
      size += chunk.length;
      // What is too long is read to its end and thrown away, so that the caller gets an answer and not a broken line.
      if (size <= BODY_LIMIT) chunks.push(chunk);
      if (size > BODY_LIMIT * 64) throw new BatonError('too_large', 'The request is far too large.');
    }
  } catch (cause) {
    throw cause instanceof BatonError ? cause : new BatonError('invalid_input', 'The request broke off before its end.', { cause });
  }
  if (size > BODY_LIMIT) throw new BatonError('too_large', `The request body has ${size} bytes; the limit is ${BODY_LIMIT}.`);
  return size === 0 ? undefined : new Uint8Array(Buffer.concat(chunks));
}

/** The body as it comes. What nobody reads to its end is thrown away, so that the caller gets an answer and not a broken line. */
function streamBody(req: ExpressRequest): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(stream) {
      req.on('data', (piece: Buffer) => {
        stream.enqueue(new Uint8Array(piece));
        if ((stream.desiredSize ?? 0) <= 0) req.pause();
      });
      req.on('end', () => stream.close());
      req.on('close', () => {
        if (!req.complete) stream.error(new BatonError('invalid_input', 'The request broke off before its end.'));
      });
      req.pause();
    },
    pull() {
      req.resume();
    },
    cancel() {
      req.removeAllListeners('data').removeAllListeners('end').removeAllListeners('close');
      req.resume();
    },
  });
}

async function send(response: Response, req: ExpressRequest, res: ExpressResponse): Promise<void> {
  res.status(response.status);
  // Answers have tokens and people's words in them: no cache keeps them unless the route says so.
  res.setHeader('Cache-Control', 'no-store');
  response.headers.forEach((value, name) => {
    if (name !== 'set-cookie') res.setHeader(name, value);
  });
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) res.setHeader('set-cookie', cookies);
  // An answer to HEAD has no body, and one that never ends would hold the line.
  if (!response.body || req.method === 'HEAD') {
    await response.body?.cancel();
    res.end();
    return;
  }
  res.flushHeaders();
  const reader = response.body.getReader();
  const stop = (): void => void reader.cancel().catch(() => undefined);
  if (res.destroyed) return stop();
  res.on('close', stop);
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (!res.write(part.value)) await drained(res);
  }
  res.end();
}

/** Resolves when more can be written, or when nobody reads any more. */
function drained(res: ExpressResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      res.off('drain', done).off('close', done);
      resolve();
    };
    if (res.destroyed) resolve();
    else res.on('drain', done).on('close', done);
  });
}

/** Is this an error that says something about the caller rather than about us? */
export function isCallersFault(error: unknown): boolean {
  return isBatonError(error) && !['internal', 'misconfigured', 'unavailable'].includes(error.code);
}
