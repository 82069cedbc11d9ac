import { type ExpressionBuilder, type Kysely, type Selectable, type Transaction, sql } from 'kysely';
import { type ActionCall, CALLS } from '#core/actions/state.ts';
import type { Language } from '#core/language.ts';
import type { DeskNews, OutboxItem, OutboxOutcome, ShownItem } from '#core/ports/store.ts';
import { takeBackUnsaid } from './cases.ts';
import { aside, type Group } from './group-commit.ts';
import { locksRows } from './row-locks.ts';
import { toMessage } from './rows.ts';
import type { OutboxTable, Tables } from './tables.ts';
import { tellOfSent } from './webhook-events.ts';

/** So long something that cannot be shown is let be, ms. */
const PUT_OFF_MS = 15_000;

type Head = { readonly id: number; readonly conversation_id: string };

/** See `Store.takeOutbox`. */
export async function takeOutbox(group: Group, targets: readonly string[], now: number, leaseMs: number, limit: number): Promise<OutboxItem[]> {
  if (targets.length === 0) return [];
  const taken = await group({
    look: (db) => hasFree(db, targets, now),
    run: async (trx) => {
      await withholdStale(trx, now);
      const rows = await trx
        .updateTable('outbox')
        .set({ lease_until: now + leaseMs })
        .where('id', 'in', () => heads(trx, targets, now).select('o.id').orderBy('o.id').limit(limit).$if(locksRows(trx), (query) => query.forUpdate().skipLocked()))
        .where((eb) => isFree(eb, now))
        .returningAll()
        .execute();
      const items: OutboxItem[] = [];
      for (const row of rows.sort((a, b) => a.id - b.id)) items.push(await toItem(trx, row, now + leaseMs));
      return items;
    },
  });
  return taken ?? [];
}

/** See `Store.showOutbox`. */
export async function showOutbox(group: Group, targets: readonly string[], now: number, limit: number): Promise<ShownItem[]> {
  if (targets.length === 0) return [];
  const shown = await group({
    // After what is settled and before what is taken: conversations are locked before what waits in them, here as everywhere.
    order: '~',
    look: (db) => hasFree(db, targets, now),
    async run(trx) {
      const all: ShownItem[] = [];
      for (let isMore = true; isMore && all.length < limit; ) {
        const rows = await heads(trx, targets, now).select(['o.id', 'o.conversation_id']).orderBy('o.id').limit(limit - all.length).execute();
        isMore = false;
        for (const row of rows.sort((a, b) => (a.conversation_id < b.conversation_id ? -1 : 1))) {
          const outcome = await aside(trx, () => showOne(trx, row, now));
          if (outcome.done && !outcome.value) continue;
          isMore = true;
          all.push(outcome.done && outcome.value ? outcome.value : await putOff(trx, row, outcome.done ? undefined : outcome.error, now));
        }
      }
      return all;
    },
  });
  return shown ?? [];
}

/** `undefined` where another process has it by now. */
async function showOne(trx: Transaction<Tables>, { id, conversation_id }: Head, now: number): Promise<ShownItem | undefined> {
  if (locksRows(trx)) await trx.selectFrom('conversations').select('id').where('id', '=', conversation_id).forUpdate().execute();
  const row = await trx.deleteFrom('outbox').where('id', '=', id).where((eb) => isFree(eb, now)).returningAll().executeTakeFirst();
  if (!row) return undefined;
  const item = await toItem(trx, row, now);
  return { item, became: item.content.kind === 'message' ? await settleMessage(trx, item, item.content.message.id, 'show', now) : 'sent' };
}

/** What cannot be shown is tried again, and stands in nobody's way but of what comes after it. */
async function putOff(trx: Transaction<Tables>, { id, conversation_id }: Head, error: unknown, now: number): Promise<ShownItem> {
  await trx.updateTable('outbox').set({ next_at: now + PUT_OFF_MS, attempts: sql<number>`attempts + 1` }).where('id', '=', id).execute();
  return { conversationId: conversation_id, error };
}

/** What waits next in its conversation for its target and is held by nobody. */
function heads(db: Kysely<Tables>, targets: readonly string[], now: number) {
  return db
    .selectFrom('outbox as o')
    .where('o.target', 'in', targets)
    .where('o.next_at', '<=', now)
    .where((free) => free.or([free('o.lease_until', 'is', null), free('o.lease_until', '<', now)]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outbox as earlier')
            .select('earlier.id')
            .whereRef('earlier.conversation_id', '=', 'o.conversation_id')
            .whereRef('earlier.target', '=', 'o.target')
            .whereRef('earlier.id', '<', 'o.id'),
        ),
      ),
    );
}

const isFree = (eb: ExpressionBuilder<Tables, 'outbox'>, now: number) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<', now)]);

/** Mostly there is nothing, which is seen without a transaction; what is written a moment later is told again. */
async function hasFree(db: Kysely<Tables>, targets: readonly string[], now: number): Promise<boolean> {
  const free = await db.selectFrom('outbox').select('id').where('target', 'in', targets).where((eb) => isFree(eb, now)).limit(1).executeTakeFirst();
  return free !== undefined;
}

