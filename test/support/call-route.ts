import type { Route } from '#core/route.ts';

/** A request to a route, without a web server. */
export type TestCall = {
  readonly method?: 'GET' | 'POST';
  /** Bytes go as they are, everything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};

const ORIGIN = 'http://baton.test';

/** Calls the route of a path as the web server would. What it throws comes out. */
export function callRoute(routes: readonly Route[], path: string, { method = 'POST', body, headers = {}, signal }: TestCall = {}): Promise<Response> {
  const url = new URL(path, ORIGIN);
  for (const route of routes) {
    const names: string[] = [];
    const pattern = route.path.replaceAll(/:(\w+)/g, (_, name: string) => {
      names.push(name);
      return '([^/]+)';
    });
    const match = new RegExp(`^${pattern}$`).exec(url.pathname);
    if (route.method !== method || !match) continue;
    const request = new Request(url, {
      method,
      headers,
      ...(signal ? { signal } : {}),
      ...(method === 'POST' ? { body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body ?? {}) } : {}),
    });
    return route.handle({ request, url, ip: '127.0.0.1', params: Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(match[i + 1] ?? '')])) });
  }
  throw new Error(`no route ${method} ${path}`);
}
