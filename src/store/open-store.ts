import path from 'node:path';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import * as fs from 'node:fs/promises';
import { withCare, withCareAfterCase } from '#core/care/with-care.ts';
import { withCase } from '#core/cases/follow.ts';
import type { Change } from '#core/change.ts';
import type { Conversation, Handover } from '#core/conversation.ts';
import { BatonError } from '#core/errors.ts';
import { withOfferTimer } from '#core/desk/offer-timer.ts';
import { withCallback } from '#core/waiting/callback-timers.ts';
import type { AccessStore } from '#core/ports/access-store.ts';
import type { ApiStore } from '#core/ports/api-store.ts';
import type { DocumentStore } from '#core/ports/document-store.ts';
import type { GapStore } from '#core/ports/gap-store.ts';
import type { ReadHistory } from '#core/ports/brief-history.ts';
import type { CareStore } from '#core/ports/care-store.ts';
import type { CaseStore } from '#core/ports/case-store.ts';
import type { DeskThreads } from '#core/ports/desk-threads.ts';
import type { FileStore } from '#core/ports/file-store.ts';
import type { BudgetLimits, ModelBudget } from '#core/ports/model-budget.ts';
import { EVERYBODY_SERVES, type StaffPlan } from '#core/routing/staff-plan.ts';
import { withRoutingTimer } from '#core/routing/routing-timers.ts';
import type { PastCaseStore } from '#core/ports/past-case-store.ts';
import type { PickUpStore } from '#core/ports/pick-up-store.ts';
import type { RoutingStore } from '#core/ports/routing-store.ts';
import type { Store, StoreNews } from '#core/ports/store.ts';
import type { TimerStore } from '#core/ports/timer-store.ts';
import type { WorkStore } from '#core/ports/work-store.ts';
import type { WebhookStore } from '#core/ports/webhook-store.ts';
import type { Policy } from '#core/policy.ts';
import { afterCustomerMessage, withClocks } from '#core/time-limits/follow-clocks.ts';
import { accept, conversationId, type FollowMessage } from './accept.ts';
import { createAccessStore } from './access.ts';
import { createApiStore } from './api.ts';
import { createHistoryReader } from './brief-history.ts';
import { createCareStore } from './care.ts';
import { createCaseStore } from './cases.ts';
import { createDeskThreads } from './desk-threads.ts';
import { createDocumentStore } from './documents.ts';
import { edit } from './edits.ts';
import type { Engine } from './engine.ts';
import { createFileStore } from './files.ts';
import { createGapStore } from './gaps.ts';
import { createGroup } from './group-commit.ts';
import { createModelBudget } from './model-budget.ts';
import { checkOutbox, settleOutbox, showOutbox, takeOutbox } from './outbox.ts';
import { createPastCaseStore } from './past-cases.ts';
import { createPickUpStore } from './pick-ups.ts';
import { openPostgres } from './postgres.ts';
import * as reads from './reads.ts';
import { removeStaff } from './remove-staff.ts';
import { createRoutingStore } from './routing.ts';
import { openSqlite } from './sqlite.ts';
import { createTimerStore } from './timers.ts';
import { commitTurn, freeLeases, leaseTurn, releaseTurn, update } from './turns.ts';
import { createWebhookStore } from './webhooks.ts';
import { createWorkStore } from './work.ts';

/** Where the data is kept and who is told the news. */
export type StoreOptions = {
  /** PostgreSQL, when it is given; otherwise a SQLite file in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
  /** The policy whose time limits follow every change; without it handovers have none. */
  readonly policy?: (() => Policy) | undefined;
  /** Who works when; without it everybody whenever a team does. */
  readonly plan?: (() => StaffPlan) | undefined;
  /** Names of the desks that are told news. */
  readonly desks: readonly string[];
  /** Trouble with a connection in the background. */
  readonly onTrouble: (error: unknown) => void;
};

