import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pino from 'pino';
import { createConsole } from '#adapters/console/server.ts';
import { createSignInLink } from '#adapters/console/sign-in.ts';
import { hashToken } from '#adapters/shared/tokens.ts';
import { createIdentity } from '#adapters/web/identity.ts';
import { createWebChannel, WEB } from '#adapters/web/server.ts';
import { createPassedOn } from '#core/brief/short-form.ts';
import { createCustomerCommands } from '#core/customer-commands.ts';
import { createDeskCommands } from '#core/desk-commands.ts';
import { withGap } from '#core/keep-gaps.ts';
import { createMask, PERSONAL } from '#core/mask.ts';
import { createCaseDesk } from '#core/cases/commands.ts';
import { createCareDesk } from '#core/care/care-desk.ts';
import type { Policy } from '#core/policy.ts';
import type { Corrections } from '#core/ports/corrections.ts';
import type { Store } from '#core/ports/store.ts';
import type { CustomerDirectory, CustomerRecord } from '#core/ports/customer-directory.ts';
import type { StaffRole } from '#core/protocol.ts';
import type { Route } from '#core/route.ts';
import { createPresenceDesk } from '#core/routing/presence-desk.ts';
import { EVERYBODY_SERVES, profileOf, type StaffPlan } from '#core/routing/staff-plan.ts';
import { createSink } from '#core/take-in.ts';
import { takeTurn } from '#core/turn.ts';
import { createWaits } from '#core/waiting/waits.ts';
import { createServer } from '#http/create-server.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { createMetrics, type Metrics } from '#http/metrics.ts';
import { composeAssist } from '#src/compose-assist.ts';
import { composeApi } from '#src/compose-api.ts';
import { createDocumentDesk } from '#src/compose-document-desk.ts';
import { createGapDesk } from '#src/compose-gaps.ts';
import { composeHandoverReport } from '#src/compose-handover-report.ts';
import { composeServiceLanguage } from '#src/compose-service-language.ts';
import { readPolicy } from '#src/policy-file.ts';
import { createOutboxWorker } from '#worker/outbox.ts';
import { createRoutingWorker } from '#worker/routing.ts';
import { startWorker } from '#worker/start-worker.ts';
import { createTurnWorker } from '#worker/turns.ts';
import { INTENTS as CATALOGUE } from '../core/samples.ts';
import { countLive, countStore } from './counted.ts';
import { createHashingEmbedder } from '../knowledge/hashing-embedder.ts';
import { ARTICLES, classifier, createSmallKnowledge, INTENTS, POLICY } from './small-shop.ts';
import { openTempStore, type TempStore } from './temp-store.ts';
import { createTestClock, type TestClock } from './test-clock.ts';

/** Key with which the shop signs its visitors' identities. */
export const IDENTITY_SECRET = 'the shop and Baton share this secret of many characters';
/** An origin that may embed the widget. */
export const EMBEDDER = 'https://shop.example';

const PEOPLE: readonly CustomerRecord[] = [
  { id: 'c-vip', name: '林晓岚', tier: 'vip', language: 'zh', orders: [], notes: [] },
  { id: 'c-anna', name: 'Anna', tier: 'regular', language: 'en', orders: [], notes: [] },
];

/** A listening Baton with a small shop, on a real SQLite store. */
export type Served = TempStore & {
  /** Such as `http://127.0.0.1:40000`. */
  readonly url: string;
  readonly store: Store;
  readonly clock: TestClock;
  readonly metrics: Metrics;
  /** What colleagues have set right. */
  readonly corrected: readonly { readonly text: string; readonly intent: string }[];
  /** Everything that was logged, as lines. */
  readonly logged: readonly string[];
  /** Store subscriptions and live listeners that are open now. */
  readonly listeners: () => number;
  /** How often a conversation was looked at so far, as every open stream does on each change. */
  readonly looks: () => number;
  /** What the console serves to its pages. */
  readonly consoleRoutes: readonly Pick<Route, 'method' | 'path'>[];
  /** Id of the conversation of a visitor's session. */
  conversationOf(token: string): Promise<string>;
  /** The secret of a person's one-time sign-in link. */
  inviteStaff(name: string, role: StaffRole): Promise<string>;
};

