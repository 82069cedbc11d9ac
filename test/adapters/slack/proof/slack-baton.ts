import { createServer as createHttpServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import pino from 'pino';
import { SLACK_PATH } from '#adapters/slack/bolt.ts';
import { createSlackDesk, type SlackDesk, type SlackOptions } from '#adapters/slack/server.ts';
import { createPace } from '#adapters/slack/threads/pace.ts';
import type { ThreadPumpOptions } from '#adapters/slack/threads/pump.ts';
import { createIdentity } from '#adapters/web/identity.ts';
import { createWebChannel } from '#adapters/web/server.ts';
import { createCustomerCommands } from '#core/customer-commands.ts';
import { createDeskCommands } from '#core/desk-commands.ts';
import { createLive } from '#core/live.ts';
import type { Message } from '#core/message.ts';
import type { Staff } from '#core/ports/access-store.ts';
import type { ChannelAdapter, ChannelSink } from '#core/ports/channel-adapter.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { EventJournal } from '#core/ports/event-journal.ts';
import type { DeskSink } from '#core/ports/desk.ts';
import type { StaffViews } from '#core/ports/staff-views.ts';
import type { Store } from '#core/ports/store.ts';
import { toStaffMessage, toSummary } from '#core/staff-view.ts';
import { createSink } from '#core/take-in.ts';
import { takeTurn } from '#core/turn.ts';
import { createServer } from '#http/create-server.ts';
import { createMetrics } from '#http/metrics.ts';
import { openJournal } from '#store/journal.ts';
import { type OpenStore, openStore } from '#store/open-store.ts';
import { createOutboxWorker } from '#worker/outbox.ts';
import { startWorker } from '#worker/start-worker.ts';
import { createTurnWorker } from '#worker/turns.ts';
import { classifier, createSmallKnowledge, INTENTS, POLICY } from '../../../support/small-shop.ts';

/** Where Slack is and which room is the staff's. */
export type SlackPlace = { readonly apiUrl: string; readonly botToken: string; readonly signingSecret: string; readonly appToken?: string; readonly room: string };

/** A Baton whose only desk is Slack: store, worker, Slack adapter with the real Bolt; its customers write in a channel that a test drives. */
export type SlackBaton = OpenStore & {
  /** Where Slack sends events. */
  readonly eventsUrl: string;
  readonly slack: SlackDesk;
  /** Steps that a colleague takes elsewhere, such as in the console. */
  readonly sink: DeskSink;
  /** What was sent to customers, oldest first; after a crash the same message id may come again. */
  readonly sent: readonly { readonly address: string; readonly message: Message }[];
  /** Customers write and change what they wrote; resolves when that is on disk. */
  readonly customers: ChannelSink;
  /** A colleague, known in Slack by this e-mail. */
  hire(name: string, email: string): Promise<Staff>;
  /** What went wrong in the background. */
  readonly errors: readonly unknown[];
  close(): Promise<void>;
};

/** What it is opened with. `wrapStore` and `wrapJournal` put something between Baton and its disk. */
export type SlackBatonOptions = {
  readonly place: SlackPlace;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly wrapStore?: (store: Store) => Store;
  readonly wrapJournal?: (journal: EventJournal) => EventJournal;
  /** Slack is asked so much faster than it allows, ms between two calls; its own pace at first. */
  readonly paceMs?: number;
  /** Something was sent to a customer. */
  readonly onSent?: () => void;
  /** Customers come by the web channel, as the widget does, at the same address; `sent` and `customers` stay empty. */
  readonly web?: true;
};

/** Name of the channel that customers write in. */
export const CHANNEL = 'web';

/** Opens it on a data folder. Everything is real but the classifier, the customers' channel, and Slack itself. */
export async function openSlackBaton({ place, dataDir, clock, wrapStore = (store) => store, wrapJournal = (journal) => journal, paceMs, onSent = () => undefined, web }: SlackBatonOptions): Promise<SlackBaton> {
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const [opened, knowledge] = await Promise.all([openStore({ dataDir, policy: () => POLICY, desks: ['slack'], onTrouble: onError }), createSmallKnowledge()]);
  const store = wrapStore(opened.store);
  const company = { zh: '小店', en: 'Small Shop' };
  const sent: { address: string; message: Message }[] = [];
  let customers: ChannelSink | undefined;
  const driven: ChannelAdapter = {
    name: CHANNEL,
    capabilities: { saysItIsAi: true, delivery: 'push', quickReplies: true, links: true, edits: true, files: true, showsPassedOn: true },
    start: (sink) => Promise.resolve(void (customers = sink)),
    async send(address, message) {
      sent.push({ address, message });
      onSent();
      await Promise.resolve();
    },
    edit: async (address, message) => {
      sent.push({ address, message });
      onSent();
      await Promise.resolve();
    },
    stop: () => Promise.resolve(),
  };
  const shared = { store, files: opened.files, access: opened.access, knowledge, clock, company, onError };
  const widget = web && createWebChannel({ ...shared, live: createLive(), policy: () => POLICY, customers: createCustomerCommands(store, clock, (text) => text, () => POLICY), identity: createIdentity('a secret of many characters for this test'), sessionsPerMinute: 100_000, onStream: () => undefined });
  const channel = widget?.channel ?? driven;
  const views: StaffViews = {
    async detail(id) {
      const [conversation, transcript, handovers] = [await store.conversation(id), await store.transcript(id, 2_000), await store.handovers(id)];
      if (!conversation) throw new Error(`There is no conversation ${id}.`);
      const open = handovers.findLast(({ endedAt }) => endedAt === undefined);
      return { summary: toSummary(conversation, open, transcript.at(-1)?.message), messages: transcript.map((line) => toStaffMessage(line, INTENTS)) };
    },
    summaries: (conversations) => Promise.resolve(conversations.map((conversation) => toSummary(conversation, undefined, undefined))),
  };
  const journal = wrapJournal(openJournal(path.join(dataDir, 'journal.sqlite'), { onDamage: (aside) => onError(new Error(aside)) }));
  const pace = paceMs === undefined ? {} : { pace: createPace(clock, new Proxy({}, { get: () => paceMs })) };
  const options: SlackOptions & Pick<ThreadPumpOptions, 'pace'> = {
    ...pace,
    store, access: opened.access, files: opened.files, threads: opened.deskThreads, views, knowledge, clock, company, journal, onError,
    file: { language: 'zh', rooms: { tiers: {}, teams: {}, fallback: { channel: place.room, language: 'zh' } }, customers: [] },
    publicUrl: () => 'http://baton.test',
    keys: { botToken: place.botToken, signingSecret: place.signingSecret, appToken: place.appToken ?? '', apiUrl: place.apiUrl },
    teams: () => POLICY.teams,
    macros: () => [],
    isAlone: true,
    onTroubles: () => undefined,
  };
  const slack = await createSlackDesk(options);
  const tools = { classifier, knowledge, directory: { find: () => Promise.resolve(undefined) }, policy: POLICY, intents: INTENTS, company, saysItIsAi: () => true, onDirectoryFailure: onError, onModelFailure: onError, safetyPhone: '400-000-5219' };
  const stopWorker = startWorker(store, clock, {
    turns: createTurnWorker({ store, clock, takeTurn: (lease) => takeTurn(lease, tools, clock.now()), onTurn: () => undefined, onError }),
    outbox: createOutboxWorker({ store, clock, channels: new Map([[CHANNEL, channel]]), desks: new Map([[slack.desk.name, slack.desk]]), onSettled: () => undefined, onError }),
  });
  const commands = createDeskCommands(store, clock, { policy: () => POLICY, staff: opened.access.staff, article: () => Promise.resolve(undefined) });
  await channel.start(createSink(store, clock, (text) => text));
  await slack.desk.start(commands);
  const listener: RequestListener = widget
    ? createServer({ raw: { [SLACK_PATH]: slack.http }, routes: widget.routes, pagesFolder: dataDir, demo: false, trustProxy: false, embedders: [], metrics: createMetrics(), log: pino({ level: 'silent' }), checkReady: () => Promise.resolve({}) })
    : (request, response) => slack.http(request, response);
  const server = createHttpServer(listener);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    ...opened,
    store,
    slack,
    sink: commands,
    sent,
    errors,
    eventsUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${SLACK_PATH}`,
    get customers() {
      if (!customers) throw new Error('The channel is not started.');
      return customers;
    },
    async hire(name, email) {
      const staff = await opened.access.addStaff(name, 'agent', clock.now());
      await opened.access.setEmail(staff.id, email);
      return staff;
    },
    async close() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      await slack.desk.stop();
      await stopWorker();
      await closed;
      await journal.close();
      await opened.store.close();
    },
  };
}
