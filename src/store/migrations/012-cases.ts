import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Cases, the numbers of each day, and which case a conversation is about. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('cases')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('conversation_id', 'text', (c) => c.notNull().references('conversations.id'))
    .addColumn('customer_id', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('owner_id', 'text')
    .addColumn('cause', 'text')
    .addColumn('product', 'text')
    .addColumn('department', 'text')
    .addColumn('opened_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addColumn('closed_at', 'bigint')
    .addColumn('late_at', 'bigint')
    .addColumn('is_late', 'integer', (c) => c.notNull())
    .addColumn('awaits_approval', 'integer', (c) => c.notNull())
    .addColumn('compensation', 'bigint', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('cases_conversation').on('cases').columns(['conversation_id', 'opened_at']).execute();
  await db.schema.createIndex('cases_customer').on('cases').columns(['customer_id', 'state']).execute();
  await db.schema.createIndex('cases_state').on('cases').columns(['state', 'opened_at', 'id']).execute();
  await db.schema.createIndex('cases_owner').on('cases').columns(['owner_id', 'state']).execute();
  await db.schema.createIndex('cases_opened').on('cases').columns(['opened_at', 'id']).execute();
  await db.schema
    .createTable('case_numbers')
    .addColumn('day', 'text', (c) => c.primaryKey())
    .addColumn('last', 'integer', (c) => c.notNull())
    .execute();
  await db.schema.alterTable('conversations').addColumn('case_id', 'text').execute();
}

/** Takes them away again. */
export async function down(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('conversations').dropColumn('case_id').execute();
  await db.schema.dropTable('case_numbers').ifExists().execute();
  await db.schema.dropTable('cases').ifExists().execute();
}
