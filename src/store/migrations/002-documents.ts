import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Imported documents, and the counter of their revisions. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('documents')
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('audience', 'text', (c) => c.notNull())
    .addColumn('product', 'text', (c) => c.notNull())
    .addColumn('valid_from', 'text')
    .addColumn('review', 'text')
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('state_reason', 'text')
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('listed_in', 'text')
    .addColumn('content_hash', 'text', (c) => c.notNull())
    .addColumn('source_hash', 'text', (c) => c.notNull())
    .addColumn('revision', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('documents_key', ['id', 'language'])
    .execute();
  await db.schema.createIndex('documents_revision').on('documents').column('revision').unique().execute();
  await db.schema
    .createTable('document_revision')
    .addColumn('only', 'integer', (c) => c.primaryKey())
    .addColumn('revision', 'bigint', (c) => c.notNull())
    .execute();
  await db.insertInto('document_revision').values({ only: 1, revision: 0 }).execute();
}

/** Takes them away again. */
export async function down(db: Kysely<Tables>): Promise<void> {
  for (const table of ['document_revision', 'documents']) await db.schema.dropTable(table).ifExists().execute();
}
