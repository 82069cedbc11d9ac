import { createFileLinks } from '#adapters/botpress/file-links.ts';
import { BOTPRESS_HITL, createHitl } from '#adapters/botpress/hitl/server.ts';
import { pathKey } from '#adapters/botpress/signature.ts';
import { createCustomerCommands } from '#core/customer-commands.ts';
import { createDeskCommands } from '#core/desk-commands.ts';
import { createOutsideDesk } from '#core/outside-desk.ts';
import type { DeskSink } from '#core/ports/desk.ts';
import { createSink } from '#core/take-in.ts';
import { takeTurn } from '#core/turn.ts';
import { createOutboxWorker } from '#worker/outbox.ts';
import { startWorker } from '#worker/start-worker.ts';
import { createTurnWorker } from '#worker/turns.ts';
import { classifier, createSmallKnowledge, INTENTS, POLICY } from '../../support/small-shop.ts';
import { openTempStore, type TempStore } from '../../support/temp-store.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';
import { createHitlBot, type HitlBot } from './fake/hitl-bot.ts';
import { type FakeBotpress, HITL, startFakeBotpress } from './fake/index.ts';
import { serveRoutes } from './serve-routes.ts';
import { SECRET } from './stand.ts';

const knowledge = createSmallKnowledge();

/** A small Baton that is the human desk of a bot in a fake Botpress. */
export type HitlStand = {
  readonly temp: TempStore;
  readonly clock: TestClock;
  readonly fake: FakeBotpress;
  readonly bot: HitlBot;
  /** Where Botpress reaches the integration. */
  readonly url: string;
  /** The same bot with another secret. */
  readonly stranger: HitlBot;
  readonly commands: DeskSink;
  /** Id in Baton of a conversation in Botpress. */
  idOf(conversationId: string): string;
  close(): Promise<void>;
};

/** Starts everything. */
export async function openHitlStand(): Promise<HitlStand> {
  const temp = await openTempStore(() => POLICY);
  const { store } = temp;
  const clock = createTestClock();
  const fake = await startFakeBotpress(clock.now);
  const served = await serveRoutes();
  const fail = (error: unknown): void => {
    throw error;
  };
  const hide = (text: string): string => text;
  const customers = createCustomerCommands(store, clock, hide, () => POLICY);
  const links = createFileLinks({ secret: SECRET, publicUrl: served.url, files: temp.files, now: clock.now });
  const hitl = createHitl({
    settings: { secret: SECRET, token: HITL.token, apiUrl: fake.url },
    clock,
    desk: createOutsideDesk({ store, clock, classifier, policy: () => POLICY, customers, hide, safetyPhone: '400-000-5219' }),
    files: temp.files,
    links,
    downloads: { isPrivate: () => true, allowPrivate: true },
    idOf: store.idOf,
    languageOf: async (id) => (await store.conversation(id))?.language ?? 'zh',
    onError: () => undefined,
  });
  served.mount([...hitl.routes, links.route]);
  const tools = { classifier, knowledge: await knowledge, directory: { find: () => Promise.resolve(undefined) }, policy: POLICY, intents: INTENTS, company: { zh: '小店', en: 'Small Shop' }, saysItIsAi: () => true, onDirectoryFailure: fail, onModelFailure: fail, safetyPhone: '400-000-5219' };
  const stopWorker = startWorker(store, clock, {
    turns: createTurnWorker({ store, clock, takeTurn: (lease) => takeTurn(lease, tools, clock.now()), onTurn: () => undefined, onError: fail }),
    outbox: createOutboxWorker({ store, clock, channels: new Map([[BOTPRESS_HITL, hitl.channel]]), desks: new Map(), onSettled: () => undefined, onError: () => undefined }),
  });
  await hitl.channel.start(createSink(store, clock, hide));
  const url = `${served.url}/botpress/hitl/${pathKey(SECRET)}`;
  return {
    temp,
    clock,
    fake,
    url,
    bot: createHitlBot(fake, url, SECRET),
    stranger: createHitlBot(fake, url, 'another secret'),
    commands: createDeskCommands(store, clock, { policy: () => POLICY, staff: temp.access.staff, article: () => Promise.resolve(undefined) }),
    idOf: (conversationId) => store.idOf(BOTPRESS_HITL, ['b0a7e6d2-baton-bot', HITL.id, HITL.alias, conversationId].join('/')),
    async close() {
      await hitl.channel.stop();
      await stopWorker();
      await served.close();
      await fake.close();
      await temp.close();
    },
  };
}
