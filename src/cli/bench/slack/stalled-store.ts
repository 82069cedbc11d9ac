import { setTimeout as sleep } from 'node:timers/promises';
import { createGate } from '../../../../test/adapters/slack/proof/gate.ts';
import { judge, type Said } from '../../../../test/adapters/slack/proof/judge.ts';
import { openScene } from '../../../../test/adapters/slack/proof/scene.ts';
import { percentile, round } from '../statistics.ts';

const THREADS = 10;
const PER_SECOND = 20;
const SECONDS = 30;
const TARGET = { ackP99Ms: 500 };
const PATIENCE_MS = 120_000;

/** How events were acknowledged while the store stood still, and what became of them. `faults`: what was lost, doubled or out of order, as sentences. */
export type StalledResult = {
  readonly events: number;
  readonly perSecond: number;
  readonly stalledSeconds: number;
  readonly ackP50Ms: number;
  readonly ackP99Ms: number;
  readonly ackMaxMs: number;
  readonly retries: number;
  readonly afterSeconds: number;
  readonly faults: readonly string[];
  readonly target: typeof TARGET;
};

/** Staff write 20 replies a second in ten threads while nothing that is asked of the store is answered; then it goes on. */
export async function benchStalledStore(say: (line: string) => void): Promise<StalledResult> {
  const gate = createGate();
  const scene = await openScene({ baton: { wrapStore: gate.wrap } });
  const { fake, baton, room, ann } = scene;
  try {
    const handed: Awaited<ReturnType<typeof scene.handOver>>[] = [];
    for (let i = 0; i < THREADS; i++) handed.push(await scene.handOver(`v-${i}`));
    await fake.idle();
    const before = fake.deliveries.length;
    const said: (Said & { readonly ts: string })[] = [];
    say(`The store stands still for ${SECONDS} s; ${PER_SECOND} events a second …`);
    gate.shut();
    const began = performance.now();
    for (let i = 0; i < PER_SECOND * SECONDS; i++) {
      await sleep(Math.max(0, began + (i * 1000) / PER_SECOND - performance.now()));
      const one = handed[i % THREADS];
      if (!one) continue;
      const mark = `#n-${String(i).padStart(3, '0')}#`;
      const post = fake.say(ann, room.id, mark, { thread: one.card });
      said.push({ mark, lane: one.id, ts: post.ts });
    }
    await fake.idle();
    gate.open();
    const opened = performance.now();
    const deliveries = fake.deliveries.slice(before).filter(({ body }) => (body['event'] as { readonly user?: string }).user === ann.id);
    const firsts = deliveries.map(({ attempts: [first] }) => (first?.status === 200 ? (first.took ?? Infinity) : Infinity));
    const acked = new Set(deliveries.flatMap((delivery) => (delivery.acked ? [(delivery.body['event'] as { readonly ts: string }).ts] : [])));
    const read = async (): Promise<ReadonlyMap<string, readonly string[]>> =>
      new Map(await Promise.all(handed.map(async ({ id }) => [id, (await baton.store.transcript(id, 2_000)).filter(({ message }) => message.visibility === 'staff').map(({ message }) => message.text)] as const)));
    say('The store goes on …');
    const count = async (): Promise<number> => [...(await read()).values()].flat().filter((text) => text.startsWith('#n-')).length;
    while ((await count()) < acked.size && performance.now() - opened < PATIENCE_MS) await sleep(50);
    const after = performance.now();
    return {
      events: deliveries.length,
      perSecond: PER_SECOND,
      stalledSeconds: SECONDS,
      ackP50Ms: round(percentile(firsts, 0.5)),
      ackP99Ms: round(percentile(firsts, 0.99)),
      ackMaxMs: round(Math.max(...firsts)),
      retries: deliveries.reduce((sum, { attempts }) => sum + attempts.length - 1, 0),
      afterSeconds: round((after - opened) / 1000),
      faults: judge({ acknowledged: said.filter(({ ts }) => acked.has(ts)), unacknowledged: said.filter(({ ts }) => !acked.has(ts)), standing: await read() }),
      target: TARGET,
    };
  } finally {
    gate.open();
    await scene.close();
  }
}
