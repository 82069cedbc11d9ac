import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';

/** Ended handovers by time, so that the latest are found among millions. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema.createIndex('handovers_ended').on('handovers').columns(['ended_at', 'id']).where(sql.ref('ended_at'), 'is not', null).execute();
}

/** Takes the index away again. */
export async function down(db: Kysely<Tables>): Promise<void> {
  await db.schema.dropIndex('handovers_ended').ifExists().execute();
}
