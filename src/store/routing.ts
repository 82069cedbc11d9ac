import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Change } from '#core/change.ts';
import type { Conversation, Handover } from '#core/conversation.ts';
import { readMoodTrend } from '#core/mood-trend.ts';
import type { Assignee, Load, RoutingStore } from '#core/ports/routing-store.ts';
import type { ChosenPresence } from '#core/protocol.ts';
import type { Needs } from '#core/routing/needs.ts';
import type { StoredPresence } from '#core/routing/presence.ts';
import type { WaitingCustomer } from '#core/routing/snapshot.ts';
import { type Callback, callsLater, openCallback } from '#core/waiting/callback.ts';
import { applyChange } from './apply-change.ts';
import { withItsCase } from './cases.ts';
import { locksRows } from './row-locks.ts';
import { toConversation, toHandover } from './rows.ts';
import { hadBefore } from './served.ts';
import type { HandoversTable, PresenceTable, Tables } from './tables.ts';
import { openHandover } from './turns.ts';

const AVAILABLE: ChosenPresence = 'available';
const NO_NEEDS: Needs = { intents: [], products: [] };

/** Routing in the database. `complete` adds to each change what follows from it; `onAssigned` hears of each conversation that has come to somebody. */
export function createRoutingStore(
  db: Kysely<Tables>,
  desks: readonly string[],
  complete: (change: Change, conversation: Conversation, handover: Handover | undefined, now: number) => Change,
  onAssigned: (conversationId: string) => void,
): RoutingStore {
  const listeners = new Set<(staffId: string) => void>();
  return {
    presence: async () => (await db.selectFrom('presence').selectAll().orderBy('staff_id').execute()).map(toPresence),
    async choose(staffId, chosen, now, seenUntil) {
      await db
        .insertInto('presence')
        .values({ staff_id: staffId, chosen, chosen_at: now, seen_until: seenUntil, assigned_at: null })
        .onConflict((conflict) => conflict.column('staff_id').doUpdateSet({ chosen, chosen_at: now, seen_until: later(seenUntil) }))
        .execute();
      for (const listener of listeners) listener(staffId);
    },
    async seen(staffIds, seenUntil) {
      if (staffIds.length === 0) return;
      await db.updateTable('presence').set({ seen_until: seenUntil }).where('staff_id', 'in', staffIds).where('seen_until', '<', seenUntil).execute();
    },
    loads: () => readLoads(db),
    waiting: (limit, now) => readWaiting(db, limit, now),
    hadBefore: (conversationIds, staffIds) => hadBefore(db, conversationIds, staffIds),
    async ownedBy(staffIds) {
      if (staffIds.length === 0) return [];
      const rows = await db.selectFrom('conversations').selectAll().where('state', '=', 'human').where('agent_id', 'in', staffIds).orderBy('id').execute();
      const handovers = await handoversOf(db, rows.map(({ id }) => id));
      return rows.map((row) => ({ conversation: toConversation(row), handover: handovers.get(row.id) }));
    },
    async offeredTo(staffIds) {
      if (staffIds.length === 0) return [];
      return (await db.selectFrom('conversations').selectAll().where('offered_to', 'in', staffIds).orderBy('id').execute()).map(toConversation);
    },
    async assign(conversationId, to, decide, now) {
      const completed = (conversation: Conversation, handover: Handover | undefined): Change | undefined => {
        const change = decide(conversation, handover);
        return change && complete(change, conversation, handover, now);
      };
      const became = await assign(db, conversationId, to, completed, now, desks);
      if (became === 'done') onAssigned(conversationId);
      return became;
    },
    onPresence(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The later of the time that stands and this one. */
function later(time: number) {
  return sql<number>`case when presence.seen_until > ${time} then presence.seen_until else ${time} end`;
}

/**
 * Locks come in one order: the person, their presence, the conversation. The lock on the presence makes assignments to one
 * person come one after the other, so that nobody gets more than they may.
 */
async function assign(
  db: Kysely<Tables>,
  conversationId: string,
  { staffId, capacity }: Assignee,
  decide: (conversation: Conversation, handover: Handover | undefined) => Change | undefined,
  now: number,
  desks: readonly string[],
): Promise<'done' | 'gone' | 'full' | 'moved'> {
  return db.transaction().execute(async (trx) => {
    if (locksRows(trx) && !(await isStaying(trx, staffId))) return 'gone';
    // A write that changes nothing: it takes the row's lock.
    const here = await trx
      .updateTable('presence')
      .set({ chosen: AVAILABLE })
      .where('staff_id', '=', staffId)
      .where('chosen', '=', AVAILABLE)
      .where('seen_until', '>', now)
      .returning('staff_id')
      .executeTakeFirst();
    if (!here || !(await isStaying(trx, staffId))) return 'gone';
    if ((await loadOf(trx, staffId)) >= capacity) return 'full';
    const row = await trx.updateTable('conversations').set({ updated_at: now }).where('id', '=', conversationId).where('state', '=', 'waiting').returningAll().executeTakeFirst();
    const change = row && decide(await withItsCase(trx, toConversation(row), row), await openHandover(trx, row.id));
    if (!row || !change) return 'moved';
    await applyChange(trx, row, change, now, desks);
    await trx.updateTable('presence').set({ assigned_at: now }).where('staff_id', '=', staffId).execute();
    return 'done';
  });
}

async function isStaying(trx: Transaction<Tables>, staffId: string): Promise<boolean> {
  const row = await trx.selectFrom('staff').select('id').where('id', '=', staffId).where('removed_at', 'is', null).$if(locksRows(trx), (query) => query.forShare()).executeTakeFirst();
  return row !== undefined;
}

async function loadOf(trx: Transaction<Tables>, staffId: string): Promise<number> {
  const owned = await trx.selectFrom('conversations').select((eb) => eb.fn.countAll().as('count')).where('state', '=', 'human').where('agent_id', '=', staffId).executeTakeFirstOrThrow();
  const offered = await trx.selectFrom('conversations').select((eb) => eb.fn.countAll().as('count')).where('state', '=', 'waiting').where('offered_to', '=', staffId).executeTakeFirstOrThrow();
  return Number(owned.count) + Number(offered.count);
}

async function readLoads(db: Kysely<Tables>): Promise<ReadonlyMap<string, Load>> {
  const owned = await db
    .selectFrom('conversations')
    .select((eb) => ['agent_id as staff_id', eb.fn.countAll().as('count')])
    .where('state', '=', 'human')
    .where('agent_id', 'is not', null)
    .groupBy('agent_id')
    .execute();
  const offered = await db
    .selectFrom('conversations')
    .select((eb) => ['offered_to as staff_id', eb.fn.countAll().as('count')])
    .where('state', '=', 'waiting')
    .where('offered_to', 'is not', null)
    .groupBy('offered_to')
    .execute();
  const loads = new Map<string, Load>();
  for (const { staff_id: id, count } of [...owned, ...offered]) if (id !== null) loads.set(id, { count: (loads.get(id)?.count ?? 0) + Number(count) });
  return loads;
}

async function readWaiting(db: Kysely<Tables>, limit: number, now: number): Promise<WaitingCustomer[]> {
  // Whoever is called back later is in no line: they neither take a place within the limit nor are they read whole.
  const open = await db
    .selectFrom('handovers')
    .innerJoin('conversations', 'conversations.id', 'handovers.conversation_id')
    .select(['handovers.conversation_id', 'handovers.callback'])
    .where('handovers.ended_at', 'is', null)
    .where('conversations.state', '=', 'waiting')
    .orderBy('handovers.opened_at')
    .execute();
  const ids = open.flatMap(({ conversation_id: id, callback }) => (callback !== null && callsLater({ callback: JSON.parse(callback) as Callback }, now) ? [] : [id])).slice(0, limit);
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('conversations').selectAll().where('id', 'in', ids).where('state', '=', 'waiting').execute();
  const handovers = await handoversOf(db, ids);
  return rows
    .flatMap((row) => {
      const handover = handovers.get(row.id);
      return handover && !callsLater(handover, now) ? [toWaiting(toConversation(row), handover)] : [];
    })
    .sort((a, b) => a.since - b.since);
}

async function handoversOf(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, Handover & { readonly needs: Needs }>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('handovers').selectAll().where('conversation_id', 'in', ids).where('ended_at', 'is', null).execute();
  return new Map(rows.map((row) => [row.conversation_id, { ...toHandover(row), needs: needsIn(row) }]));
}

function needsIn({ needs }: Pick<Selectable<HandoversTable>, 'needs'>): Needs {
  return needs === null ? NO_NEEDS : (JSON.parse(needs) as Needs);
}

function toWaiting({ id, epoch, customerId, tier, language, desk, memory }: Conversation, { team, reason, priority, openedAt, needs, ...handover }: Handover & { readonly needs: Needs }): WaitingCustomer {
  return {
    conversationId: id,
    epoch,
    customerId,
    tier,
    language,
    team,
    reason,
    priority,
    dueAt: openCallback(handover)?.until ?? handover.dueAt,
    since: openedAt,
    mood: readMoodTrend(memory.sentiments).level,
    needs,
    ...(desk?.offer ? { offeredTo: desk.offer.to.id } : {}),
    tried: desk?.tried ?? [],
  };
}

function toPresence(row: Selectable<PresenceTable>): StoredPresence {
  return { staffId: row.staff_id, chosen: row.chosen as ChosenPresence, chosenAt: row.chosen_at, seenUntil: row.seen_until, assignedAt: row.assigned_at ?? undefined };
}
