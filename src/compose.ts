import path from 'node:path';
import type { Logger } from 'pino';
import { createCustomerCommands } from '#core/customer-commands.ts';
import { createDeskCommands } from '#core/desk-commands.ts';
import type { Intent } from '#core/intent.ts';
import { createLive, type Live } from '#core/live.ts';
import { createMask, type Mask, PERSONAL } from '#core/mask.ts';
import type { AccessStore } from '#core/ports/access-store.ts';
import type { ChannelAdapter } from '#core/ports/channel-adapter.ts';
import type { AnswerWriter } from '#core/ports/answer-writer.ts';
import type { Classifier } from '#core/ports/classifier.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Corrections } from '#core/ports/corrections.ts';
import type { Desk } from '#core/ports/desk.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import type { GapDesk } from '#core/ports/gap-desk.ts';
import type { GapStore } from '#core/ports/gap-store.ts';
import type { Store } from '#core/ports/store.ts';
import type { Bilingual } from '#core/language.ts';
import type { CustomerCommands } from '#core/customer-commands.ts';
import { followDocuments, type LivingDocuments } from '#core/living-documents.ts';
import { pruneGaps, withGap } from '#core/keep-gaps.ts';
import { settleDoubts } from '#core/settle-doubt.ts';
import { createSink } from '#core/take-in.ts';
import { takeTurn, type TurnTools } from '#core/turn.ts';
import { createMetrics, type Metrics } from '#http/metrics.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { openClassifier } from '#intents/open-classifier.ts';
import type { LivingClassifier } from '#intents/relearn.ts';
import { watchCatalog } from '#intents/watch-catalog.ts';
import { createKnowledgeBase, type LivingKnowledge } from '#knowledge/create-knowledge-base.ts';
import { openStore } from '#store/open-store.ts';
import { keepKnowledge } from '#worker/knowledge.ts';
import { createOutboxWorker } from '#worker/outbox.ts';
import { startWorker } from '#worker/start-worker.ts';
import { createTurnWorker } from '#worker/turns.ts';
import { CONSOLE } from '#adapters/console/server.ts';
import { composeCorrections } from './compose-corrections.ts';
import { composeEmbedder, type EmbedderConfig } from './compose-embedder.ts';
import { createGapDesk } from './compose-gaps.ts';
import { composeModel, composeWriter } from './compose-writer.ts';
import type { Config } from './config.ts';
import { followPolicy, type LivingPolicy } from './living-policy.ts';
import { type Content, findPolicyFaults, loadContent } from './load-content.ts';

/** What a program says while it prepares, such as "Learning the intents: 40 %". */
export type Say = (line: string) => void;

/** Everything that serves, without any way in or out yet. */
export type Core = {
  readonly config: Config;
  readonly content: Content;
  /** The handover policy; it follows its file. */
  readonly policy: LivingPolicy;
  readonly store: Store;
  readonly access: AccessStore;
  /** Questions without a good answer, as they are kept. */
  readonly gaps: GapStore;
  /** Where leads see them. */
  readonly gapDesk: GapDesk;
  /** Where the data is, for messages to operators. */
  readonly place: string;
  /** Learns on in the background when the catalogue or the corrections change. */
  readonly classifier: LivingClassifier;
  readonly knowledge: LivingKnowledge;
  /** Imported documents; the knowledge base follows them. */
  readonly documents: LivingDocuments;
  /** Hides in a customer's message what the policy does not let be stored. */
  readonly hide: Mask;
  /** Hides everything that belongs to a person, for what is kept beside the conversations. */
  readonly maskPersonal: Mask;
  /** Words answers by a language model, where one is configured. */
  readonly writer: AnswerWriter | undefined;
  /** The classifier, with the language model for doubtful cases where one is configured. */
  readonly reader: Classifier;
  readonly intents: ReadonlyMap<string, Intent>;
  readonly corrections: Corrections;
  readonly company: Bilingual;
  readonly customers: CustomerCommands;
  readonly live: Live;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Begins to take messages in and turns, with these ways in and out. Resolves to what stops it all, work in hand finished. */
  start(ways: { readonly channels: readonly ChannelAdapter[]; readonly desks: readonly Desk[] }): Promise<() => Promise<void>>;
};

