import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Route } from '#core/route.ts';
import { bridge } from '#http/bridge.ts';

/** Routes behind Baton's own bridge, on a free port. */
export type ServedRoutes = { readonly url: string; mount(routes: readonly Route[]): void; close(): Promise<void> };

/** Serves nothing until routes are mounted. */
export async function serveRoutes(): Promise<ServedRoutes> {
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mount(routes) {
      for (const route of routes) app[route.method === 'GET' ? 'get' : 'post'](route.path, bridge(route, () => undefined));
    },
    async close() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
