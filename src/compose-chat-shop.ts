import { createServer as createHttpServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createServer } from '#http/create-server.ts';
import type { Core } from './compose.ts';
import { composeDemoShop } from './compose-actions.ts';

/**
 * Opens the sample shop's order service for a core that has no web server, for this machine only, and tells its actions where
 * it is. Nothing happens without `DEMO`. Resolves to what closes it.
 */
export async function serveDemoShop(core: Pick<Core, 'config' | 'clock' | 'metrics' | 'log' | 'actions'>): Promise<() => void> {
  const { config, clock, metrics, log } = core;
  if (!config.DEMO) return () => undefined;
  const shop = composeDemoShop(config, clock);
  const app = createServer({ routes: shop.routes, pagesFolder: path.join(import.meta.dirname, '..', 'dist', 'pages'), demo: false, trustProxy: false, embedders: [], metrics, log, checkReady: () => Promise.resolve({}) });
  const server = createHttpServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  core.actions.provide(shop.variablesAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  return () => {
    server.close();
    server.closeAllConnections();
  };
}
