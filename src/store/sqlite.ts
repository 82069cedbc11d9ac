import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely';
import { BatonError } from '#core/errors.ts';
import type { Engine } from './engine.ts';
import { letInOneAtATime } from './one-at-a-time.ts';
import type { Tables } from './tables.ts';

/** How long a writer waits for another process on the same file, ms. */
const BUSY_TIMEOUT_MS = 5_000;
const KEPT_STATEMENTS = 300;
/** How often is looked for what other processes have written, ms. */
const WATCH_MS = 500;
const LOOK_BACK_MS = 2_000;
/** How often, and after how long each time, ms, the log is tried to be emptied while another process reads in it. */
const [WIPE_TRIES, WIPE_AGAIN_MS] = [10, 100];

/**
 * SQLite in a file, by node:sqlite. WAL with `synchronous=FULL`: what is committed survives power loss, which WAL's
 * usual NORMAL does not promise (https://www.sqlite.org/pragma.html#pragma_synchronous). Throws `unavailable` when
 * the file cannot be opened.
 */
export function openSqlite(file: string): Engine {
  const database = open(file);
  type Prepared = { readonly statement: StatementSync; readonly reader: boolean };
  const statements = new Map<string, Prepared>();
  const prepare = (query: string): Prepared => {
    const known = statements.get(query);
    if (known) return known;
    if (statements.size >= KEPT_STATEMENTS) statements.clear();
    const statement = database.prepare(query);
    const prepared = { statement, reader: statement.columns().length > 0 };
    statements.set(query, prepared);
    return prepared;
  };
  // kysely speaks better-sqlite3's dialect of method calls; node:sqlite takes its parameters spread.
  const adapted: SqliteDatabase = {
    close: () => database.close(),
    prepare(query) {
      const { statement, reader } = prepare(query);
      const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
      return {
        reader,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)) as IterableIterator<unknown>,
      };
    },
  };
  const db = new Kysely<Tables>({ dialect: letInOneAtATime(new SqliteDialect({ database: adapted }), path.resolve(file)) });
  return { db, place: file, announce: () => Promise.resolve(), hear: (listener) => Promise.resolve(watchOthers(database, db, listener)), wipe: () => emptyLog(database, db) };
}

/**
 * The write-ahead log has every page as it was: emptied, nothing of what was deleted is left in it. What other processes
 * still read is kept for them; then the next time empties it, or the last process that closes the file.
 */
async function emptyLog(database: DatabaseSync, db: Kysely<Tables>): Promise<void> {
  for (let tried = 0; tried < WIPE_TRIES; tried += 1) {
    const isEmpty = await db.connection().execute(async () => {
      // Waiting would hold up this thread.
      database.exec('PRAGMA busy_timeout = 0');
      try {
        return database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0;
      } catch {
        return false;
      } finally {
        database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
      }
    });
    if (isEmpty) return;
    await setTimeout(WIPE_AGAIN_MS);
  }
}

/**
 * SQLite tells nobody of commits, but `PRAGMA data_version` changes when another connection has committed
 * (https://www.sqlite.org/pragma.html#pragma_data_version): then whatever was touched since the last look is told.
 */
function watchOthers(database: DatabaseSync, db: Kysely<Tables>, listener: (conversationId: string) => void): () => Promise<void> {
  const statement = database.prepare('PRAGMA data_version');
  const readVersion = (): unknown => statement.get()?.['data_version'];
  let version = readVersion();
  let since = Date.now() - LOOK_BACK_MS;
  const look = async (): Promise<void> => {
    const now = readVersion();
    if (now === version) return;
    version = now;
    // From a little before the last look, by whatever clock the writers had.
    const rows = await db.selectFrom('conversations').select(['id', 'updated_at']).where('updated_at', '>=', since).orderBy('updated_at', 'desc').execute();
    since = Math.min(rows[0]?.updated_at ?? since, Date.now()) - LOOK_BACK_MS;
    for (const row of rows) listener(row.id);
  };
  const timer = setInterval(() => void look().catch(() => undefined), WATCH_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    return Promise.resolve();
  };
}

function open(file: string): DatabaseSync {
  try {
    // Conversations and keys are in it: nobody else on the machine may look.
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(file);
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL');
    database.exec('PRAGMA foreign_keys = ON');
    // What is deleted is overwritten, also in pages that are free from then on.
    database.exec('PRAGMA secure_delete = ON');
    return database;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BatonError('unavailable', `The database file ${file} cannot be opened (${reason}). Check DATA_DIR, its rights and the space on the disk.`, {
      cause: error,
    });
  }
}
