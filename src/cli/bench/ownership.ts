import { playAll } from './ownership/play-all.ts';

const RUNS = 10_000;
/** After so many, how far it is is said. */
const SAID_EVERY = 500;

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
  let done = 0;
  for await (const played of playAll({ first, runs, onTrouble: (error) => say(String(error)) })) {
    done += 1;
    steps += played.steps;
    withheld += played.withheld;
    for (const { kind } of played.history) counts[kind] = (counts[kind] ?? 0) + 1;
    if (played.faults.length > 0) faults.push({ seed: played.seed, faults: played.faults });
    if (done % SAID_EVERY === 0 || done === runs) say(`  ${done} played, ${faults.length} broke a rule`);
  }
  const result = { runs, firstSeed: first, steps, broken: faults.length, withheld, events: counts, seconds: Math.round((performance.now() - started) / 100) / 10 };
  for (const { seed, faults: sentences } of faults.slice(0, 10)) say(`seed ${seed}: ${sentences.join('; ')}`);
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${runs} interleavings, ${steps} steps, seeds from ${first}: ${faults.length} broke a rule of ownership (${result.seconds} s)\n`);
  return faults.length === 0;
}
