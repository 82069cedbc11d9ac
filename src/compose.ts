import path from 'node:path';
import type { Logger } from 'pino';
import { CASE_TIMERS } from '#core/cases/case-timers.ts';
import { type CareDesk, createCareDesk } from '#core/care/care-desk.ts';
import { askWhetherRight } from '#core/brief/ask-whether-right.ts';
import { followSummaries } from '#core/brief/follow-summaries.ts';
import type { BriefParts } from '#core/brief/read-brief.ts';
import { createCustomerCommands } from '#core/customer-commands.ts';
import { createDeskCommands } from '#core/desk-commands.ts';
import type { Intent } from '#core/intent.ts';
import { createLive, type Live } from '#core/live.ts';
import { createMask, type Mask, PERSONAL } from '#core/mask.ts';
import type { AccessStore } from '#core/ports/access-store.ts';
import type { ApiStore } from '#core/ports/api-store.ts';
import type { WebhookStore } from '#core/ports/webhook-store.ts';
import type { CaseStore } from '#core/ports/case-store.ts';
import type { CareStore } from '#core/ports/care-store.ts';
import type { ChannelAdapter } from '#core/ports/channel-adapter.ts';
import type { AnswerWriter } from '#core/ports/answer-writer.ts';
import type { Classifier } from '#core/ports/classifier.ts';
import type { AssistDesk } from '#core/ports/assist-desk.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Corrections } from '#core/ports/corrections.ts';
import type { Desk } from '#core/ports/desk.ts';
import type { DeskThreads } from '#core/ports/desk-threads.ts';
import type { DocumentDesk } from '#core/ports/document-desk.ts';
import type { FileStore } from '#core/ports/file-store.ts';
import type { GapDesk } from '#core/ports/gap-desk.ts';
import type { GapStore } from '#core/ports/gap-store.ts';
import type { Store } from '#core/ports/store.ts';
import type { HandoverReport } from '#core/protocol.ts';
import type { LanguageCheck } from '#core/service-language/check.ts';
import { type Bilingual, LANGUAGES } from '#core/language.ts';
import type { CustomerCommands } from '#core/customer-commands.ts';
import { toArticle } from '#core/document-article.ts';
import { pruneFiles } from '#core/files/prune-files.ts';
import { followDocuments, type LivingDocuments } from '#core/living-documents.ts';
import { pruneGaps, withGap } from '#core/keep-gaps.ts';
import { settleDoubts } from '#core/settle-doubt.ts';
import { OFFER_TIMERS } from '#core/desk/offer-timer.ts';
import type { QuestionCompleter } from '#core/ports/question-completer.ts';
import type { RoutingStore } from '#core/ports/routing-store.ts';
import { createPresenceDesk, type PresenceDesk } from '#core/routing/presence-desk.ts';
import { routingTimers } from '#core/routing/routing-timers.ts';
import type { TimerStore } from '#core/ports/timer-store.ts';
import { LIMIT_TIMERS } from '#core/time-limits/limit-timers.ts';
import { waitingTimers } from '#core/waiting/callback-timers.ts';
import { createWaits, type Waits } from '#core/waiting/waits.ts';
import { findUncertainYears } from '#core/time-limits/team-time.ts';
import { createSink } from '#core/take-in.ts';
import { takeTurn, type TurnTools } from '#core/turn.ts';
import { createMetrics, type Metrics } from '#http/metrics.ts';
import { createEntityFinder } from '#intents/entities.ts';
import type { LivingClassifier } from '#intents/relearn.ts';
import type { LivingKnowledge } from '#knowledge/create-knowledge-base.ts';
import { loadArticles } from '#knowledge/load-articles.ts';
import { openStore } from '#store/open-store.ts';
import { keepKnowledge } from '#worker/knowledge.ts';
import { createHttpCaller } from '#adapters/shop/http-caller.ts';
import { createActionWorker } from '#worker/actions.ts';
import { createOutboxWorker } from '#worker/outbox.ts';
import { createRoutingWorker } from '#worker/routing.ts';
import { startWorker } from '#worker/start-worker.ts';
import { createTimerWorker } from '#worker/timers.ts';
import { createTurnWorker } from '#worker/turns.ts';
import { CONSOLE } from '#adapters/console/server.ts';
import { readActions } from './compose-actions.ts';
import { composeAssist } from './compose-assist.ts';
import { composeHandoverReport } from './compose-handover-report.ts';
import { countCare, startCare } from './compose-care.ts';
import { composeCorrections } from './compose-corrections.ts';
import { composeDirectory, type LivingDirectory } from './compose-directory.ts';
import { createDocumentDesk } from './compose-document-desk.ts';
import { followStaffPlan, type LivingStaffPlan, staffPlanFile } from './compose-routing.ts';
import { createGapDesk } from './compose-gaps.ts';
import { composeServiceLanguage, warnOfWords } from './compose-service-language.ts';
import { composeModel, composeWriter, type ModelTools } from './compose-writer.ts';
import { prepareUnderstanding, type Say } from './compose-understanding.ts';
import { type Config, readActionVariables } from './config.ts';
import { followArticles, type LivingArticles } from './living-articles.ts';
import { followActions, type LivingActions } from './living-actions.ts';
import { followPolicy, type LivingPolicy } from './living-policy.ts';
import { watchFolder } from './watch-folder.ts';
import { type Content, findLooseTopics, findPolicyFaults, loadContent } from './load-content.ts';