/** Starts it, with customers of its own or those of a directory, and the small shop's policy or another, whose time limits and care are then kept. Everything is real but the classifier, which hears a few words only, and the clock, which stands still. */
export async function serve(given: { readonly directory?: (clock: TestClock) => CustomerDirectory; readonly policy?: Policy; readonly plan?: StaffPlan } = {}): Promise<Served> {
  const policy = given.policy ?? POLICY;
  const plan = given.plan ?? EVERYBODY_SERVES;
  const [temp, knowledge] = await Promise.all([openTempStore(given.policy && (() => policy)), createSmallKnowledge()]);
  const clock = createTestClock();
  const { serviceLanguage } = await readPolicy(path.join(import.meta.dirname, '../../intents/policy.yaml'));
  const corrected: { text: string; intent: string }[] = [];
  const hide = createMask(createEntityFinder([]), policy.hide);
  const counted = countStore(temp.store);
  const live = countLive();
  const store = counted.of;
  const logged: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  const metrics = createMetrics();
  const onError = (error: unknown): void => log.error({ err: error }, 'a stream failed');
  const directory: CustomerDirectory = given.directory?.(clock) ?? { find: (id: string) => Promise.resolve(PEOPLE.find((person) => person.id === id)) };
  const company = { zh: '小店', en: 'Small Shop' };
  const waits = createWaits({ ...temp.pickUps, openHandovers: () => store.openHandovers(), policy: () => policy, clock });
  const shared = { store, files: temp.files, access: temp.access, knowledge, live: live.of, clock, company, onError };
  const web = createWebChannel({
    ...shared,
    policy: () => policy,
    customers: createCustomerCommands(store, clock, hide, () => policy),
    waits,
    passedOn: createPassedOn(store, INTENTS),
    identity: createIdentity(IDENTITY_SECRET),
    sessionsPerMinute: 100_000,
    onStream: (change) => metrics.streams.inc(change),
  });
  const gaps = createGapDesk({ ...temp, knowledge, embedder: createHashingEmbedder(), classifier, intents: CATALOGUE, taken: new Set(ARTICLES.map(({ id }) => id)), mask: createMask(createEntityFinder([]), PERSONAL), clock });
  const assist = composeAssist({ store, pastCases: temp.pastCases, knowledge, embedder: createHashingEmbedder(), intents: CATALOGUE, mask: createMask(createEntityFinder([]), [...PERSONAL, 'order']), model: undefined, company, isNeverSaid: () => false, clock, log });
  const corrections: Corrections = { add: async (text, intent) => void corrected.push({ text, intent }) };
  const documentDesk = createDocumentDesk({ documents: temp.documents, products: [{ id: 'lock-l2', name: { zh: '智能门锁 L2', en: 'Smart Lock L2' } }], taken: new Set(ARTICLES.map(({ id }) => id)), clock });
  const sources = { store, clock, routing: temp.routing, staff: temp.access.staff, policy: () => policy, plan: () => plan };
  const presence = createPresenceDesk(sources, clock);
  const careDesk = createCareDesk({ ...sources, care: temp.care, work: temp.work, presence });
  const caseDesk = createCaseDesk({ store, cases: temp.cases, clock, policy: () => policy, staff: temp.access.staff, departmentsOf: (person) => profileOf(plan, person, policy).departments, serviceLanguage: composeServiceLanguage(() => ({ ...policy, serviceLanguage })), productName: (id) => ({ zh: id, en: id }) });
  const handoverReport = composeHandoverReport(temp.pastCases, INTENTS, directory, clock, metrics.registry);
  const desk = createConsole({ ...shared, cases: caseDesk, brief: { policy: () => policy, history: temp.history }, handoverReport, care: careDesk, presence, assist, gaps, documents: documentDesk, directory, intents: CATALOGUE, corrections, teams: () => policy.teams, serviceLanguage: composeServiceLanguage(() => ({ ...policy, serviceLanguage })), publicUrl: () => 'http://baton.test' });
  const api = composeApi({ ...temp, ...shared, caseDesk, careDesk, presence, assistDesk: assist, handoverReport, waits, live: live.of, store: temp.store, config: { WEBHOOKS_TO_PRIVATE: true }, policy: { current: () => policy }, gapDesk: gaps, documentDesk, intents: CATALOGUE, corrections, log, metrics }, { ...desk, troubles: () => [] });
  const app = createServer({
    routes: [...web.routes, ...desk.routes, ...api.routes],
    pagesFolder: await writePages(temp.folder),
    demo: true,
    trustProxy: false,
    embedders: [EMBEDDER],
    metrics,
    log,
    checkReady: async () => {
      await store.check();
      return {};
    },
  });
  const tools = { classifier, knowledge, directory, policy, waits, intents: INTENTS, company, saysItIsAi: (name: string) => name === WEB, onDirectoryFailure: onError, onModelFailure: onError, safetyPhone: '400-000-5219' };
  const keeping = { store, knowledge, intents: INTENTS, mask: createMask(createEntityFinder([]), PERSONAL), onTrouble: onError };
  const routing = createRoutingWorker({ ...sources, stopwatch: () => 0, onRouted: () => undefined, onError });
  temp.routing.onPresence(() => routing.kick());
  const stopWorker = startWorker(store, clock, {
    turns: createTurnWorker({ store, clock, takeTurn: async (lease) => withGap(lease, await takeTurn(lease, tools, clock.now()), keeping), onTurn: () => undefined, onError }),
    outbox: createOutboxWorker({
      store,
      clock,
      channels: new Map([[WEB, web.channel]]),
      desks: new Map([[desk.desk.name, desk.desk]]),
      onSettled: (item, became) => metrics.outbox.inc({ target: item.target, became }),
      onError,
    }),
    routing,
  });
  const commands = createDeskCommands(store, clock, { policy: () => policy, staff: temp.access.staff, article: (id, language) => knowledge.article(id, language, 'customer') });
  await desk.desk.start(commands);
  await api.desk.start(commands);
  const stopWebhooks = api.start();
  await web.channel.start(createSink(store, clock, hide));
  const server = createHttpServer(app);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...temp,
    corrected,
    store,
    url: `http://127.0.0.1:${port}`,
    clock,
    metrics,
    logged,
    listeners: () => counted.listeners() + live.listeners(),
    looks: counted.looks,
    consoleRoutes: desk.routes,
    async conversationOf(token) {
      const session = await temp.access.session(hashToken(token), clock.now());
      return store.idOf(WEB, session?.address ?? '');
    },
    async inviteStaff(name, role) {
      const staff = await temp.access.addStaff(name, role, clock.now());
      return (await createSignInLink(temp.access, staff, '', clock.now())).split('=').at(-1) ?? '';
    },
    async close() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      await web.channel.stop();
      await stopWebhooks();
      await stopWorker();
      await desk.desk.stop();
      server.closeAllConnections();
      await closed;
      await temp.close();
    },
  };
}

/** Pages as the build writes them, without their contents. */
async function writePages(folder: string): Promise<string> {
  const pages = path.join(folder, 'pages');
  for (const [file, text] of [
    ['widget.js', '// loader'],
    ['assets/help.css', 'h1 {}'],
    ['widget/index.html', '<!doctype html><title>widget</title>'],
    ['console/index.html', '<!doctype html><title>console</title>'],
    ['demo/index.html', '<!doctype html><title>demo</title>'],
  ] as const) {
    await mkdir(path.dirname(path.join(pages, file)), { recursive: true });
    await writeFile(path.join(pages, file), text);
  }
  await writeFile(path.join(folder, 'secret.txt'), 'a file beside the pages');
  return pages;
}