/** An open store. `place` says where the data is, without any password. */
export type OpenStore = {
  readonly store: Store;
  readonly access: AccessStore;
  readonly documents: DocumentStore;
  readonly gaps: GapStore;
  readonly timers: TimerStore;
  /** Tokens and pages of the HTTP API. */
  readonly api: ApiStore;
  /** Endpoints that are told what happens. */
  readonly webhooks: WebhookStore;
  /** What became of earlier handovers. */
  readonly pastCases: PastCaseStore;
  /** A customer's other conversations, for briefs. */
  readonly history: ReadHistory;
  /** Who is there, and how those who wait come to them. */
  readonly routing: RoutingStore;
  /** Whom people have taken out of the queues lately. */
  readonly pickUps: PickUpStore;
  /** Surveys, follow-ups and consent, for reading. */
  readonly care: CareStore;
  /** What people have done with handovers, for reading. */
  readonly work: WorkStore;
  /** Complaints, for reading. */
  readonly cases: CaseStore;
  /** Threads at desks outside, such as Slack. */
  readonly deskThreads: DeskThreads;
  /** Files that customers and staff send. */
  readonly files: FileStore;
  /** How much the language model may be used, for all processes on this database together. */
  readonly budget: (limits: BudgetLimits) => ModelBudget;
  readonly place: string;
};

/** Opens the database and brings its tables up to date. Throws `unavailable` or `misconfigured` with the way out. */
export async function openStore(options: StoreOptions): Promise<OpenStore> {
  const engine = options.databaseUrl ? openPostgres(options.databaseUrl, options.onTrouble) : openSqlite(path.join(options.dataDir, 'baton.sqlite'));
  try {
    await migrate(engine);
    return { ...(await createStore(engine, options)), place: engine.place };
  } catch (error) {
    await engine.db.destroy().catch(() => undefined);
    throw error instanceof BatonError ? error : unavailable(engine.place, error);
  }
}

/** What happens to a case when somebody is removed: others must become responsible and do their tasks. */
const leftCase = (staffId: string): Change => ({ case: { events: [{ kind: 'unassign', by: { kind: 'system' }, staffId }] } });

async function migrate(engine: Engine): Promise<void> {
  const migrationFolder = path.join(import.meta.dirname, 'migrations');
  const migrator = new Migrator({ db: engine.db, provider: new FileMigrationProvider({ fs, path, migrationFolder }) });
  const { error: first } = await migrator.migrateToLatest();
  // Two processes that start at once on empty data: the second finds the tables made.
  const { error } = first ? await migrator.migrateToLatest() : { error: undefined };
  if (error) throw unavailable(engine.place, error);
}

function unavailable(place: string, error: unknown): BatonError {
  const reason = error instanceof Error ? error.message || String((error as { code?: unknown }).code) : String(error);
  return new BatonError('unavailable', `The database ${place} cannot be used (${reason}). Check that it is running and that DATABASE_URL or DATA_DIR is right.`, { cause: error });
}

