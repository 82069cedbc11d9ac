import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';

/** Promises to call back, and handovers by when they were taken up, so that the latest are found among millions. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('handovers').addColumn('callback', 'text').execute();
  await db.schema.createIndex('handovers_claimed').on('handovers').columns(['claimed_at']).where(sql.ref('claimed_at'), 'is not', null).execute();
}

/** Takes them away again. */
export async function down(db: Kysely<Tables>): Promise<void> {
  await db.schema.dropIndex('handovers_claimed').ifExists().execute();
  await db.schema.alterTable('handovers').dropColumn('callback').execute();
}
