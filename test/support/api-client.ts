import type { TokenRole } from '#core/ports/api-store.ts';
import { hashApiToken, newApiToken } from '#http/api/tokens.ts';
import { type Answer, ask } from './browser.ts';
import type { Served } from './serve.ts';

/** A program with a token. */
export type ApiClient = {
  readonly token: string;
  /** Id under which the token is kept. */
  readonly id: string;
  get(path: string): Promise<Answer>;
  /** With an Idempotency-Key of its own unless one is given; an empty one leaves it out. */
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
};

/** Gives a program a token of this role, bound to a colleague where one is given. */
export async function apiClient(served: Pick<Served, 'api' | 'clock' | 'url'>, role: TokenRole, staffId?: string): Promise<ApiClient> {
  const token = newApiToken();
  const { id } = await served.api.addToken({ hash: hashApiToken(token), name: 'a test', role, staffId }, served.clock.now());
  const authorization = `Bearer ${token}`;
  return {
    token,
    id,
    get: (path) => ask(served.url, `/api/v1${path}`, { headers: { authorization } }),
    post: (path, body = {}, headers = {}) => {
      const { 'idempotency-key': key = crypto.randomUUID(), ...more } = headers;
      return ask(served.url, `/api/v1${path}`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json', ...(key === '' ? {} : { 'idempotency-key': key }), ...more },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
    },
  };
}