async function createStore(engine: Engine, { desks, onTrouble, policy, plan = () => EVERYBODY_SERVES }: StoreOptions): Promise<Omit<OpenStore, 'place'>> {
  const { db } = engine;
  const group = createGroup(db);
  const listeners = new Set<(conversationId: string, news: StoreNews) => void>();
  const tellHere = (conversationId: string, news: StoreNews): void => {
    for (const listener of listeners) listener(conversationId, news);
  };
  const stopHearing = await engine.hear((conversationId) => tellHere(conversationId, 'elsewhere'));
  /** After a commit: this process hears at once, others by the engine. */
  const told = <T>(conversationId: string, news: StoreNews, value: T): T => {
    tellHere(conversationId, news);
    engine.announce(conversationId).catch(onTrouble);
    return value;
  };
  /** Each change with what follows from it for the case and for time limits, to be stored together. */
  const complete = (change: Change, conversation: Conversation, handover: Handover | undefined, now: number): Change =>
    withRoutingTimer(policy ? withClocks(withCallback(withOfferTimer(withCareAfterCase(withCase(withCare(change, { conversation, handover, policy: policy(), plan: plan(), now }), { conversation, policy: policy(), now }), { conversation, policy: policy(), now }), conversation), { handover, policy: policy(), now }), { conversation, handover, policy: policy(), now }) : withCallback(withOfferTimer(change, conversation), { handover, policy: undefined, now }), conversation);
  const completing = (decide: (conversation: Conversation, handover: Handover | undefined) => Change | undefined, now: number): typeof decide => (conversation, handover) => {
    const change = decide(conversation, handover);
    return change && complete(change, conversation, handover, now);
  };
  const follow: FollowMessage = (conversation, handover, now) => policy && afterCustomerMessage({ conversation, handover, policy: policy(), now });
  const timers = createTimerStore(db, desks, complete, (id) => told(id, 'changed', undefined));
  const store: Store = {
    idOf: conversationId,
    accept: async (inbound, now) => {
      const accepted = await accept(db, inbound, now, follow);
      return accepted.isNew ? told(accepted.conversation.id, 'accepted', accepted) : accepted;
    },
    edit: async (inbound, now) => {
      const id = await edit(db, inbound, now);
      return id === undefined ? undefined : told(id, 'changed', id);
    },
    seen: async (id, cursor) => {
      if (await reads.seen(db, id, cursor)) told(id, 'changed', undefined);
    },
    freeLeases: (targets) => freeLeases(db, targets),
    leaseTurn: (now, leaseMs) => leaseTurn(db, now, leaseMs),
    releaseTurn: (lease, retryAt) => releaseTurn(db, lease, retryAt),
    commitTurn: async (lease, change, now) => told(lease.conversation.id, 'changed', await commitTurn(db, lease, (conversation, handover) => complete(change, conversation, handover, now), now, desks)),
    update: async (id, decide, now, command) => told(id, 'changed', await update(db, id, completing(decide, now), now, desks, command)),
    async removeStaff(staffId, decide, now) {
      const ids = await removeStaff(db, staffId, (conversation, handover) => complete(decide(conversation, handover), conversation, handover, now), (conversation) => complete(leftCase(staffId), conversation, undefined, now), now, desks);
      for (const id of ids) told(id, 'changed', undefined);
      return ids.length;
    },
    checkOutbox: (item, now) => checkOutbox(db, item, now),
    takeOutbox: (targets, now, leaseMs, limit) => takeOutbox(group, targets, now, leaseMs, limit),
    async showOutbox(targets, now, limit) {
      const shown = await showOutbox(group, targets, now, limit);
      for (const id of new Set(shown.flatMap((one) => ('item' in one ? one.item.conversationId : [])))) told(id, 'sent', undefined);
      return shown;
    },
    settleOutbox: async (item, outcome, now) => {
      const became = await settleOutbox(group, item, outcome, now);
      // That news was told changes nothing that anybody sees.
      return item.content.kind === 'news' ? became : told(item.conversationId, 'sent', became);
    },
    conversation: (id) => reads.conversation(db, id),
    conversationAt: (channel, address) => reads.conversationAt(db, channel, address),
    conversations: (states, limit) => reads.conversations(db, states, limit),
    visibleMessages: (id, after, limit) => reads.visibleMessages(db, id, after, limit),
    message: (id, messageId) => reads.message(db, id, messageId),
    transcript: (id, limit) => reads.transcript(db, id, limit),
    lastMessages: (ids) => reads.lastMessages(db, ids),
    openHandovers: (ids) => reads.openHandovers(db, ids),
    handovers: (id) => reads.handovers(db, id),
    externalIds: (ids) => reads.externalIds(db, ids),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async check() {
      try {
        // A write, so that a full or read-only disk shows; it changes nothing that anybody reads.
        await db.updateTable('secrets').set({ value: '' }).where('name', '=', '').execute();
      } catch (error) {
        throw unavailable(engine.place, error);
      }
    },
    async close() {
      await stopHearing();
      await db.destroy();
    },
  };
  return {
    store,
    access: createAccessStore(db),
    documents: createDocumentStore(engine),
    gaps: createGapStore(db),
    timers,
    api: createApiStore(db),
    webhooks: createWebhookStore(db),
    pastCases: createPastCaseStore(db),
    history: createHistoryReader(db),
    routing: createRoutingStore(db, desks, complete, (id) => told(id, 'changed', undefined)),
    pickUps: createPickUpStore(db),
    care: createCareStore(db),
    work: createWorkStore(db),
    cases: createCaseStore(db),
    deskThreads: createDeskThreads(db),
    files: createFileStore(db),
    budget: (limits) => createModelBudget(db, limits),
  };
}
