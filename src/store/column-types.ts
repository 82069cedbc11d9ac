import { type Kysely, PostgresAdapter } from 'kysely';

/** Column types that the two engines spell differently. */
export function columnTypes<Db>(db: Kysely<Db>): { serial: 'integer' | 'bigserial' } {
  return { serial: db.getExecutor().adapter instanceof PostgresAdapter ? 'bigserial' : 'integer' };
}
