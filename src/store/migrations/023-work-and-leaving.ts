import { type Kysely, sql } from 'kysely';
import { columnTypes } from '../column-types.ts';
import type { Tables } from '../tables.ts';

/** Who had each handover and when, whether its limits were kept, and the few messages in which customers say that they leave. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const { serial } = columnTypes(db);
  await db.schema
    .createTable('stints')
    .addColumn('id', serial, (c) => (serial === 'integer' ? c.primaryKey().autoIncrement() : c.primaryKey()))
    .addColumn('handover_id', 'text', (c) => c.notNull().references('handovers.id'))
    .addColumn('conversation_id', 'text', (c) => c.notNull().references('conversations.id'))
    .addColumn('staff_id', 'text', (c) => c.notNull())
    .addColumn('staff_name', 'text', (c) => c.notNull())
    .addColumn('team', 'text', (c) => c.notNull())
    .addColumn('began_at', 'bigint', (c) => c.notNull())
    .addColumn('first_words_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('is_passed_on', 'integer', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('stints_began').on('stints').column('began_at').execute();
  await db.schema.createIndex('stints_running').on('stints').column('conversation_id').where(sql.ref('ended_at'), 'is', null).execute();
  await db.schema.alterTable('handovers').addColumn('first_reply_kept', 'integer').execute();
  await db.schema.alterTable('handovers').addColumn('solution_kept', 'integer').execute();
  await db.schema.createIndex('handovers_opened').on('handovers').column('opened_at').execute();
  await sql`create index messages_leaving on messages (conversation_id, at) where understanding like '%"kind":"leaving"%'`.execute(db);
}

/** Takes it away again. */
export async function down(db: Kysely<Tables>): Promise<void> {
  for (const index of ['messages_leaving', 'handovers_opened']) await db.schema.dropIndex(index).execute();
  for (const column of ['solution_kept', 'first_reply_kept']) await db.schema.alterTable('handovers').dropColumn(column).execute();
  await db.schema.dropTable('stints').execute();
}
