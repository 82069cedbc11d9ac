import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Tokens of the HTTP API, and endpoints of webhooks. What these are still to be told is in the outbox. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('api_tokens')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('staff_id', 'text', (c) => c.references('staff.id'))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .addColumn('last_used_at', 'bigint')
    .execute();
  await db.schema
    .createTable('webhooks')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('url', 'text', (c) => c.notNull().unique())
    .addColumn('events', 'text', (c) => c.notNull())
    .addColumn('notes', 'integer', (c) => c.notNull())
    .addColumn('secret', 'text', (c) => c.notNull())
    .addColumn('secret_before', 'text')
    .addColumn('secret_changed_at', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('failures', 'integer', (c) => c.notNull())
    .addColumn('failing_since', 'bigint')
    .addColumn('retry_at', 'bigint')
    .addColumn('last_fault', 'text')
    .addColumn('disabled_at', 'bigint')
    .addColumn('missed', 'integer', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('conversations_created').on('conversations').columns(['created_at', 'id']).execute();
}

/** Takes them away again. */
export async function down(db: Kysely<Tables>): Promise<void> {
  await db.schema.dropIndex('conversations_created').ifExists().execute();
  for (const table of ['webhooks', 'api_tokens']) await db.schema.dropTable(table).ifExists().execute();
}
