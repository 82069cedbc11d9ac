import type { Kysely } from 'kysely';
import { locksRows } from './row-locks.ts';

/** Column types that the two engines spell differently. */
export function columnTypes<Db>(db: Kysely<Db>): { serial: 'integer' | 'bigserial'; blob: 'blob' | 'bytea' } {
  return locksRows(db) ? { serial: 'bigserial', blob: 'bytea' } : { serial: 'integer', blob: 'blob' };
}
