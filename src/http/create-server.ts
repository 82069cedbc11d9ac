import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Logger } from 'pino';
import { BatonError } from '#core/errors.ts';
import type { Route } from '#core/route.ts';
import { bridge, isCallersFault } from './bridge.ts';
import { errorResponse } from './error-response.ts';
import type { Metrics } from './metrics.ts';
import { servePages } from './pages.ts';
import { securityHeaders } from './security.ts';

/** What the web server is made with. */
export type ServerOptions = {
  readonly routes: readonly Route[];
  /** Folder of the built pages. */
  readonly pagesFolder: string;
  readonly demo: boolean;
  readonly trustProxy: boolean;
  /** Origins that may frame the widget. */
  readonly embedders: readonly string[];
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
      res.status(503).json({ status: 'not ready', reason: error instanceof BatonError ? error.message : 'unknown' });
    }
  });
  app.get('/metrics', async (_req, res) => {
    res.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });

  for (const route of options.routes) {
    const handler = bridge(route, ({ method, path }, status, error) => {
      metrics.requests.inc({ route: `${method} ${path}`, status: String(status) });
      if (error !== undefined && !isCallersFault(error)) log.error({ err: error, route: path }, 'a request failed');
    });
    if (route.method === 'GET') app.get(route.path, handler);
    else app.post(route.path, handler);
  }
  servePages(app, options.pagesFolder, options.demo);

  app.use((req, res) => void sendError(res, new BatonError('not_found', `There is nothing at ${req.path}.`)));
  const onError: ErrorRequestHandler = (error: unknown, _req, res, _next) => {
    const status = (error as { status?: unknown }).status;
    const isBadPath = status === 400 || status === 404;
    if (!isBadPath) log.error({ err: error }, 'a request failed');
    void sendError(res, isBadPath ? new BatonError(status === 404 ? 'not_found' : 'invalid_input', 'The address cannot be read.') : error);
  };
  app.use(onError);
  return app;
}

async function sendError(res: express.Response, error: unknown): Promise<void> {
  const response = errorResponse(error);
  res.status(response.status).type('json').send(await response.text());
}
