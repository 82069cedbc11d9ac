import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { BatonError } from '#core/errors.ts';
import type { Engine } from './engine.ts';
import type { Tables } from './tables.ts';

const CHANNEL = 'baton_conversation';
const INT8 = 20;

/** PostgreSQL by `DATABASE_URL`. Throws `misconfigured` for an address that is none. */
export function openPostgres(url: string, onTrouble: (error: unknown) => void): Engine {
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new BatonError('misconfigured', 'DATABASE_URL must begin with postgres:// – leave it empty to use the SQLite file under DATA_DIR.');
  }
  // Times are bigint; all of ours fit a double, and the other engine answers numbers.
  const types = { getTypeParser: ((id: number, format?: 'text' | 'binary') => (id === INT8 ? Number : pg.types.getTypeParser(id, format))) as typeof pg.types.getTypeParser };
  const pool = new pg.Pool({ connectionString: url, max: 10, types });
  pool.on('error', onTrouble);
  /** What this process announces comes back to it as well, and is told apart by this. */
  const origin = crypto.randomUUID();
  return {
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    place: new URL(url).host + new URL(url).pathname,
    announce: async (conversationId) => {
      await pool.query('select pg_notify($1, $2)', [CHANNEL, `${origin} ${conversationId}`]);
    },
    hear: (listener) =>
      listen(url, (payload) => {
        const [from, conversationId] = payload.split(' ');
        if (from !== origin && conversationId !== undefined) listener(conversationId);
      }, onTrouble),
  };
}

async function listen(url: string, listener: (payload: string) => void, onTrouble: (error: unknown) => void): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', onTrouble);
  client.on('notification', ({ payload }) => {
    if (payload) listener(payload);
  });
  await client.connect();
  await client.query(`listen ${CHANNEL}`);
  return () => client.end();
}
