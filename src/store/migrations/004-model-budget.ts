import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** What the language model has taken today, in all and by each visitor. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('model_budget')
    .addColumn('only', 'integer', (c) => c.primaryKey())
    .addColumn('day', 'integer', (c) => c.notNull())
    .addColumn('cost', 'double precision', (c) => c.notNull())
    .execute();
  await db.insertInto('model_budget').values({ only: 1, day: 0, cost: 0 }).execute();
  await db.schema
    .createTable('model_budget_visitors')
    .addColumn('visitor', 'text', (c) => c.primaryKey())
    .addColumn('tokens', 'bigint', (c) => c.notNull())
    .execute();
}

/** Takes them away again. */
export async function down(db: Kysely<Tables>): Promise<void> {
  for (const table of ['model_budget_visitors', 'model_budget']) await db.schema.dropTable(table).ifExists().execute();
}
