import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openPlay } from './open-play.ts';
import { play } from './play.ts';

/** Runs in one database; a fresh one now and then keeps the work of each run the same. */
const RUNS_EACH = 500;
/** A disk in memory, where there is one: what is compared here is order, not durability. */
const MEMORY_DISK = '/dev/shm';

/** One interleaving that was played, with the seed by which it can be played again. */
export type Played = Awaited<ReturnType<typeof play>> & { readonly seed: number };

/** Plays so many interleavings from seed `first` on, one after the other, over the real store. `onTrouble` hears what the store complains of. */
export async function* playAll({ first, runs, onTrouble }: { readonly first: number; readonly runs: number; readonly onTrouble: (error: unknown) => void }): AsyncGenerator<Played> {
  for (let begin = 0; begin < runs; begin += RUNS_EACH) {
    const folder = await mkdtemp(path.join(existsSync(MEMORY_DISK) ? MEMORY_DISK : tmpdir(), 'baton-ownership-'));
    const store = await openPlay(folder, onTrouble);
    try {
      for (let seed = first + begin; seed < first + Math.min(runs, begin + RUNS_EACH); seed++) yield { ...(await play(store, seed)), seed };
    } finally {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    }
  }
}
