import type { Kysely } from 'kysely';
import { columnTypes } from '../column-types.ts';
import type { Tables } from '../tables.ts';

/** Time limits of handovers, and timers, which go with their conversation. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const { serial } = columnTypes(db);
  await db.schema.alterTable('handovers').addColumn('clocks', 'text').execute();
  await db.schema.alterTable('handovers').addColumn('escalated_at', 'bigint').execute();
  await db.schema
    .createTable('timers')
    .addColumn('id', serial, (c) => (serial === 'integer' ? c.primaryKey().autoIncrement() : c.primaryKey()))
    .addColumn('conversation_id', 'text', (c) => c.notNull().references('conversations.id').onDelete('cascade'))
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('lease_token', 'integer', (c) => c.notNull())
    .addColumn('lease_until', 'bigint')
    .addUniqueConstraint('timers_once', ['conversation_id', 'key'])
    .execute();
  await db.schema.createIndex('timers_due').on('timers').columns(['due_at', 'id']).execute();
}

/** Takes them away again. */
export async function down(db: Kysely<Tables>): Promise<void> {
  await db.schema.dropTable('timers').ifExists().execute();
  for (const column of ['clocks', 'escalated_at']) await db.schema.alterTable('handovers').dropColumn(column).execute();
}
