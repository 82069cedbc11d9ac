import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** What goes on among colleagues beside a conversation, and when somebody left the staff. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('conversations').addColumn('desk', 'text').execute();
  await db.schema.alterTable('staff').addColumn('removed_at', 'bigint').execute();
}

/** Takes it away again. */
export async function down(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('staff').dropColumn('removed_at').execute();
  await db.schema.alterTable('conversations').dropColumn('desk').execute();
}
