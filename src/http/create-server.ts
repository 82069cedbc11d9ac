import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Logger } from 'pino';
import { BatonError } from '#core/errors.ts';
import type { Route } from '#core/route.ts';
import { bridge, isCallersFault } from './bridge.ts';
import { errorResponse } from './error-response.ts';
import type { Metrics } from './metrics.ts';
import { notFoundPage, wantsPage, withNotFoundPage } from './not-found-page.ts';
import { servePages } from './pages.ts';
import { securityHeaders } from './security.ts';

/** What the web server is made with. */
export type ServerOptions = {
  readonly routes: readonly Route[];
  /** Folder of the built pages. */
  readonly pagesFolder: string;
  readonly demo: boolean;
  readonly trustProxy: boolean;
  /** Origin under which browsers reach Baton, when it is set; otherwise each request's own Host says it. */
  readonly publicOrigin?: string | undefined;
  /** Origins that may frame the widget. */
  readonly embedders: readonly string[];
  /** Ways in that read requests themselves, such as another library's, by their paths; all of them are POST. */
  readonly raw?: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>>;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Throws when Baton cannot serve; the message says why. */
  readonly checkReady: () => Promise<Readonly<Record<string, unknown>>>;
};

/** The web server: routes of the adapters, built pages, health and metrics. */
export function createServer(options: ServerOptions): Express {
  const { metrics, log } = options;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', options.trustProxy);
  app.use(securityHeaders(options.embedders));

  app.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
  app.get('/readyz', async (_req, res) => {
    try {
      res.json({ status: 'ready', ...(await options.checkReady()) });
    } catch (error) {
      // What exactly is wrong stands in the log; here anybody may read.
      log.error({ err: error }, 'not ready');
      res.status(503).json({ status: 'not ready', reason: 'the database cannot be used' });
    }
  });
  app.get('/metrics', async (_req, res) => {
    res.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });

  for (const [path, handle] of Object.entries(options.raw ?? {})) app.post(path, (req, res) => handle(req, res));
  for (const route of options.routes) {
    const handler = bridge(withNotFoundPage(route), ({ method, path }, status, error) => {
      metrics.requests.inc({ route: `${method} ${path}`, status: String(status) });
      if (error !== undefined && !isCallersFault(error)) log.error({ err: error, route: path }, 'a request failed');
    }, options.publicOrigin);
    if (route.method === 'GET') app.get(route.path, handler);
    else app.post(route.path, handler);
  }
  for (const [path, allowed] of methodsByPath(options.routes)) {
    app.all(path, (req, res) => {
      res.setHeader('Allow', allowed.join(', '));
      void sendError(res, new BatonError('invalid_input', `${req.method} is not possible at ${path}; use ${allowed.join(' or ')}.`), 405);
    });
  }
  servePages(app, options.pagesFolder, options.demo);

  app.use((req, res) => void sendNotFound(req, res, `There is nothing at ${req.path}.`));
  const onError: ErrorRequestHandler = (error: unknown, req, res, _next) => {
    const { status } = error as { status?: unknown };
    // Express and its parts mark what the caller did wrong: an address that cannot be decoded, a range outside the file.
    const isCallers = typeof status === 'number' && status >= 400 && status < 500;
    if (!isCallers) log.error({ err: error }, 'a request failed');
    if (!isCallers) void sendError(res, error);
    else if (status === 404) void sendNotFound(req, res, 'There is nothing at this address.');
    else void sendError(res, new BatonError('invalid_input', 'The address or the headers of the request cannot be read.'), status);
  };
  app.use(onError);
  return app;
}

/** Which methods each path of the routes knows. */
function methodsByPath(routes: readonly Route[]): ReadonlyMap<string, readonly string[]> {
  const byPath = new Map<string, string[]>();
  for (const { method, path } of routes) byPath.set(path, [...(byPath.get(path) ?? []), ...(method === 'GET' ? ['GET', 'HEAD'] : [method])]);
  return byPath;
}

async function sendNotFound(req: express.Request, res: express.Response, message: string): Promise<void> {
  if (!wantsPage(req.method, req.path, req.get('accept'))) return sendError(res, new BatonError('not_found', message));
  const page = notFoundPage();
  res.status(page.status).setHeaders(page.headers).send(await page.text());
}

async function sendError(res: express.Response, error: unknown, status?: number): Promise<void> {
  const response = errorResponse(error);
  res.status(status ?? response.status).type('json').send(await response.text());
}
