import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';

/** The few messages in which a customer says that they leave are found without reading all others. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await sql`create index messages_leaving on messages (conversation_id, at) where understanding like '%"kind":"leaving"%'`.execute(db);
}

/** Takes it away again. */
export async function down(db: Kysely<Tables>): Promise<void> {
  await db.schema.dropIndex('messages_leaving').execute();
}
