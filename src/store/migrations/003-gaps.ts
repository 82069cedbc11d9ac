import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Questions without a good answer; they go with their conversation. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('gaps')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('conversation_id', 'text', (c) => c.notNull().references('conversations.id').onDelete('cascade'))
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('shown_article', 'text')
    .addColumn('shown_version', 'integer')
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('dismissed_at', 'bigint')
    .addColumn('draft', 'text')
    .addUniqueConstraint('gaps_once', ['conversation_id', 'seq'])
    .execute();
  await db.schema.createIndex('gaps_at').on('gaps').column('at').execute();
}

/** Takes them away again. */
export async function down(db: Kysely<Tables>): Promise<void> {
  await db.schema.dropTable('gaps').ifExists().execute();
}
