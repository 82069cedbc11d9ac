import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Change } from '#core/change.ts';
import type { Message } from '#core/message.ts';
import type { ConversationsTable, Tables } from './tables.ts';

/** Whoever has spoken to a customer as the owner had that customer: the next time, they come first. */
export async function noteServed(trx: Transaction<Tables>, row: Selectable<ConversationsTable>, change: Change, written: readonly Message[], now: number): Promise<void> {
  const hasSpoken = written.some(({ author, visibility }) => author === 'agent' && visibility === 'all');
  if (change.ownership !== undefined || !hasSpoken || row.state !== 'human' || row.agent_id === null) return;
  await trx
    .insertInto('served')
    .values({ customer: customerKey(row), staff_id: row.agent_id, at: now })
    .onConflict((conflict) => conflict.columns(['customer', 'staff_id']).doUpdateSet({ at: now }))
    .execute();
}

function customerKey({ id, customer_id: customer }: Pick<ConversationsTable, 'id' | 'customer_id'>): string {
  return customer === null ? `v:${id}` : `c:${customer}`;
}

/** See `RoutingStore.hadBefore`. Whoever had a visitor before they signed in had this customer too. */
export async function hadBefore(
  db: Kysely<Tables>,
  conversationIds: readonly string[],
  staffIds: readonly string[],
): Promise<ReadonlyMap<string, readonly { readonly staffId: string; readonly at: number }[]>> {
  if (conversationIds.length === 0 || staffIds.length === 0) return new Map();
  const rows = await db.selectFrom('conversations').select(['id', 'customer_id']).where('id', 'in', conversationIds).execute();
  const conversationsOf = new Map<string, string[]>();
  for (const row of rows) {
    for (const key of new Set([customerKey(row), `v:${row.id}`])) conversationsOf.set(key, [...(conversationsOf.get(key) ?? []), row.id]);
  }
  if (conversationsOf.size === 0) return new Map();
  const found = await db.selectFrom('served').selectAll().where('customer', 'in', [...conversationsOf.keys()]).where('staff_id', 'in', staffIds).orderBy('at', 'desc').orderBy('staff_id').execute();
  const had = new Map<string, { staffId: string; at: number }[]>();
  for (const { customer, staff_id: staffId, at } of found) {
    for (const id of conversationsOf.get(customer) ?? []) had.set(id, [...(had.get(id) ?? []), { staffId, at }]);
  }
  return had;
}