/** Makes the core from settings and content. Throws `misconfigured` with every fault, and `unavailable` for the database. */
export async function composeCore(config: Config, { clock, log, say }: { clock: Clock; log: Logger; say: Say }): Promise<Core> {
  const content = await loadContent(config);
  const onTrouble = (error: unknown): void => log.error({ err: error }, 'trouble in the background');
  const opened = await openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, desks: [CONSOLE], onTrouble });
  const { store } = opened;
  const documents = await followDocuments({
    store: opened.documents,
    clock,
    timeZone: () => content.policy.timeZone,
    taken: new Set(content.articles.map(({ id }) => id)),
    take: (news) => understanding.knowledge.change(news),
    onTaken: (id) => log.warn({ id }, 'an imported document stays out: an article file has the same id'),
  });
  // Kept as one map that all share: a changed catalogue is seen by everybody at once.
  const intents = new Map<string, Intent>();
  const onCatalog = (list: readonly Intent[]): void => {
    intents.clear();
    for (const intent of list) intents.set(intent.id, intent);
  };
  onCatalog(content.intents);
  const understanding = await prepareUnderstanding(config, { ...content, articles: [...content.articles, ...documents.articles] }, say, onTrouble, onCatalog);
  const metrics = createMetrics();
  const policy = await followPolicy({
    file: path.join(config.INTENTS_DIR, 'policy.yaml'),
    first: content.policy,
    findFaults: (changed) => findPolicyFaults(changed, content),
    clock,
    onChange: () => log.warn('the changed policy.yaml is in force'),
    onFault: (err) => log.error({ err }, 'the changed policy.yaml is not taken up; what was before stays in force'),
  });
  const findFacts = createEntityFinder(content.products);
  const hide: Mask = (text) => createMask(findFacts, policy.current().hide)(text);
  const live = createLive();
  const maskPersonal = createMask(findFacts, PERSONAL);
  const model = await composeModel(config, { clock, log, mask: maskPersonal });
  const core = {
    config,
    content,
    ...opened,
    ...understanding,
    documents,
    policy,
    hide,
    maskPersonal,
    writer: model && composeWriter(model, { store, live, company: content.company.name }),
    reader: model ? settleDoubts(understanding.classifier, { ...model, intents }) : understanding.classifier,
    gapDesk: createGapDesk({ ...opened, ...understanding, intents, clock, taken: new Set(content.articles.map(({ id }) => id)), mask: createMask(findFacts, [...PERSONAL, 'order']) }),
    intents,
    corrections: composeCorrections(config, content, intents, clock),
    company: content.company.name,
    customers: createCustomerCommands(store, clock, hide),
    live,
    clock,
    metrics,
    log,
  };
  return { ...core, start: (ways) => startCore(core, ways) };
}