async function toItem(trx: Transaction<Tables>, row: Selectable<OutboxTable>, until: number): Promise<OutboxItem> {
  const { address, language } = await trx.selectFrom('conversations').select(['address', 'language']).where('id', '=', row.conversation_id).executeTakeFirstOrThrow();
  const base = { id: row.id, conversationId: row.conversation_id, target: row.target, address, epoch: row.epoch, attempts: row.attempts, until, ...(row.yields === 1 ? { yields: true as const } : {}) };
  if (row.target === CALLS) return { ...base, content: { kind: 'call', call: JSON.parse(row.news ?? '{}') as ActionCall } };
  if (row.message_id === null) return { ...base, content: { kind: 'news', news: JSON.parse(row.news ?? '{}') as DeskNews } };
  const message = await trx.selectFrom('messages').selectAll().where('id', '=', row.message_id).executeTakeFirstOrThrow();
  return { ...base, content: { kind: row.is_edit === 1 ? 'edit' : 'message', message: toMessage(message), language: language as Language } };
}

/**
 * What a bot said under an earlier owner never leaves, nor what gives way to the person who has the conversation. What is being sent at this moment is left to its sender. Deletes
 * first: a transaction that begins by writing waits for its turn, and locks come in the order in which settling takes them.
 */
async function withholdStale(trx: Transaction<Tables>, now: number): Promise<void> {
  const stale = await trx
    .deleteFrom('outbox')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('outbox as o')
        .innerJoin('messages as m', 'm.id', 'o.message_id')
        .innerJoin('conversations as c', 'c.id', 'o.conversation_id')
        .select('o.id')
        .where((free) => free.or([free('o.lease_until', 'is', null), free('o.lease_until', '<', now)]))
        .where((late) => late.or([late.and([late('m.author', '=', 'bot'), late('o.epoch', '<', late.ref('c.epoch'))]), late.and([late('o.yields', '=', 1), late('c.state', '=', 'human')])]))
        .$if(locksRows(trx), (query) => query.forUpdate('o').skipLocked()),
    )
    .returning(['message_id', 'yields'])
    .execute();
  const messages = stale.flatMap(({ message_id }) => (message_id === null ? [] : [message_id]));
  if (messages.length === 0) return;
  await trx.updateTable('messages').set({ status: 'withheld' }).where('id', 'in', messages).where('status', '=', 'queued').execute();
  for (const { message_id, yields } of stale) if (yields === 1 && message_id !== null) await takeBackUnsaid(trx, message_id, now);
}

/** See `Store.checkOutbox`. */
export async function checkOutbox(db: Kysely<Tables>, item: OutboxItem, now: number): Promise<'go' | 'stale' | 'lost'> {
  const row = await db
    .selectFrom('outbox')
    .innerJoin('conversations', 'conversations.id', 'outbox.conversation_id')
    .select(['outbox.epoch', 'outbox.lease_until', 'conversations.epoch as owner', 'conversations.state'])
    .where('outbox.id', '=', item.id)
    .executeTakeFirst();
  if (row?.lease_until !== item.until || item.until < now) return 'lost';
  return isStale(item, row.owner, row.state) ? 'stale' : 'go';
}

/** Has a person come before it was sent, who takes it back? */
function isStale({ content, epoch, yields }: OutboxItem, owner: number, state: string): boolean {
  const isBot = content.kind === 'message' && content.message.author === 'bot';
  return (isBot && epoch < owner) || (yields === true && state === 'human');
}

/** See `Store.settleOutbox`. */
export async function settleOutbox(group: Group, item: OutboxItem, outcome: OutboxOutcome, now: number): Promise<'sent' | 'withheld' | 'waiting' | 'failed'> {
  const became = await group({ order: item.conversationId, run: (trx) => settle(trx, item, outcome, now) });
  // Without a look it is always run.
  return became ?? 'waiting';
}

async function settle(trx: Transaction<Tables>, item: OutboxItem, outcome: OutboxOutcome, now: number): Promise<'sent' | 'withheld' | 'waiting' | 'failed'> {
  if (outcome.kind === 'retry') {
    await trx
      .updateTable('outbox')
      .set({ lease_until: null, next_at: outcome.at, attempts: sql<number>`attempts + 1` })
      .where('id', '=', item.id)
      .where('lease_until', '=', item.until)
      .execute();
    return 'waiting';
  }
  if (item.content.kind !== 'message') {
    await trx.deleteFrom('outbox').where('id', '=', item.id).execute();
    return outcome.kind === 'failed' ? 'failed' : 'sent';
  }
  return settleMessage(trx, item, item.content.message.id, outcome.kind, now);
}

async function settleMessage(
  trx: Transaction<Tables>,
  item: OutboxItem,
  messageId: string,
  outcome: 'sent' | 'show' | 'stale' | 'failed',
  now: number,
): Promise<'sent' | 'withheld' | 'failed'> {
  const owner = await trx
    .updateTable('conversations')
    .set({ last_cursor: sql<number>`last_cursor + 1`, updated_at: now })
    .where('id', '=', item.conversationId)
    .returning(['last_cursor', 'epoch', 'state'])
    .executeTakeFirstOrThrow();
  await trx.deleteFrom('outbox').where('id', '=', item.id).execute();
  const isWithheld = outcome === 'stale' || (outcome === 'show' && isStale(item, owner.epoch, owner.state));
  const status = outcome === 'failed' ? 'failed' : isWithheld ? 'withheld' : 'sent';
  await trx
    .updateTable('messages')
    .set({ status, ...(status === 'sent' ? { cursor: owner.last_cursor } : {}) })
    .where('id', '=', messageId)
    .where('status', '=', 'queued')
    .execute();
  if (status === 'withheld' && item.yields) await takeBackUnsaid(trx, messageId, now);
  if (status === 'sent') await tellOfSent(trx, item.conversationId, messageId, now);
  return status;
}