/** Everything that serves, without any way in or out yet. */
export type Core = Omit<LivingDirectory, 'refreshTiers'> & {
  readonly config: Config;
  readonly content: Content;
  /** The handover policy; it follows its file. */
  readonly policy: LivingPolicy;
  /** Checks what is said to customers; it follows its file. */
  readonly serviceLanguage: () => LanguageCheck | undefined;
  /** What Baton can do by calling the operator's endpoints; they follow their files. */
  readonly actions: LivingActions;
  readonly store: Store;
  /** Threads of handovers at desks such as Slack. */
  readonly deskThreads: DeskThreads;
  /** Files of customers and staff. */
  readonly files: FileStore;
  /** What is to happen at a time. */
  readonly timers: TimerStore;
  readonly access: AccessStore;
  /** Who is there, and how those who wait come to them. */
  readonly routing: RoutingStore;
  readonly presence: PresenceDesk;
  /** Who of the staff can do what; it follows its file. */
  readonly staffPlan: LivingStaffPlan;
  /** Complaints, for reading. */
  readonly cases: CaseStore;
  /** Surveys, follow-ups and consent. */
  readonly care: CareStore;
  readonly careDesk: CareDesk;
  /** Tokens and pages of the HTTP API. */
  readonly api: ApiStore;
  /** Endpoints that are told what happens. */
  readonly webhooks: WebhookStore;
  /** Questions without a good answer, as they are kept. */
  readonly gaps: GapStore;
  /** Where leads see them. */
  readonly gapDesk: GapDesk;
  /** What calls of the language model are made with, where one is configured. */
  readonly model: ModelTools | undefined;
  /** What briefs look for beside the conversation. */
  readonly briefs: BriefParts;
  /** How often customers had to say again what was known. */
  readonly handoverReport: () => Promise<HandoverReport>;
  /** Help for whoever has a conversation. */
  readonly assistDesk: AssistDesk;
  /** Where leads hand documents in. */
  readonly documentDesk: DocumentDesk;
  /** Where the data is, for messages to operators. */
  readonly place: string;
  /** Learns on in the background when the catalogue or the corrections change. */
  readonly classifier: LivingClassifier;
  readonly knowledge: LivingKnowledge;
  /** Articles that are files; the knowledge base follows them. */
  readonly articles: LivingArticles;
  /** Imported documents; the knowledge base follows them. */
  readonly documents: LivingDocuments;
  /** Hides in a customer's message what the policy does not let be stored. */
  readonly hide: Mask;
  /** Hides everything that belongs to a person, for what is kept beside the conversations. */
  readonly maskPersonal: Mask;
  /** Words answers and completes questions by a language model, where one is configured. */
  readonly writer: (AnswerWriter & QuestionCompleter) | undefined;
  /** The classifier, with the language model for doubtful cases where one is configured. */
  readonly reader: Classifier;
  readonly intents: ReadonlyMap<string, Intent>;
  readonly corrections: Corrections;
  readonly company: Bilingual;
  readonly customers: CustomerCommands;
  /** How long waiting takes. */
  readonly waits: Waits;
  readonly live: Live;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Begins to take messages in and turns, with these ways in and out. Resolves to what stops it all, work in hand finished. */
  start(ways: { readonly channels: readonly ChannelAdapter[]; readonly desks: readonly Desk[] }): Promise<() => Promise<void>>;
};