/** The understanding of messages and the knowledge base, from caches where they are good. */
export async function prepareUnderstanding(
  config: EmbedderConfig & Pick<Config, 'INTENTS_DIR'>,
  content: Content,
  say: Say,
  onTrouble: (error: unknown) => void,
  onCatalog: (intents: readonly Intent[]) => void = () => undefined,
): Promise<{ readonly classifier: LivingClassifier; readonly knowledge: LivingKnowledge; readonly embedder: Embedder }> {
  const percent = (name: string) => {
    let last = -1;
    return (share: number): void => {
      const quarter = Math.floor(share * 4);
      if (quarter > last) say(`${name}: ${quarter * 25} %`);
      last = Math.max(last, quarter);
    };
  };
  const learning = percent('Learning the intents');
  const indexing = percent('Indexing the articles');
  const readCatalog = await watchCatalog(path.join(config.INTENTS_DIR, 'catalog'), content.intents);
  const classifier = await openClassifier({
    async readIntents() {
      const intents = await readCatalog();
      onCatalog(intents);
      return intents;
    },
    personPhrases: content.personPhrases,
    products: content.products,
    dataFolder: config.DATA_DIR,
    onTrouble,
    clock: () => ({ now: Date.now(), timeZone: content.policy.timeZone }),
    onProgress: learning,
  });
  const embedder = await composeEmbedder(config, createMask(createEntityFinder(content.products), PERSONAL));
  const knowledge = await createKnowledgeBase({
    articles: content.articles,
    products: content.products,
    ...(content.synonyms ? { synonyms: content.synonyms } : {}),
    ...(content.asked ? { asked: content.asked } : {}),
    embedder,
    cacheFolder: path.join(config.DATA_DIR, 'index'),
    onProgress: ({ done, total }) => indexing(total === 0 ? 1 : done / total),
  });
  return { classifier, knowledge, embedder };
}

async function startCore(
  core: Omit<Core, 'start'>,
  ways: { readonly channels: readonly ChannelAdapter[]; readonly desks: readonly Desk[] },
): Promise<() => Promise<void>> {
  const { store, clock, log, metrics, content, policy } = core;
  const channels = new Map(ways.channels.map((channel) => [channel.name, channel]));
  const desks = new Map(ways.desks.map((desk) => [desk.name, desk]));
  const tools = (): TurnTools => ({
    classifier: core.reader,
    knowledge: core.knowledge,
    directory: content.directory,
    writer: core.writer,
    policy: policy.current(),
    intents: core.intents,
    company: core.company,
    safetyPhone: content.company.safetyPhone,
    // A channel of another process says it when that process does; once too often is better than never.
    saysItIsAi: (name) => channels.get(name)?.capabilities.saysItIsAi ?? name === 'web',
    onModelFailure: (error) => log.error({ err: error }, 'understanding or searching failed; a person takes over'),
    onDirectoryFailure: (error) => log.warn({ err: error }, 'the customer directory cannot be asked'),
  });
  const keeping = { store, knowledge: core.knowledge, intents: core.intents, mask: core.maskPersonal, onTrouble: (error: unknown) => log.error({ err: error }, 'a question without an answer could not be noted') };
  const turns = createTurnWorker({
    store,
    clock,
    takeTurn: async (lease) => withGap(lease, await takeTurn(lease, tools(), clock.now()), keeping),
    onTurn: ({ decision }, lease, ms) => {
      metrics.turns.inc({ decision: decision.kind, reason: decision.reason });
      metrics.turnSeconds.observe(ms / 1000);
      log.info({ conversation: lease.conversation.id, decision: decision.kind, reason: decision.reason, ms }, 'a turn');
    },
    onError: (error, conversation) => log.error({ err: error, conversation }, 'a turn failed and will be tried again'),
  });
  const outbox = createOutboxWorker({
    store,
    clock,
    channels,
    desks,
    onSettled: (item, became) => metrics.outbox.inc({ target: item.target, became }),
    onError: (error, item) => log.error({ err: error, target: item?.target, conversation: item?.conversationId }, 'sending failed'),
  });
  const commands = createDeskCommands(store, clock);
  const stopKnowledge = keepKnowledge(core, (error) => log.error({ err: error }, 'the changed documents are not taken in yet; Baton tries again'));
  const stopPruning = pruneGaps(core.gaps, clock, (error) => log.error({ err: error }, 'old questions without an answer could not be removed'));
  const stopWorker = startWorker(store, clock, { turns, outbox });
  for (const desk of desks.values()) await desk.start(commands);
  for (const channel of channels.values()) await channel.start(createSink(store, clock, core.hide));
  return async () => {
    core.classifier.stop();
    policy.stop();
    stopKnowledge();
    stopPruning();
    for (const channel of channels.values()) await channel.stop();
    await stopWorker();
    for (const desk of desks.values()) await desk.stop();
    await store.close();
  };
}
