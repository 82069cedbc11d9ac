import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { BatonError } from '#core/errors.ts';
import type { EventJournal, JournalEntry } from '#core/ports/event-journal.ts';

/** How long a writer waits for another process on the same file, ms. */
const BUSY_TIMEOUT_MS = 2_000;
/** How long keys and failed entries are remembered, ms. */
const KEEP_MS = 7 * 24 * 3600_000;
/** What is too old is looked for this often, ms. */
const SWEEP_MS = 3600_000;

const TABLES = `
  CREATE TABLE IF NOT EXISTS entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL,
    key TEXT NOT NULL,
    lane TEXT NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    retry_at INTEGER NOT NULL DEFAULT 0,
    ended_at INTEGER,
    reason TEXT,
    UNIQUE (source, key)
  );
  CREATE INDEX IF NOT EXISTS entries_waiting ON entries (source, lane, id) WHERE ended_at IS NULL;
  CREATE INDEX IF NOT EXISTS entries_ended ON entries (ended_at) WHERE ended_at IS NOT NULL;
`;

/** SQLite's codes of a file that is damaged or none of its own (https://www.sqlite.org/rescode.html). */
const DAMAGE = new Set([11, 26]);

/**
 * The journal in a SQLite file of its own, WAL with `synchronous=FULL`: what is put survives power loss. A damaged file is
 * set aside under another name, which `onDamage` is told, and a new one begun. Throws `unavailable` when it cannot be opened.
 */
export function openJournal(file: string, { onDamage }: { readonly onDamage: (setAside: string) => void }): EventJournal {
  let opened = openOrReplace(file, onDamage);
  let sweptAt = 0;
  const use = <T>(work: (statements: Statements) => T): Promise<T> => {
    try {
      return Promise.resolve(work(opened.statements));
    } catch (error) {
      if (!isDamage(error)) return Promise.reject(unavailable(file, error));
      try {
        opened.database.close();
        opened = setAside(file, onDamage);
        return Promise.resolve(work(opened.statements));
      } catch (again) {
        return Promise.reject(unavailable(file, again));
      }
    }
  };
  const sweep = (statements: Statements, now: number): void => {
    if (now - sweptAt < SWEEP_MS) return;
    sweptAt = now;
    statements.sweep.run(now - KEEP_MS);
  };
  return {
    put: (source, key, lane, body, now) =>
      use((statements) => {
        sweep(statements, now);
        return statements.put.run(source, key, lane, body, now).changes === 0 ? 'known' : 'new';
      }),
    due: (source, now, limit) => use(({ due }) => due.all(source, now, limit).map(toEntry)),
    done: (id, now) => use(({ done }) => void done.run(now, id)),
    retry: (id, at) => use(({ retry }) => void retry.run(at, id)),
    fail: (id, reason, now) => use(({ fail }) => void fail.run(now, reason, id)),
    waiting: (source) =>
      use(({ waiting }) => {
        const row = waiting.get(source);
        return { count: Number(row?.['count'] ?? 0), since: row?.['since'] === null || row?.['since'] === undefined ? undefined : Number(row['since']) };
      }),
    close: () => Promise.resolve(opened.database.close()),
  };
}

type Statements = Readonly<Record<'put' | 'due' | 'done' | 'retry' | 'fail' | 'waiting' | 'sweep', StatementSync>>;
type Opened = { readonly database: DatabaseSync; readonly statements: Statements };

function openOrReplace(file: string, onDamage: (setAside: string) => void): Opened {
  try {
    return open(file);
  } catch (error) {
    if (!isDamage(error)) throw unavailable(file, error);
  }
  try {
    return setAside(file, onDamage);
  } catch (error) {
    throw unavailable(file, error);
  }
}

function open(file: string): Opened {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(file);
  try {
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL');
    const [first] = database.prepare('PRAGMA quick_check(1)').all();
    if (first?.['quick_check'] !== 'ok') throw Object.assign(new Error(String(first?.['quick_check'])), { errcode: 11 });
    database.exec(TABLES);
    return { database, statements: prepare(database) };
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepare(database: DatabaseSync): Statements {
  return {
    put: database.prepare('INSERT INTO entries (source, key, lane, body, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING'),
    // A lane whose first entry is to be tried later waits as a whole: what came after it must not overtake it.
    due: database.prepare(
      'SELECT id, source, key, lane, body, at, attempts FROM entries WHERE id IN (SELECT min(id) FROM entries WHERE source = ? AND ended_at IS NULL GROUP BY lane) AND retry_at <= ? ORDER BY id LIMIT ?',
    ),
    done: database.prepare("UPDATE entries SET ended_at = ?, body = '' WHERE id = ?"),
    retry: database.prepare('UPDATE entries SET retry_at = ?, attempts = attempts + 1 WHERE id = ?'),
    fail: database.prepare('UPDATE entries SET ended_at = ?, reason = ? WHERE id = ?'),
    waiting: database.prepare('SELECT count(*) AS count, min(at) AS since FROM entries WHERE source = ? AND ended_at IS NULL'),
    sweep: database.prepare('DELETE FROM entries WHERE ended_at < ?'),
  };
}

/** Puts the file and what belongs to it aside, never overwriting an older one, and begins a new one. */
function setAside(file: string, onDamage: (setAside: string) => void): Opened {
  let number = 1;
  while (existsSync(`${file}.damaged-${number}`)) number++;
  const aside = `${file}.damaged-${number}`;
  for (const end of ['', '-wal', '-shm']) if (existsSync(file + end)) renameSync(file + end, aside + end);
  const opened = open(file);
  onDamage(aside);
  return opened;
}

function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
  // The low byte is the primary code, the rest tells more of it.
  return DAMAGE.has(code % 256);
}

function unavailable(file: string, error: unknown): BatonError {
  if (error instanceof BatonError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new BatonError('unavailable', `The journal ${file} cannot be used (${reason}). Check DATA_DIR, its rights and the space on the disk.`, { cause: error });
}

function toEntry(row: Record<string, unknown>): JournalEntry {
  return {
    id: Number(row['id']),
    source: String(row['source']),
    key: String(row['key']),
    lane: String(row['lane']),
    body: String(row['body']),
    at: Number(row['at']),
    attempts: Number(row['attempts']),
  };
}
