import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';

/** What is kept with a handover beside its conversation, and a customer's conversations, for the history in briefs. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('handovers').addColumn('brief', 'text').execute();
  await db.schema.createIndex('conversations_customer').on('conversations').columns(['customer_id', 'updated_at']).where(sql.ref('customer_id'), 'is not', null).execute();
}

/** Takes it away again. */
export async function down(db: Kysely<Tables>): Promise<void> {
  await db.schema.dropIndex('conversations_customer').ifExists().execute();
  await db.schema.alterTable('handovers').dropColumn('brief').execute();
}
