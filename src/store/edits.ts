import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Change } from '#core/change.ts';
import type { EarlierWords, InboundEdit, MessageChange, MessageExtras } from '#core/message.ts';
import { toMessage } from './rows.ts';
import type { ConversationsTable, MessagesTable, Tables } from './tables.ts';
import { tellOfEdit } from './webhook-events.ts';

/** See `Change.edits`. The transaction holds the conversation's row. */
export async function writeEdits(trx: Transaction<Tables>, row: Selectable<ConversationsTable>, edits: NonNullable<Change['edits']>, now: number): Promise<void> {
  for (const { messageId, change } of edits) {
    const message = await trx.selectFrom('messages').selectAll().where('id', '=', messageId).where('conversation_id', '=', row.id).executeTakeFirst();
    if (message) await writeEdit(trx, row, message, change, now);
  }
}

/** See `Store.edit`. */
export function edit(db: Kysely<Tables>, { channel, address, externalId, change }: InboundEdit, now: number): Promise<string | undefined> {
  return db.transaction().execute(async (trx) => {
    // Touching the conversation first takes its row lock, as accepting does.
    const row = await trx.updateTable('conversations').set({ updated_at: now }).where('channel', '=', channel).where('address', '=', address).returningAll().executeTakeFirst();
    if (!row) return undefined;
    const message = await trx
      .selectFrom('inbound_ids')
      .innerJoin('messages', 'messages.id', 'inbound_ids.message_id')
      .selectAll('messages')
      .where('inbound_ids.channel', '=', channel)
      .where('inbound_ids.external_id', '=', externalId)
      .where('messages.conversation_id', '=', row.id)
      .executeTakeFirst();
    return message && (await writeEdit(trx, row, message, change, now)) ? row.id : undefined;
  });
}

/** Answers whether anything has changed. */
async function writeEdit(trx: Transaction<Tables>, row: Selectable<ConversationsTable>, message: Selectable<MessagesTable>, change: MessageChange, now: number): Promise<boolean> {
  if (message.removed_at !== null || (change.kind === 'text' && change.text === message.text)) return false;
  const extras = JSON.parse(message.extras) as MessageExtras;
  const { agentName, agentId, origin, files } = extras;
  const was: EarlierWords = { text: message.text, ...(change.kind === 'removed' && files ? { files } : {}), until: now };
  const earlier = [...(message.earlier === null ? [] : (JSON.parse(message.earlier) as EarlierWords[])), was];
  const left: MessageExtras = { ...(agentName === undefined ? {} : { agentName }), ...(agentId === undefined ? {} : { agentId }), ...(origin === undefined ? {} : { origin }) };
  const isUnsent = message.status === 'queued' && change.kind === 'removed' && (await takeOutOfOutbox(trx, message.id, now));
  const changed = await trx
    .updateTable('messages')
    .set({
      ...(change.kind === 'text' ? { text: change.text, edited_at: now } : { text: '', extras: JSON.stringify(left), understanding: null, removed_at: now }),
      ...(isUnsent ? { status: 'withheld' } : {}),
      ...(message.cursor === null ? {} : { cursor: await nextCursor(trx, row.id) }),
      earlier: JSON.stringify(earlier),
    })
    .where('id', '=', message.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const isAway = message.author !== 'customer' && message.visibility === 'all' && (message.status === 'sent' || (message.status === 'queued' && !isUnsent));
  if (isAway) await queueEdit(trx, row, message.id, now);
  await tellOfEdit(trx, row, toMessage(changed), now);
  return true;
}

/** What nobody is sending at this moment never leaves. */
async function takeOutOfOutbox(trx: Transaction<Tables>, messageId: string, now: number): Promise<boolean> {
  const taken = await trx
    .deleteFrom('outbox')
    .where('message_id', '=', messageId)
    .where((free) => free.or([free('lease_until', 'is', null), free('lease_until', '<', now)]))
    .returning('id')
    .execute();
  return taken.length > 0;
}

async function nextCursor(trx: Transaction<Tables>, conversationId: string): Promise<number> {
  const { last_cursor } = await trx.updateTable('conversations').set({ last_cursor: sql<number>`last_cursor + 1` }).where('id', '=', conversationId).returning('last_cursor').executeTakeFirstOrThrow();
  return last_cursor;
}

/** One edit of a message waits at most: it is sent as the message is by then. */
async function queueEdit(trx: Transaction<Tables>, row: Selectable<ConversationsTable>, messageId: string, now: number): Promise<void> {
  await trx.deleteFrom('outbox').where('message_id', '=', messageId).where('is_edit', '=', 1).where('lease_until', 'is', null).execute();
  await trx
    .insertInto('outbox')
    .values({ conversation_id: row.id, target: `channel:${row.channel}`, epoch: row.epoch, message_id: messageId, news: null, is_edit: 1, attempts: 0, next_at: now, lease_until: null })
    .execute();
}
