import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Documents in the order in which lists show them, so that a page and a count read no texts. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema.createIndex('documents_changed').on('documents').columns(['updated_at desc', 'id', 'language', 'state']).execute();
}

/** Takes it away again. */
export async function down(db: Kysely<Tables>): Promise<void> {
  await db.schema.dropIndex('documents_changed').execute();
}
