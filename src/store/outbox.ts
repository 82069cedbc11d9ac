import { type Kysely, type Transaction, sql } from 'kysely';
import { type ActionCall, CALLS } from '#core/actions/state.ts';
import type { Language } from '#core/language.ts';
import type { DeskNews, OutboxItem, OutboxOutcome } from '#core/ports/store.ts';
import { locksRows } from './row-locks.ts';
import { toMessage } from './rows.ts';
import type { Tables } from './tables.ts';
import { tellOfSent } from './webhook-events.ts';

/** See `Store.takeOutbox`. */
export async function takeOutbox(db: Kysely<Tables>, targets: readonly string[], now: number, leaseMs: number, limit: number): Promise<OutboxItem[]> {
  if (targets.length === 0) return [];
  // Mostly there is nothing, which is seen without a transaction; what is written a moment later is told again.
  const free = await db.selectFrom('outbox').select('id').where('target', 'in', targets).where((either) => either.or([either('lease_until', 'is', null), either('lease_until', '<', now)])).limit(1).executeTakeFirst();
  if (!free) return [];
  return db.transaction().execute(async (trx) => {
    await withholdStale(trx, now);
    const rows = await trx
      .updateTable('outbox')
      .set({ lease_until: now + leaseMs })
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('outbox as o')
          .select('o.id')
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
          )
          .orderBy('o.id')
          .limit(limit)
          .$if(locksRows(trx), (query) => query.forUpdate().skipLocked()),
      )
      .where((free) => free.or([free('lease_until', 'is', null), free('lease_until', '<', now)]))
      .returningAll()
      .execute();
    const items: OutboxItem[] = [];
    for (const row of rows.sort((a, b) => a.id - b.id)) {
      const { address, language } = await trx.selectFrom('conversations').select(['address', 'language']).where('id', '=', row.conversation_id).executeTakeFirstOrThrow();
      const base = { id: row.id, conversationId: row.conversation_id, target: row.target, address, epoch: row.epoch, attempts: row.attempts, until: now + leaseMs };
      if (row.target === CALLS) {
        items.push({ ...base, content: { kind: 'call', call: JSON.parse(row.news ?? '{}') as ActionCall } });
      } else if (row.message_id === null) {
        items.push({ ...base, content: { kind: 'news', news: JSON.parse(row.news ?? '{}') as DeskNews } });
      } else {
        const message = await trx.selectFrom('messages').selectAll().where('id', '=', row.message_id).executeTakeFirstOrThrow();
        items.push({ ...base, content: { kind: row.is_edit === 1 ? 'edit' : 'message', message: toMessage(message), language: language as Language } });
      }
    }
    return items;
  });
}

/**
 * What a bot said under an earlier owner never leaves. What is being sent at this moment is left to its sender. Deletes
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
        .where('m.author', '=', 'bot')
        .where((free) => free.or([free('o.lease_until', 'is', null), free('o.lease_until', '<', now)]))
        .whereRef('o.epoch', '<', 'c.epoch')
        .$if(locksRows(trx), (query) => query.forUpdate('o').skipLocked()),
    )
    .returning('message_id')
    .execute();
  const messages = stale.flatMap(({ message_id }) => (message_id === null ? [] : [message_id]));
  if (messages.length === 0) return;
  await trx.updateTable('messages').set({ status: 'withheld' }).where('id', 'in', messages).where('status', '=', 'queued').execute();
}

/** See `Store.checkOutbox`. */
export async function checkOutbox(db: Kysely<Tables>, item: OutboxItem, now: number): Promise<'go' | 'stale' | 'lost'> {
  const row = await db
    .selectFrom('outbox')
    .innerJoin('conversations', 'conversations.id', 'outbox.conversation_id')
    .select(['outbox.epoch', 'outbox.lease_until', 'conversations.epoch as owner'])
    .where('outbox.id', '=', item.id)
    .executeTakeFirst();
  if (row?.lease_until !== item.until || item.until < now) return 'lost';
  const isBot = item.content.kind === 'message' && item.content.message.author === 'bot';
  return isBot && row.epoch < row.owner ? 'stale' : 'go';
}

/** See `Store.settleOutbox`. */
export function settleOutbox(
  db: Kysely<Tables>,
  item: OutboxItem,
  outcome: OutboxOutcome,
  now: number,
): Promise<'sent' | 'withheld' | 'waiting' | 'failed'> {
  return db.transaction().execute(async (trx) => {
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
  });
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
    .returning(['last_cursor', 'epoch'])
    .executeTakeFirstOrThrow();
  await trx.deleteFrom('outbox').where('id', '=', item.id).execute();
  const isBot = item.content.kind === 'message' && item.content.message.author === 'bot';
  const isStale = outcome === 'stale' || (outcome === 'show' && isBot && owner.epoch > item.epoch);
  const status = outcome === 'failed' ? 'failed' : isStale ? 'withheld' : 'sent';
  await trx
    .updateTable('messages')
    .set({ status, ...(status === 'sent' ? { cursor: owner.last_cursor } : {}) })
    .where('id', '=', messageId)
    .where('status', '=', 'queued')
    .execute();
  if (status === 'sent') await tellOfSent(trx, item.conversationId, messageId, now);
  return status;
}
