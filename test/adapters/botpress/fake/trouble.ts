import type { RequestHandler } from 'express';

/** What goes wrong with the next calls, in this order. */
export type Trouble =
  | { readonly kind: 'status'; readonly status: number; readonly type?: string; readonly retryAfter?: number }
  /** An answer of a proxy, which is no JSON. */
  | { readonly kind: 'page'; readonly status: number }
  /** Refuses everything until this time, Unix ms. */
  | { readonly kind: 'limited'; readonly until: number }
  /** Never answers. */
  | { readonly kind: 'stall' }
  /** Breaks the line before anything is done. */
  | { readonly kind: 'reset' }
  /** Does what was asked, and breaks the line instead of answering. */
  | { readonly kind: 'lost' };

/** Which calls trouble meets: those whose path contains this. */
export type Troubles = { add(trouble: Trouble, times?: number, path?: string): void; clear(): void; readonly left: () => number };

/** Troubles, and the handler that makes them. */
export function createTroubles(now: () => number): Troubles & { readonly handler: RequestHandler } {
  const list: { readonly trouble: Trouble; readonly path: string }[] = [];
  return {
    add(trouble, times = 1, path = '') {
      for (let i = 0; i < times; i += 1) list.push({ trouble, path });
    },
    clear: () => void list.splice(0),
    left: () => list.length,
    handler(req, res, next) {
      const at = list.findIndex(({ path }) => req.path.includes(path));
      const found = at < 0 ? undefined : list[at];
      if (found?.trouble.kind === 'limited' && now() < found.trouble.until) {
        res.setHeader('Retry-After', String(Math.ceil((found.trouble.until - now()) / 1000)));
        return void res.status(429).json({ id: 'err_1', code: 429, type: 'RateLimited', message: 'too much' });
      }
      const [met] = found ? list.splice(at, 1) : [];
      switch (met?.trouble.kind) {
        case undefined:
        case 'limited':
          return next();
        case 'status': {
          const { status, type = TYPES[status] ?? 'Internal', retryAfter } = met.trouble;
          if (retryAfter !== undefined) res.setHeader('Retry-After', String(retryAfter));
          return void res.status(status).json({ id: 'err_1', code: status, type, message: `trouble ${status}` });
        }
        case 'page':
          return void res.status(met.trouble.status).type('html').send('<html>Bad gateway</html>');
        case 'stall':
          return undefined;
        case 'reset':
          return void req.socket.destroy();
        case 'lost':
          res.json = () => {
            req.socket.destroy();
            return res;
          };
          return next();
      }
    },
  };
}

const TYPES: Readonly<Record<number, string>> = { 400: 'InvalidPayload', 401: 'Unauthorized', 402: 'PaymentRequired', 403: 'Forbidden', 404: 'ResourceNotFound', 429: 'RateLimited', 504: 'OperationTimeout' };
