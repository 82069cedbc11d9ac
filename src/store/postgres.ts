import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { BatonError } from '#core/errors.ts';
import type { Engine } from './engine.ts';
import type { Tables } from './tables.ts';

const CHANNEL = 'baton_conversation';
const INT8 = 20;
/** Pause before a broken listening connection is made again, ms. */
const COME_BACK_MS = 1_000;
const LOOK_BACK_ROWS = 1_000;

/** PostgreSQL by `DATABASE_URL`. Throws `misconfigured` for an address that is none. */
export function openPostgres(url: string, onTrouble: (error: unknown) => void): Engine {
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new BatonError('misconfigured', 'DATABASE_URL must begin with postgres:// – leave it empty to use the SQLite file under DATA_DIR.');
  }
  const place = parse(url);
  // Times are bigint; all of ours fit a double, and the other engine answers numbers.
  const types = { getTypeParser: ((id: number, format?: 'text' | 'binary') => (id === INT8 ? Number : pg.types.getTypeParser(id, format))) as typeof pg.types.getTypeParser };
  const pool = new pg.Pool({ connectionString: url, max: 10, types });
  pool.on('error', onTrouble);
  /** What this process announces comes back to it as well, and is told apart by this. */
  const origin = crypto.randomUUID();
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    place: place.host + place.pathname,
    announce: async (conversationId) => {
      await pool.query('select pg_notify($1, $2)', [CHANNEL, `${origin} ${conversationId}`]);
    },
    // Vacuuming is the server's own affair.
    wipe: () => Promise.resolve(),
    hear: (listener) =>
      listen(
        url,
        (payload) => {
          const [from, conversationId] = payload.split(' ');
          if (from !== origin && conversationId !== undefined) listener(conversationId);
        },
        () => {
          lookBack(db, listener).catch(onTrouble);
        },
        onTrouble,
      ),
  };
}

function parse(url: string): URL {
  try {
    return new URL(url);
  } catch (cause) {
    throw new BatonError('misconfigured', 'DATABASE_URL cannot be read as an address. Percent-encode special characters in the password, such as %23 for #.', { cause });
  }
}

/** Tells of everything that may have changed while nothing could be heard. */
async function lookBack(db: Kysely<Tables>, listener: (conversationId: string) => void): Promise<void> {
  const rows = await db.selectFrom('conversations').select('id').orderBy('updated_at', 'desc').limit(LOOK_BACK_ROWS).execute();
  for (const { id } of rows) listener(id);
}

/**
 * Listens on a connection of its own, and comes back after it has broken: then `onReturn` is called, since what was
 * announced meanwhile is lost.
 */
async function listen(url: string, hear: (payload: string) => void, onReturn: () => void, onTrouble: (error: unknown) => void): Promise<() => Promise<void>> {
  let isStopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url });
    next.on('error', onTrouble);
    next.on('notification', ({ payload }) => {
      if (payload) hear(payload);
    });
    next.on('end', () => comeBack());
    await next.connect();
    await next.query(`listen ${CHANNEL}`);
    client = next;
  };
  const comeBack = (): void => {
    if (isStopped || timer) return;
    client = undefined;
    timer = setTimeout(() => {
      timer = undefined;
      connect().then(onReturn, (error: unknown) => {
        onTrouble(error);
        comeBack();
      });
    }, COME_BACK_MS);
    timer.unref();
  };
  await connect();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await client?.end();
  };
}
