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
import { CALLS } from '#core/actions/state.ts';
import { createPassedOn } from '#core/brief/short-form.ts';
import type { Core } from './compose.ts';
import { composeApi, webhookStatus } from './compose-api.ts';
import { composeBotpress } from './compose-botpress.ts';
import { composeCases } from './compose-cases.ts';
import { composeDemoShop } from './compose-actions.ts';
import { demoPeople } from './compose-demo-people.ts';
import { composeSlack, type SlackWays } from './compose-slack.ts';

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
  const shared = { store, files: core.files, access, knowledge, live, clock, company, onError };
  const web = createWebChannel({
    ...shared,
    policy: () => core.policy.current(),
    customers: core.customers,
    waits: core.waits,
    passedOn: createPassedOn(store, intents),
    identity,
    sessionsPerMinute: config.SESSIONS_PER_MINUTE,
    onStream: (change) => metrics.streams.inc(change),
  });
  const caseDesk = composeCases(core);
  // Slack shows what the console does, so it comes after it.
  const outside: { troubles: SlackWays['troubles'] } = { troubles: () => [] };
  const desk = createConsole({ ...shared, cases: caseDesk, care: core.careDesk, brief: core.briefs, handoverReport: core.handoverReport, presence: core.presence, gaps: core.gapDesk, assist: core.assistDesk, documents: core.documentDesk, directory: core.directory, intents, corrections: core.corrections, teams: () => core.policy.current().teams, serviceLanguage: core.serviceLanguage, ...(config.SLACK_BOT_TOKEN === '' ? {} : { troubles: () => outside.troubles() }), publicUrl: () => url });
  const shop = config.DEMO ? composeDemoShop(config, clock) : undefined;
  // Orders of the sample shop are nothing to an operator's own service.
  const samples = shop && core.actions.variable('ACTION_SHOP_URL') === undefined ? [shop.samples] : [];
  const api = composeApi({ ...core, caseDesk }, { ...desk, troubles: () => outside.troubles() });
  const botpress = await composeBotpress(core);
  const slack = await composeSlack(core, { views: desk.views, publicUrl: () => url });
  if (slack) outside.troubles = slack.troubles;
  const app = createServer({
    ...(slack ? { raw: slack.raw } : {}),
    routes: [...web.routes, ...desk.routes, ...api.routes, ...(botpress?.routes ?? []), ...(shop?.routes ?? []), ...samples, ...(config.DEMO ? demoRoutes(demoPeople(content.directory.everybody), (id) => identity.sign(id)) : [])],
    pagesFolder: PAGES,
    demo: config.DEMO,
    trustProxy: config.TRUST_PROXY,
    publicOrigin: config.PUBLIC_URL === '' ? undefined : new URL(config.PUBLIC_URL).origin,
    embedders: config.WIDGET_ORIGINS,
    metrics,
    log,
    checkReady: async () => {
      await store.check();
      const directory = core.directoryStatus();
      const webhooks = await webhookStatus(core.webhooks);
      return { knowledge: knowledge.status(), ...(directory ? { directory } : {}), ...(webhooks ? { webhooks } : {}), ...(botpress ? { botpress: await botpress.status() } : {}), ...(slack ? { slack: await slack.status() } : {}) };
    },
  });
  const server = createHttpServer(app);
  await listen(server, config.PORT, config.HOST);
  url = config.PUBLIC_URL.replace(/\/+$/, '') || `http://localhost:${(server.address() as AddressInfo).port}`;
  if (shop) core.actions.provide(shop.variablesAt(ownAddress(server.address() as AddressInfo)));
  // What a killed server had in hand is taken up at once; showing a message twice changes nothing, Botpress knows each by its id, and a call has its key.
  // Beside another process on the same database a post to Slack may be under way there, where it cannot be found yet: that one waits for its lease.
  const resumed = [...(botpress?.channels ?? []), ...(config.DATABASE_URL === '' ? (slack?.channels ?? []) : [])];
  await store.freeLeases([`channel:${WEB}`, ...resumed.map(({ name }) => `channel:${name}`), CALLS]);
  const stopPruning = await pruneDaily(core);
  const stopCore = await core.start({ channels: [web.channel, ...(botpress?.channels ?? []), ...(slack?.channels ?? [])], desks: [desk.desk, api.desk, ...(slack ? [slack.desk] : [])] });
  const stopWebhooks = api.start();
  const isNew = (await access.staff()).length === 0;
  return {
    url,
    firstSignIn: isNew ? await invite(access, 'Lead', 'lead', url, clock.now()) : undefined,
    async stop() {
      stopPruning();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await stopWebhooks();
      await stopCore();
      await botpress?.close();
      await slack?.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** How the server reaches itself, wherever it listens. */
function ownAddress({ address, family, port }: AddressInfo): string {
  const isEverywhere = address === '0.0.0.0' || address === '::';
  const host = isEverywhere ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
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

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const hint = cause.code === 'EADDRINUSE' ? `Port ${port} is taken by another program. Stop it, or choose another with PORT=3001 npm start.` : `Port ${port} on ${host} cannot be used (${cause.message}). Check PORT and HOST.`;
      reject(new BatonError('unavailable', hint, { cause }));
    });
    server.listen(port, host, () => resolve());
  });
}
