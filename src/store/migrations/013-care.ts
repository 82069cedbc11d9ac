import { type Kysely, sql } from 'kysely';
import { columnTypes } from '../column-types.ts';
import type { Tables } from '../tables.ts';

/** What comes after a conversation: questions and answers, calls to make, what was sent unasked, and consent. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const { serial } = columnTypes(db);
  await db.schema.alterTable('conversations').addColumn('care', 'text').execute();
  await db.schema
    .createTable('surveys')
    .addColumn('conversation_id', 'text', (c) => c.notNull().references('conversations.id'))
    .addColumn('segment', 'integer', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('plan', 'text', (c) => c.notNull())
    .addColumn('customer_key', 'text', (c) => c.notNull())
    .addColumn('agent_id', 'text')
    .addColumn('agent_name', 'text')
    .addColumn('team', 'text')
    .addColumn('asked_at', 'bigint', (c) => c.notNull())
    .addColumn('reminded_at', 'bigint')
    .addColumn('answered_at', 'bigint')
    .addColumn('score', 'integer')
    .addColumn('reasons', 'text')
    .addColumn('comment', 'text')
    .addColumn('answers', 'text')
    .addPrimaryKeyConstraint('surveys_once', ['conversation_id', 'segment', 'kind', 'plan'])
    .execute();
  await db.schema.createIndex('surveys_asked').on('surveys').columns(['asked_at', 'kind']).execute();
  await db.schema.createIndex('surveys_customer').on('surveys').columns(['customer_key', 'kind', 'asked_at']).execute();
  await db.schema
    .createTable('follow_ups')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('conversation_id', 'text', (c) => c.notNull().references('conversations.id'))
    .addColumn('segment', 'integer', (c) => c.notNull())
    .addColumn('customer_key', 'text', (c) => c.notNull())
    .addColumn('cause', 'text', (c) => c.notNull())
    .addColumn('owner_id', 'text')
    .addColumn('owner_name', 'text')
    .addColumn('team', 'text', (c) => c.notNull())
    .addColumn('for_leads', 'integer', (c) => c.notNull())
    .addColumn('opened_at', 'bigint', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('late_at', 'bigint')
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('note', 'text')
    .addColumn('done_at', 'bigint')
    .addColumn('outcome', 'text')
    .addColumn('result', 'text')
    .addColumn('done_by', 'text')
    .execute();
  await db.schema.createIndex('follow_ups_open').on('follow_ups').columns(['due_at', 'id']).where(sql.ref('done_at'), 'is', null).execute();
  await db.schema.createIndex('follow_ups_done').on('follow_ups').columns(['done_at', 'id']).where(sql.ref('done_at'), 'is not', null).execute();
  await db.schema
    .createTable('care_sent')
    .addColumn('customer_key', 'text', (c) => c.notNull())
    .addColumn('occasion', 'text', (c) => c.notNull())
    .addColumn('conversation_id', 'text', (c) => c.notNull().references('conversations.id'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('care_sent_once', ['customer_key', 'occasion'])
    .execute();
  await db.schema.createIndex('care_sent_at').on('care_sent').columns(['customer_key', 'at']).execute();
  await db.schema
    .createTable('consents')
    .addColumn('id', serial, (c) => (serial === 'integer' ? c.primaryKey().autoIncrement() : c.primaryKey()))
    .addColumn('customer_key', 'text', (c) => c.notNull())
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('is_given', 'integer', (c) => c.notNull())
    .addColumn('wording', 'text', (c) => c.notNull())
    .addColumn('conversation_id', 'text', (c) => c.notNull().references('conversations.id'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('consents_customer').on('consents').columns(['customer_key', 'scope', 'id']).execute();
  await db.schema
    .createTable('care_customers')
    .addColumn('customer_key', 'text', (c) => c.primaryKey())
    .addColumn('looked_at', 'bigint', (c) => c.notNull())
    .execute();
}

/** Takes them away again. */
export async function down(db: Kysely<Tables>): Promise<void> {
  for (const table of ['care_customers', 'consents', 'care_sent', 'follow_ups', 'surveys']) await db.schema.dropTable(table).ifExists().execute();
  await db.schema.alterTable('conversations').dropColumn('care').execute();
}
