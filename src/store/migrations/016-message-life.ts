import { type Kysely, sql } from 'kysely';
import { columnTypes } from '../column-types.ts';
import type { Tables } from '../tables.ts';

/** What happens to a message after it was written, what the customer has seen, and files. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const { blob } = columnTypes(db);
  await db.schema.alterTable('messages').addColumn('edited_at', 'bigint').execute();
  await db.schema.alterTable('messages').addColumn('removed_at', 'bigint').execute();
  await db.schema.alterTable('messages').addColumn('earlier', 'text').execute();
  await db.schema.alterTable('conversations').addColumn('seen_cursor', 'integer').execute();
  await db.schema.alterTable('outbox').addColumn('is_edit', 'integer').execute();
  // No reference to conversations: a first message may be nothing but a photo.
  await db.schema
    .createTable('files')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('message_id', 'text')
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('size', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('files_uncarried').on('files').column('at').where(sql.ref('message_id'), 'is', null).execute();
  await db.schema
    .createTable('file_bytes')
    .addColumn('file_id', 'text', (c) => c.primaryKey().references('files.id').onDelete('cascade'))
    .addColumn('bytes', blob, (c) => c.notNull())
    .execute();
}

/** Takes them away again. */
export async function down(db: Kysely<Tables>): Promise<void> {
  await db.schema.dropTable('file_bytes').ifExists().execute();
  await db.schema.dropTable('files').ifExists().execute();
  await db.schema.alterTable('outbox').dropColumn('is_edit').execute();
  await db.schema.alterTable('conversations').dropColumn('seen_cursor').execute();
  for (const column of ['earlier', 'removed_at', 'edited_at']) await db.schema.alterTable('messages').dropColumn(column).execute();
}
