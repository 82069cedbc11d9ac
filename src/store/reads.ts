import { type Kysely, sql } from 'kysely';
import type { Conversation, Handover } from '#core/conversation.ts';
import type { Message } from '#core/message.ts';
import type { UnderstoodMessage } from '#core/ports/store.ts';
import type { ConversationState } from '#core/protocol.ts';
import { toConversation, toHandover, toMessage, understandingOf } from './rows.ts';
import type { Tables } from './tables.ts';

/** See `Store.conversation`. */
export async function conversation(db: Kysely<Tables>, id: string): Promise<Conversation | undefined> {
  const row = await db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toConversation(row);
}

/** See `Store.conversationAt`. */
export async function conversationAt(db: Kysely<Tables>, channel: string, address: string): Promise<Conversation | undefined> {
  const row = await db.selectFrom('conversations').selectAll().where('channel', '=', channel).where('address', '=', address).executeTakeFirst();
  return row && toConversation(row);
}

/** See `Store.conversations`. */
export async function conversations(db: Kysely<Tables>, states: readonly ConversationState[], limit: number): Promise<Conversation[]> {
  if (states.length === 0) return [];
  const rows = await db.selectFrom('conversations').selectAll().where('state', 'in', states).orderBy('updated_at', 'desc').orderBy('id').limit(limit).execute();
  return rows.map(toConversation);
}

/** See `Store.visibleMessages`. */
export async function visibleMessages(db: Kysely<Tables>, conversationId: string, afterCursor: number, limit: number): Promise<Message[]> {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('cursor', '>', afterCursor)
    .orderBy('cursor')
    .limit(limit)
    .execute();
  return rows.map(toMessage);
}

/** See `Store.message`. */
export async function message(db: Kysely<Tables>, conversationId: string, messageId: string): Promise<Message | undefined> {
  const row = await db.selectFrom('messages').selectAll().where('id', '=', messageId).where('conversation_id', '=', conversationId).executeTakeFirst();
  return row && toMessage(row);
}

/** See `Store.seen`: answers whether it is news. */
export async function seen(db: Kysely<Tables>, conversationId: string, cursor: number): Promise<boolean> {
  const row = await db
    .updateTable('conversations')
    .set({ seen_cursor: sql<number>`case when last_cursor < ${cursor} then last_cursor else ${cursor} end` })
    .where('id', '=', conversationId)
    .where((eb) => eb.or([eb('seen_cursor', 'is', null), eb('seen_cursor', '<', sql<number>`case when last_cursor < ${cursor} then last_cursor else ${cursor} end`)]))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** See `Store.transcript`. */
export async function transcript(db: Kysely<Tables>, conversationId: string, limit: number): Promise<UnderstoodMessage[]> {
  const rows = await db.selectFrom('messages').selectAll().where('conversation_id', '=', conversationId).orderBy('seq', 'desc').limit(limit).execute();
  return rows.reverse().map((row) => ({ message: toMessage(row), understanding: understandingOf(row) }));
}

/** See `Store.lastMessages`. */
export async function lastMessages(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, Message>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .selectAll('messages')
    .where('messages.conversation_id', 'in', ids)
    .where('messages.seq', '=', (eb) =>
      eb
        .selectFrom('messages as later')
        .select((max) => max.fn.max('later.seq').as('seq'))
        .whereRef('later.conversation_id', '=', 'messages.conversation_id')
        .where('later.author', 'in', ['customer', 'agent'])
        .where('later.visibility', '=', 'all')
        .where('later.removed_at', 'is', null),
    )
    .execute();
  return new Map(rows.map((row) => [row.conversation_id, toMessage(row)]));
}

/** See `Store.openHandovers`. */
export async function openHandovers(db: Kysely<Tables>, ids?: readonly string[]): Promise<Handover[]> {
  if (ids?.length === 0) return [];
  // Put in order here: for the order alone SQLite would read all handovers that ever were.
  const open = db.selectFrom('handovers').selectAll().where('ended_at', 'is', null);
  const rows = await (ids ? open.where('conversation_id', 'in', ids) : open).execute();
  return rows.map(toHandover).toSorted((a, b) => a.openedAt - b.openedAt);
}

/** See `Store.handovers`. */
export async function handovers(db: Kysely<Tables>, conversationId: string): Promise<Handover[]> {
  const rows = await db.selectFrom('handovers').selectAll().where('conversation_id', '=', conversationId).orderBy('opened_at').execute();
  return rows.map(toHandover);
}

/** See `Store.externalIds`. */
export async function externalIds(db: Kysely<Tables>, messageIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (messageIds.length === 0) return new Map();
  const rows = await db.selectFrom('inbound_ids').select(['message_id', 'external_id']).where('message_id', 'in', messageIds).execute();
  return new Map(rows.map((row) => [row.message_id, row.external_id]));
}
