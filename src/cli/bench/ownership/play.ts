import { createLive } from '#core/live.ts';
import type { Store } from '#core/ports/store.ts';
import { createDrivenClock } from './driven-clock.ts';
import { createGates, settled } from './gates.ts';
import { type HistoryEvent, recorded } from './history.ts';
import { judge } from './judge.ts';
import { followAsPage } from './page.ts';
import { createPeople, STAFF } from './people.ts';
import { createRandom } from './random.ts';
import { UNASKED } from './shop.ts';
import { type ProcessParts, type ServerProcess, startProcess } from './server-process.ts';

/** How a run may be spoilt, to see that the checker notices. */
export type Spoilt = {
  /** The store as workers and people find it. */
  readonly store?: (store: Store) => Store;
  /** How words of the bot reach pages. */
  readonly live?: (live: ReturnType<typeof createLive>) => ReturnType<typeof createLive>;
};

/** What a run was; `withheld` are words of the bot and of the case that were stored and never left. */
export type Played = { readonly seed: number; readonly steps: number; readonly faults: readonly string[]; readonly withheld: number; /** News of the case that reached the customer. */ readonly newsSent: number; readonly history: readonly HistoryEvent[] };

const BEGIN = Date.UTC(2027, 2, 10, 4);
/** What the clock is moved on by. */
const JUMPS_MS = [200, 1_000, 2_500, 11_000, 16_000, 31_000, 130_000];
const LEADS = new Set(STAFF.filter(({ role }) => role === 'lead').map(({ id }) => id));
/** A run that is not done after so many rounds at its end will never be. */
const MOST_ROUNDS = 400;

/**
 * Plays one random interleaving of customer, bot, agents, a lead, time limits and crashes in a conversation of its own,
 * and judges it. The same seed gives the same run.
 */
export async function play(store: Store, seed: number, spoilt: Spoilt = {}): Promise<Played> {
  const random = createRandom(seed);
  const clock = createDrivenClock(BEGIN + (seed % 1_000_000) * 3_600_000);
  const gates = createGates();
  const live = (spoilt.live ?? ((given) => given))(createLive());
  const channel = random.pick(['push', 'pull']);
  const address = `run-${seed}`;
  const id = store.idOf(channel, address);
  const history: HistoryEvent[] = [];
  const bugs: string[] = [];
  const record = (event: HistoryEvent): void => void history.push(event);
  const written = recorded((spoilt.store ?? ((given) => given))(store), () => id, record);
  const shared: Omit<ProcessParts, 'name'> = {
    store: written,
    live,
    clock,
    gates,
    random,
    hasModel: random.chance(0.5),
    onLeft: (messageId) => record({ kind: 'left', messageId }),
    onBug: (error) => void bugs.push(`a worker failed: ${String(error)}`),
  };
  let born = 0;
  const processes: ServerProcess[] = [];
  const start = (): void => void processes.push(startProcess({ ...shared, name: `process-${++born}` }));
  const crash = async (): Promise<void> => {
    const victim = processes.splice(Math.floor(random.next() * processes.length), 1)[0];
    victim?.kill();
    // As at a start: what the dead one held is free again, where sending twice does no harm.
    if (random.chance(0.3)) await store.freeLeases(['channel:pull']);
    if (processes.length === 0 || random.chance(0.5)) start();
  };
  start();
  if (random.chance(0.3)) start();
  const people = createPeople({ store: written, clock: clock.of().clock, random, id, address, channel, record });
  const leave = followAsPage({ store, live, gates, id, name: 'page', record });

  const length = 30 + Math.floor(random.next() * 90);
  let steps = 0;
  for (; steps < length; steps++) {
    const roll = random.next();
    if (roll < 0.03) await crash();
    else if (roll < 0.08) clock.jump(random.pick(JUMPS_MS));
    else if (roll < 0.2) await people.act();
    else if (!gates.openOne(random)) await people.act();
    await settled();
  }
  const isDone = await comeToRest();
  leave();
  for (const process of processes) process.kill();
  const transcript = (await store.transcript(id, 1_000)).map(({ message }) => message);
  const faults = [...(isDone ? [] : ['the run never came to rest']), ...bugs, ...(transcript.length === 0 ? [] : judge({ history, transcript, isPush: channel === 'push', leads: LEADS, unasked: UNASKED }))];
  const withheld = transcript.filter(({ status }) => status === 'withheld').length;
  const newsSent = transcript.filter(({ author, visibility, status, text }) => author === 'system' && visibility === 'all' && status === 'sent' && UNASKED.test(text)).length;
  return { seed, steps, faults, withheld, newsSent, history };

  /** Lets everything be finished that has been begun. */
  async function comeToRest(): Promise<boolean> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      while (gates.openOne(random)) {
        steps += 1;
        await settled();
      }
      const wereIdle = processes.map((process) => process.wasIdle());
      if (round > 0 && wereIdle.every((wasIdle) => wasIdle)) return true;
      // Longer than any lease, so that nothing stays held by the dead, and than any pause before another try.
      clock.jump(301_000);
      await settled();
    }
    return false;
  }
}
