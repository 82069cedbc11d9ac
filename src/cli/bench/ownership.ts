import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore } from '#store/open-store.ts';
import { play } from './ownership/play.ts';

const RUNS = 10_000;
/** Runs in one database; a fresh one now and then keeps the work of each run the same. */
const RUNS_EACH = 500;
/** A disk in memory, where there is one: what is compared here is order, not durability. */
const MEMORY_DISK = '/dev/shm';

/**
 * Plays 10,000 random interleavings of customer, bot, agents, a lead, time limits and crashes over the real store and
 * the real workers, and judges each. `--runs N` plays so many, `--seed N` begins with that seed.
 */
export async function benchOwnership({ json, args }: { readonly json: boolean; readonly args: readonly string[] }): Promise<boolean> {
  const option = (name: string, otherwise: number): number => {
    const at = args.indexOf(name);
    return at < 0 ? otherwise : Number(args[at + 1]);
  };
  const runs = option('--runs', RUNS);
  const first = option('--seed', Math.floor(Math.random() * 1e9));
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  say(`Playing ${runs} interleavings, seeds ${first} to ${first + runs - 1} …`);
  const started = performance.now();
  const faults: { readonly seed: number; readonly faults: readonly string[] }[] = [];
  const counts: Record<string, number> = {};
  let steps = 0;
  let withheld = 0;
  for (let begin = 0; begin < runs; begin += RUNS_EACH) {
    const folder = await mkdtemp(path.join(existsSync(MEMORY_DISK) ? MEMORY_DISK : tmpdir(), 'baton-ownership-'));
    const { store } = await openStore({ dataDir: folder, desks: ['console'], onTrouble: (error) => say(String(error)) });
    try {
      for (let seed = first + begin; seed < first + Math.min(runs, begin + RUNS_EACH); seed++) {
        const played = await play(store, seed);
        steps += played.steps;
        withheld += played.withheld;
        for (const { kind } of played.history) counts[kind] = (counts[kind] ?? 0) + 1;
        if (played.faults.length > 0) faults.push({ seed, faults: played.faults });
      }
    } finally {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    }
    say(`  ${Math.min(runs, begin + RUNS_EACH)} played, ${faults.length} broke a rule`);
  }
  const result = { runs, firstSeed: first, steps, broken: faults.length, withheld, events: counts, seconds: Math.round((performance.now() - started) / 100) / 10 };
  for (const { seed, faults: sentences } of faults.slice(0, 10)) say(`seed ${seed}: ${sentences.join('; ')}`);
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${runs} interleavings, ${steps} steps, seeds from ${first}: ${faults.length} broke a rule of ownership (${result.seconds} s)\n`);
  return faults.length === 0;
}
