import { setTimeout as sleep } from 'node:timers/promises';
import { judge, type Said } from '../../../../test/adapters/slack/proof/judge.ts';
import { openScene, readThread } from '../../../../test/adapters/slack/proof/scene.ts';
import { percentile, round } from '../statistics.ts';

const THREADS = 10;
const MESSAGES = 600;
const SECONDS = 60;
/** So many calls of a hundred are answered 429 whatever the rates. */
const RANDOM_429 = 0.05;
const PATIENCE_MS = 180_000;

/** What 600 messages in a minute came to. Times in seconds. `faults`: what was lost, doubled or out of order, as sentences. */
export type FloodResult = {
  readonly messages: number;
  readonly threads: number;
  readonly seconds: number;
  readonly posts: number;
  readonly refused: number;
  readonly afterLastSeconds: number;
  readonly placeP50Seconds: number;
  readonly placeP99Seconds: number;
  readonly faults: readonly string[];
};

/** Customers write 600 messages in a minute in ten conversations that were handed over to one channel; each post is limited to one a second without a burst. */
export async function benchFlood(seed: number, say: (line: string) => void): Promise<FloodResult> {
  const scene = await openScene({ fake: { seed, rates: { burst: 1, perSecond: 1 } } });
  const { fake, baton, room } = scene;
  try {
    say(`Handing ${THREADS} conversations over …`);
    const cards = [];
    for (let i = 0; i < THREADS; i++) cards.push(await scene.handOver(`v-${i}`));
    fake.trouble.random429(RANDOM_429);
    const callsBefore = fake.calls.length;
    const postsBefore = fake.posts(room.id).length;
    const acknowledged: Said[] = [];
    const saidAt = new Map<string, number>();
    const placeMs = new Map<string, number>();
    let unseen = 0;
    const look = (): boolean => {
      const posts = fake.posts(room.id);
      for (const post of posts.slice(unseen)) for (const [mark] of fake.read(post).matchAll(/#[\w-]+#/g)) if (!placeMs.has(mark)) placeMs.set(mark, performance.now() - (saidAt.get(mark) ?? performance.now()));
      unseen = posts.length;
      return placeMs.size >= MESSAGES;
    };
    say(`Writing ${MESSAGES} messages in ${SECONDS} s …`);
    const all = fake.until(look, PATIENCE_MS).then(() => performance.now(), () => undefined);
    const began = performance.now();
    for (let i = 0; i < MESSAGES; i++) {
      const due = began + (i * SECONDS * 1000) / MESSAGES;
      await sleep(Math.max(0, due - performance.now()));
      const lane = `v-${i % THREADS}`;
      const mark = `#${lane}-${String(Math.floor(i / THREADS)).padStart(2, '0')}#`;
      saidAt.set(mark, performance.now());
      await baton.customers.accept({ channel: 'web', address: lane, externalId: mark, text: `${mark} 我的订单呢？`, language: 'zh' });
      acknowledged.push({ mark, lane });
    }
    const last = performance.now();
    say('Waiting until all stand in their threads …');
    const done = await all;
    const standing = new Map(cards.map(({ card }, i) => [`v-${i}`, readThread(fake, card).slice(1)] as const));
    const places = [...placeMs.values()].map((ms) => ms / 1000);
    return {
      messages: MESSAGES,
      threads: THREADS,
      seconds: round((last - began) / 1000),
      posts: fake.posts(room.id).length - postsBefore,
      refused: fake.calls.slice(callsBefore).filter(({ result }) => result === 'ratelimited').length,
      afterLastSeconds: done === undefined ? Infinity : round(Math.max(0, done - last) / 1000),
      placeP50Seconds: round(percentile(places, 0.5)),
      placeP99Seconds: round(percentile(places, 0.99)),
      faults: judge({ acknowledged, standing }),
    };
  } finally {
    await scene.close();
  }
}
