import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';

/** Who is there, who had whom before, and what a handover is about; so that those who wait come to the right person. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('presence')
    .addColumn('staff_id', 'text', (c) => c.primaryKey())
    .addColumn('chosen', 'text', (c) => c.notNull())
    .addColumn('chosen_at', 'bigint', (c) => c.notNull())
    .addColumn('seen_until', 'bigint', (c) => c.notNull())
    .addColumn('assigned_at', 'bigint')
    .execute();
  await db.schema
    .createTable('served')
    .addColumn('customer', 'text', (c) => c.notNull())
    .addColumn('staff_id', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('served_key', ['customer', 'staff_id'])
    .execute();
  await db.schema.alterTable('conversations').addColumn('offered_to', 'text').execute();
  await db.schema.createIndex('conversations_agent').on('conversations').column('agent_id').where(sql.ref('state'), '=', sql.lit('human')).execute();
  await db.schema.createIndex('conversations_offered').on('conversations').column('offered_to').where(sql.ref('offered_to'), 'is not', null).execute();
  await db.schema.alterTable('handovers').addColumn('needs', 'text').execute();
}

/** Takes them away again. */
export async function down(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('handovers').dropColumn('needs').execute();
  await db.schema.dropIndex('conversations_offered').execute();
  await db.schema.dropIndex('conversations_agent').execute();
  await db.schema.alterTable('conversations').dropColumn('offered_to').execute();
  await db.schema.dropTable('served').execute();
  await db.schema.dropTable('presence').execute();
}