/** Makes the core from settings and content. Throws `misconfigured` with every fault, and `unavailable` for the database. */
export async function composeCore(config: Config, { clock, log, say }: { clock: Clock; log: Logger; say: Say }): Promise<Core> {
  let isServing = false;
  const tell: Say = (line) => (isServing ? log.warn(line) : say(line));
  const content = await loadContent(config);
  const articles = await followArticles({
    folder: path.join(config.KNOWLEDGE_DIR, 'articles'),
    watch: watchFolder(path.join(config.KNOWLEDGE_DIR, 'articles')),
    first: content.articles,
    read: () => loadArticles(path.join(config.KNOWLEDGE_DIR, 'articles'), { products: content.products.map(({ id }) => id) }),
    findFaults: (changed) => [...(changed.length > 0 ? findLooseTopics([...intents.values()], changed) : []), ...findPolicyFaults(policy.current(), { intents: [...intents.values()], articles: changed })],
    documentsOf: async (id) => (await Promise.all(LANGUAGES.map((language) => opened.documents.get({ id, language })))).flatMap((document) => (document && toArticle(document)) ?? []),
    take: (news) => understanding.knowledge.change(news),
    clock,
    onChange: (put, gone) => {
      log.warn({ put, gone }, 'the changed article files are in force');
      void warnOfWords(config, serviceLanguage, log);
    },
    onFault: (err) => log.error({ err }, 'the changed article files are not taken up; what was before stays in force'),
  });
  const onTrouble = (error: unknown): void => log.error({ err: error }, 'trouble in the background');
  const opened = await openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, policy: () => policy.current(), plan: () => staffPlan.current(), desks: [CONSOLE, ...(config.SLACK_BOT_TOKEN === '' ? [] : ['slack'])], onTrouble });
  const { store } = opened;
  const documents = await followDocuments({
    store: opened.documents,
    taken: articles.ids,
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
  const understanding = await prepareUnderstanding(config, content, { say: tell, onTrouble, onCatalog, now: () => clock.now(), documents: documents.articles });
  const metrics = createMetrics();
  const policy = await followPolicy({
    file: path.join(config.INTENTS_DIR, 'policy.yaml'),
    first: content.policy,
    findFaults: (changed) => findPolicyFaults(changed, { intents: content.intents, articles: articles.current() }),
    clock,
    onChange: () => {
      log.warn('the changed policy, calendar or time limits are in force');
      void warnOfWords(config, serviceLanguage, log);
    },
    onFault: (err) => log.error({ err }, 'the changed policy, calendar or time limits are not taken up; what was before stays in force'),
  });
  for (const doubt of findUncertainYears(content.policy, clock.now())) log.warn(doubt);
  const actions = await followActions({
    folder: path.join(config.INTENTS_DIR, 'actions'),
    first: content.actions,
    read: () => readActions(path.join(config.INTENTS_DIR, 'actions'), { intents: [...intents.values()], policy: policy.current() }),
    variables: readActionVariables(),
    clock,
    onChange: () => {
      log.warn('the changed actions are in force');
      void warnOfWords(config, serviceLanguage, log);
    },
    onFault: (err) => log.error({ err }, 'the changed actions are not taken up; what was before stays in force'),
  });
  const staffPlan = await followStaffPlan(staffPlanFile(config.CUSTOMERS_FILE), content.staffPlan, () => ({ policy: policy.current(), intents: [...intents.values()], products: content.products }), { clock, log });
  const findFacts = createEntityFinder(content.products);
  const hide: Mask = (text) => createMask(findFacts, policy.current().hide)(text);
  const live = createLive();
  const serviceLanguage = composeServiceLanguage(() => policy.current());
  void warnOfWords(config, serviceLanguage, log);
  const maskPersonal = createMask(findFacts, PERSONAL);
  const model = await composeModel(config, { clock, log, mask: maskPersonal, budget: opened.budget });
  const presence = createPresenceDesk({ routing: opened.routing, staff: opened.access.staff, policy: policy.current, plan: staffPlan.current }, clock);
  const living = await composeDirectory(config, content.directoryFiles, { clock, log });
  const core = {
    config,
    content,
    ...opened,
    ...understanding,
    ...living,
    articles,
    documents,
    policy,
    serviceLanguage,
    actions,
    staffPlan,
    presence,
    hide,
    maskPersonal,
    writer: model && composeWriter(model, { store, live, company: content.company.name, isNeverSaid: (text) => serviceLanguage()?.isNeverSaid(text) ?? false }),
    reader: model ? settleDoubts(understanding.classifier, { ...model, intents }) : understanding.classifier,
    documentDesk: createDocumentDesk({ documents: opened.documents, products: content.products, taken: articles.ids, clock }),
    assistDesk: composeAssist({ ...opened, ...understanding, intents, mask: createMask(findFacts, [...PERSONAL, 'order']), model, company: content.company.name, isNeverSaid: (text) => serviceLanguage()?.isNeverSaid(text) ?? false, clock, log }),
    model,
    briefs: { policy: () => policy.current(), actions: () => actions.current(), history: opened.history, openCases: opened.cases.openCases, serviceLanguage },
    handoverReport: composeHandoverReport(opened.pastCases, intents, living.directory, clock, metrics.registry),
    gapDesk: createGapDesk({ ...opened, ...understanding, intents, clock, taken: articles.ids, mask: createMask(findFacts, [...PERSONAL, 'order']) }),
    intents,
    corrections: composeCorrections(config, content, intents, clock),
    company: content.company.name,
    careDesk: createCareDesk({ store, care: opened.care, work: opened.work, clock, policy: policy.current, plan: staffPlan.current, presence }),
    waits: createWaits({ ...opened.pickUps, openHandovers: () => store.openHandovers(), policy: () => policy.current(), snapshot: () => presence.snapshot(), clock }),
    customers: createCustomerCommands(store, clock, hide, () => policy.current()),
    live,
    clock,
    metrics,
    log,
  };
  countCare(metrics.registry, { care: opened.care, policy: policy.current, clock, log });
  return {
    ...core,
    start(ways) {
      isServing = true;
      return startCore(core, ways);
    },
  };
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
    directory: core.directory,
    writer: core.writer,
    completer: core.writer,
    actions: core.actions.current(),
    policy: policy.current(),
    plan: core.staffPlan.current(),
    waits: core.waits,
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
  const actions = createActionWorker({
    store,
    clock,
    caller: createHttpCaller({ variable: core.actions.variable }),
    actions: core.actions.current,
    policy: policy.current,
    company: core.company,
    safetyPhone: content.company.safetyPhone,
    onSettled: (action, became) => log.info({ action, became }, 'an action'),
    onError: (error, item) => log.error({ err: error, conversation: item?.conversationId }, 'calling for an action failed'),
  });
  const commands = createDeskCommands(store, clock, {
    policy: policy.current,
    staff: core.access.staff,
    article: (id, language) => core.knowledge.article(id, language, 'customer'),
  });
  const showsPassedOn = (name: string): boolean => channels.get(name)?.capabilities.showsPassedOn ?? true;
  const stopAsking = [...channels.keys()].every(showsPassedOn) ? undefined : askWhetherRight({ store, intents: core.intents, showsPassedOn, clock, onFailure: (error) => log.error({ err: error }, 'a waiting customer could not be asked whether the brief is right') });
  const stopSummaries = core.model ? followSummaries(store, core.model) : undefined;
  const stopKnowledge = keepKnowledge({ ...core, sources: [core.articles, core.documents] }, (error) => log.error({ err: error }, 'the changed articles are not taken in yet; Baton tries again'));
  const stopPruning = pruneGaps(core.gaps, clock, (error) => log.error({ err: error }, 'old questions without an answer could not be removed'));
  const stopPruningFiles = pruneFiles(core.files, clock, (error) => log.error({ err: error }, 'files that no message carries could not be removed'));
  const timers = createTimerWorker({
    timers: core.timers,
    clock,
    handlers: { ...LIMIT_TIMERS, ...OFFER_TIMERS, ...waitingTimers(policy.current), ...routingTimers(policy.current), ...CASE_TIMERS },
    onFired: ({ kind, conversationId }, lateMs) => log.info({ kind, conversation: conversationId, lateMs }, 'a timer'),
    onError: (error, timer) => log.error({ err: error, kind: timer?.kind, conversation: timer?.conversationId }, 'a timer failed and will be tried again'),
  });
  const routing = createRoutingWorker({
    store,
    clock,
    routing: core.routing,
    staff: core.access.staff,
    policy: policy.current,
    plan: core.staffPlan.current,
    onRouted: (conversation, became, agent) => log.info({ conversation, became, agent }, 'routed'),
    onError: (error) => log.error({ err: error }, 'routing failed and will be tried again'),
  });
  core.routing.onPresence(() => routing.kick());
  const care = startCare({ store, timers: core.timers, care: core.care, directory: core.directory, policy: policy.current, clock, log });
  const stopWorker = startWorker(store, clock, { turns, outbox, timers, actions, routing, care: care.pump });
  for (const desk of desks.values()) await desk.start(commands);
  for (const channel of channels.values()) await channel.start(createSink(store, clock, core.hide));
  return async () => {
    core.classifier.stop();
    await stopSummaries?.();
    await stopAsking?.();
    policy.stop();
    core.staffPlan.stop();
    core.actions.stop();
    core.stopDirectory();
    stopKnowledge();
    core.articles.stop();
    stopPruning();
    stopPruningFiles();
    for (const channel of channels.values()) await channel.stop();
    care.stop();
    await stopWorker();
    for (const desk of desks.values()) await desk.stop();
    await store.close();
  };
}
