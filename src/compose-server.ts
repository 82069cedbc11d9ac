import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { BatonError } from '#core/errors.ts';
import { createServer } from '#http/create-server.ts';
import { createConsole } from '#adapters/console/server.ts';
import { invite } from '#adapters/console/sign-in.ts';
import { demoRoutes } from '#adapters/web/demo-routes.ts';
import { createIdentity } from '#adapters/web/identity.ts';
import { createWebChannel, WEB } from '#adapters/web/server.ts';
import type { Core } from './compose.ts';

/** A serving Baton. */
export type RunningServer = {
  /** Such as `http://localhost:3000`, without a slash at the end. */
  readonly url: string;
  /** A first sign-in link for staff, when nobody of the staff was known yet. */
  readonly firstSignIn: string | undefined;
  /** Takes nothing more in, finishes what is in hand, lets go of everything. */
  stop(): Promise<void>;
};

const PAGES = path.join(import.meta.dirname, '..', 'dist', 'pages');

/** Opens the web server with widget and console over a core. Throws `unavailable` when the port cannot be had. */
export async function startServer(core: Core): Promise<RunningServer> {
  const { config, store, access, knowledge, clock, live, log, metrics, content, company, intents } = core;
  const secret = config.IDENTITY_SECRET || (await access.secret('identity', () => randomBytes(32).toString('base64url')));
  const identity = createIdentity(secret);
  const onError = (error: unknown): void => log.error({ err: error }, 'a stream failed');
  let url = '';
  const shared = { store, access, knowledge, live, clock, company, onError };
  const web = createWebChannel({
    ...shared,
    policy: () => core.policy.current(),
    customers: core.customers,
    identity,
    sessionsPerMinute: config.SESSIONS_PER_MINUTE,
    onStream: (change) => metrics.streams.inc(change),
  });
  const desk = createConsole({ ...shared, gaps: core.gapDesk, directory: content.directory, intents, corrections: core.corrections, publicUrl: () => url });
  const app = createServer({
    routes: [...web.routes, ...desk.routes, ...(config.DEMO ? demoRoutes(demoPeople(core), (id) => identity.sign(id)) : [])],
    pagesFolder: PAGES,
    demo: config.DEMO,
    trustProxy: config.TRUST_PROXY,
    publicOrigin: config.PUBLIC_URL === '' ? undefined : new URL(config.PUBLIC_URL).origin,
    embedders: config.WIDGET_ORIGINS,
    metrics,
    log,
    checkReady: async () => {
      await store.check();
      return { knowledge: knowledge.status() };
    },
  });
  const server = createHttpServer(app);
  await listen(server, config.PORT, config.HOST);
  url = config.PUBLIC_URL.replace(/\/+$/, '') || `http://localhost:${(server.address() as AddressInfo).port}`;
  // What a killed server had in hand is taken up at once; showing a message twice changes nothing.
  await store.freeLeases([`channel:${WEB}`]);
  const stopPruning = await pruneDaily(core);
  const stopCore = await core.start({ channels: [web.channel], desks: [desk.desk] });
  const isNew = (await access.staff()).length === 0;
  return {
    url,
    firstSignIn: isNew ? await invite(access, 'Lead', 'lead', url, clock.now()) : undefined,
    async stop() {
      stopPruning();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await stopCore();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Removes expired sessions and links now and every day. */
async function pruneDaily({ access, clock, log }: Core): Promise<() => void> {
  let cancel = (): void => undefined;
  const prune = async (): Promise<void> => {
    cancel = clock.after(DAY_MS, () => void prune());
    await access.prune(clock.now()).catch((error: unknown) => log.error({ err: error }, 'expired sessions could not be removed'));
  };
  await prune();
  return () => cancel();
}

const DAY_MS = 24 * 3600_000;

const TIER_LABELS = {
  vip: { zh: '贵宾客户', en: 'VIP customer' },
  key: { zh: '重要客户', en: 'key customer' },
  regular: { zh: '普通客户', en: 'regular customer' },
  small: { zh: '新客户', en: 'new customer' },
} as const;

function demoPeople({ content }: Core) {
  return content.directory.everybody.filter(({ demo }) => demo).map(({ id, name, tier }) => ({
    id,
    name,
    label: { zh: `${name}（${TIER_LABELS[tier].zh}）`, en: `${name} (${TIER_LABELS[tier].en})` },
  }));
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const hint = cause.code === 'EADDRINUSE' ? `Port ${port} is taken by another program. Stop it, or choose another with PORT=3001 npm start.` : `Port ${port} on ${host} cannot be used (${cause.message}). Check PORT and HOST.`;
      reject(new BatonError('unavailable', hint, { cause }));
    });
    server.listen(port, host, () => resolve());
  });
}
