import { type Kysely, sql, type Transaction } from 'kysely';
import { locksRows } from './row-locks.ts';
import type { Tables } from './tables.ts';

/** Something to be written, or looked for, together with what others want at the same moment. */
export type Job<T> = {
  /** Rows are locked in this order; absent for what picks its rows without waiting for them, which comes last. */
  readonly order?: string;
  /** Whether there is anything to do; a transaction is opened for it only then. */
  readonly look?: (db: Kysely<Tables>) => Promise<boolean>;
  readonly run: (trx: Transaction<Tables>) => Promise<T>;
};

/** Does a job, with others of its moment in one transaction; resolves when that is on disk. `undefined` where `look` found nothing. Rejects with what the job threw: then nothing of it is written, and everything of the others. */
export type Group = <T>(job: Job<T>) => Promise<T | undefined>;

/** Groups under way side by side where the engine can: one that waits for a row does not hold up everything. */
const SIDE_BY_SIDE = 4;

type Waiting = { readonly job: Job<unknown>; readonly resolve: (value: unknown) => void; readonly reject: (error: unknown) => void };
/** How a part of a transaction went. */
export type Done<T> = { readonly done: true; readonly value: T } | { readonly done: false; readonly error: unknown };

/**
 * Commits cost the same for one job as for ten: those that come in the same turn of the event loop, or while another
 * group is under way, are one transaction. Nobody waits for a timer.
 */
export function createGroup(db: Kysely<Tables>): Group {
  const width = locksRows(db) ? SIDE_BY_SIDE : 1;
  let waiting: Waiting[] = [];
  let underWay = 0;
  let isGathering = false;
  let hasBegun = false;
  // One group in each turn of the event loop begins at once, the others after it: were it every one, who always asks again would keep all else waiting.
  const soon = (begin: () => void): void => {
    if (hasBegun) {
      setImmediate(begin);
      return;
    }
    hasBegun = true;
    setImmediate(() => (hasBegun = false));
    process.nextTick(begin);
  };
  const next = (): void => {
    if (isGathering || underWay >= width || waiting.length === 0) return;
    isGathering = true;
    underWay += 1;
    soon(() => {
      const group = waiting;
      waiting = [];
      isGathering = false;
      void commit(db, group).finally(() => {
        underWay -= 1;
        next();
      });
    });
  };
  return <T>(job: Job<T>) =>
    new Promise<T | undefined>((resolve, reject) => {
      waiting.push({ job, resolve: resolve as (value: unknown) => void, reject });
      next();
    });
}

/** Does what belongs together and tells each how it went; never rejects. */
async function commit(db: Kysely<Tables>, group: readonly Waiting[]): Promise<void> {
  try {
    const isSure = group.some(({ job }) => !job.look);
    const jobs = inOrder(isSure ? group : await worthIt(db, group));
    if (jobs.length === 0) return;
    const outcomes = await db.transaction().execute(async (trx) => {
      // A write that writes nothing: on SQLite a transaction that begins by reading cannot always go on to write.
      if (!isSure && !locksRows(trx)) await trx.deleteFrom('outbox').where('id', '=', 0).execute();
      const all: Done<unknown>[] = [];
      for (const { job } of jobs) {
        if (isSure && job.look && !(await job.look(trx))) all.push({ done: true, value: undefined });
        else all.push(jobs.length === 1 ? { done: true, value: await job.run(trx) } : await aside(trx, () => job.run(trx)));
      }
      return all;
    });
    for (const [i, outcome] of outcomes.entries()) {
      if (outcome.done) jobs[i]?.resolve(outcome.value);
      else jobs[i]?.reject(outcome.error);
    }
  } catch (error) {
    // Whoever has had an answer hears nothing of it.
    for (const { reject } of group) reject(error);
  }
}

/** Locks are taken in the same order everywhere, so that two groups never wait for each other. */
function inOrder(group: readonly Waiting[]): Waiting[] {
  const rank = ({ job: { order } }: Waiting): string => (order === undefined ? '1' : `0${order}`);
  return group.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

async function worthIt(db: Kysely<Tables>, group: readonly Waiting[]): Promise<Waiting[]> {
  const worth: Waiting[] = [];
  for (const waiting of group) {
    if (await waiting.job.look?.(db)) worth.push(waiting);
    else waiting.resolve(undefined);
  }
  return worth;
}

/** Does a part of a transaction so that its failure takes nothing else with it: then nothing of the part is written. */
export async function aside<T>(trx: Transaction<Tables>, part: () => Promise<T>): Promise<Done<T>> {
  await sql`savepoint aside`.execute(trx);
  try {
    const value = await part();
    await sql`release savepoint aside`.execute(trx);
    return { done: true, value };
  } catch (error) {
    await sql`rollback to savepoint aside`.execute(trx);
    await sql`release savepoint aside`.execute(trx);
    return { done: false, error };
  }
}
