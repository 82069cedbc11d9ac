import { type Kysely, PostgresAdapter } from 'kysely';

/**
 * Does this engine run transactions side by side, so that rows are picked with `FOR UPDATE SKIP LOCKED`? SQLite has one
 * writer at a time and needs none.
 */
export function locksRows(db: Pick<Kysely<unknown>, 'getExecutor'>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}
