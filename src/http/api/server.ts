import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { BatonError } from '#core/errors.ts';
import type { ApiToken } from '#core/ports/api-store.ts';
import type { Desk, DeskSink } from '#core/ports/desk.ts';
import type { Route, RouteCall } from '#core/route.ts';
import type { ApiContext, ApiOptions, Endpoint } from './endpoint.ts';
import { API_PATHS } from './paths.ts';
import { hashApiToken } from './tokens.ts';

/** Name of the desk. */
export const API = 'api';
/** Requests of one token in a minute. */
const REQUESTS_PER_MINUTE = 1_200;
/** Requests without a good token from one address in a minute. */
const REFUSED_PER_MINUTE = 60;

/**
 * The HTTP API: a desk whose people are programs, and its routes. It is told no news of its own: what happens is told to
 * webhooks, out of the outbox.
 */
export function createApi(options: ApiOptions): { readonly desk: Desk; readonly routes: readonly Route[] } {
  let sink: DeskSink | undefined;
  const context: ApiContext = {
    ...options,
    sink() {
      if (!sink) throw new BatonError('unavailable', 'Baton is starting or stopping. Please try again in a moment.', { retryAfterMs: 1_000 });
      return sink;
    },
  };
  const limits = createLimits();
  let loading: Promise<typeof import('./endpoints.ts')> | undefined;
  const load = () => (loading ??= import('./endpoints.ts'));
  const route = ([method, path, body]: (typeof API_PATHS)[number]): Route => ({
    method,
    path: `/api/v1${path}`,
    ...(body ? { body } : {}),
    async handle(call) {
      const token = await readToken(context, limits, call);
      const { ENDPOINTS, readCall } = await load();
      const endpoint = find(ENDPOINTS, method, path);
      const answer = await endpoint.run(context, await readCall(context, endpoint, token, call));
      if (answer instanceof Response) return answer;
      return endpoint.answer ? Response.json(answer, { status: endpoint.status }) : new Response(null, { status: endpoint.status });
    },
  });
  const document: Route = {
    method: 'GET',
    path: '/openapi.json',
    async handle({ url }) {
      const { ENDPOINTS, describeApi } = await load();
      return Response.json(describeApi(ENDPOINTS, options.company, url.origin));
    },
  };
  return {
    desk: {
      name: API,
      start(given) {
        sink = given;
        return Promise.resolve();
      },
      tell: () => Promise.resolve(),
      stop() {
        sink = undefined;
        return Promise.resolve();
      },
    },
    routes: [...API_PATHS.map(route), document],
  };
}

function find(endpoints: readonly Endpoint[], method: string, path: string): Endpoint {
  const found = endpoints.find((each) => each.method === method && each.path === path);
  if (!found) throw new BatonError('internal', `${method} ${path} has no operation.`);
  return found;
}

type Limits = { readonly request: (token: string) => Promise<void>; readonly refused: (ip: string) => Promise<void> };

/** Limits kept in the memory of this process; each throws `rate_limited` with the time to wait. */
function createLimits(): Limits {
  const requests = new RateLimiterMemory({ points: REQUESTS_PER_MINUTE, duration: 60 });
  const refused = new RateLimiterMemory({ points: REFUSED_PER_MINUTE, duration: 60 });
  return { request: (token) => take(requests, token), refused: (ip) => take(refused, ip) };
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new BatonError('rate_limited', 'Too many requests. Please wait as long as Retry-After says.', { retryAfterMs: error.msBeforeNext });
  }
}

/** The token of a request. Throws `unauthorized` without a good one, and `rate_limited`. */
async function readToken({ api, clock }: ApiContext, limits: Limits, { request, ip }: RouteCall): Promise<ApiToken> {
  const given = /^Bearer ([\w-]{20,200})$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  const token = given === undefined ? undefined : await api.useToken(hashApiToken(given), clock.now());
  if (!token) {
    await limits.refused(ip);
    throw new BatonError('unauthorized', 'This needs a token: Authorization: Bearer TOKEN. Whoever runs Baton makes one with: npm run -s baton -- token create NAME --role read|agent|lead');
  }
  await limits.request(token.id);
  return token;
}
