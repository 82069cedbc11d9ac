import type { Selectable, Transaction } from 'kysely';
import type { Change } from '#core/change.ts';
import { needsOf } from '#core/routing/needs.ts';
import type { Understanding } from '#core/understanding.ts';
import type { ConversationsTable, Tables } from './tables.ts';

/** Messages of the customer that tell what a handover is about. */
const NEEDS_FROM = 5;

/** What a handover is about, for its row: from the customer's latest messages in this segment. */
export async function readNeeds(trx: Transaction<Tables>, row: Selectable<ConversationsTable>, segment: number, change: Change): Promise<string> {
  const rows = await trx
    .selectFrom('messages')
    .select('understanding')
    .where('conversation_id', '=', row.id)
    .where('segment', '=', segment)
    .where('understanding', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(NEEDS_FROM)
    .execute();
  const understandings = rows.map(({ understanding }) => JSON.parse(understanding ?? '') as Understanding);
  return JSON.stringify(needsOf(understandings, change.customer?.manager));
}

/** Somebody lets a conversation pass: from then on they are not there, until they say otherwise. */
export async function writePresence(trx: Transaction<Tables>, { staffId, chosen }: NonNullable<Change['presence']>, now: number): Promise<void> {
  await trx.updateTable('presence').set({ chosen, chosen_at: now }).where('staff_id', '=', staffId).execute();
}
