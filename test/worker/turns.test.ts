import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TurnLease } from '#core/ports/store.ts';
import { transition } from '#core/transition.ts';
import type { TurnResult } from '#core/turn.ts';
import type { Pump } from '#worker/pump.ts';
import { startWorker } from '#worker/start-worker.ts';
import { createTurnWorker } from '#worker/turns.ts';
import { openTempStore, type TempStore, whenStored } from '../support/temp-store.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

let temp: TempStore;
let clock: TestClock;
let turns: { readonly texts: readonly string[]; readonly ms: number }[];
let errors: unknown[];
/** How a turn is taken; each answers what it was asked unless a test says otherwise. */
let take: (lease: TurnLease) => Promise<TurnResult>;
let workers: (() => Promise<void>)[];

const idle: Pump = { kick: () => undefined, stop: () => Promise.resolve() };
const textsOf = (lease: TurnLease): string[] => lease.unhandled.map(({ text }) => text);
const answer = (lease: TurnLease): Promise<TurnResult> =>
  Promise.resolve({
    change: { handledSeq: lease.unhandled.at(-1)?.seq ?? 0, messages: [{ author: 'bot', visibility: 'all', text: `to ${textsOf(lease).join('+')}` }] },
    decision: { kind: 'answer', reason: 'not_found' },
    understanding: { language: 'en', intents: [], isOutOfScope: true, sentiment: 0, mood: 'neutral', urgency: 0, signals: [], entities: [], because: { words: [] } },
    evidence: { verdict: 'none', passages: [], topics: [] },
    missed: 'all',
  });

const startTurns = (): (() => Promise<void>) => {
  const pump = createTurnWorker({
    store: temp.store,
    clock,
    takeTurn: (lease) => take(lease),
    onTurn: (_result, lease, ms) => void turns.push({ texts: textsOf(lease), ms }),
    onError: (error) => void errors.push(error),
  });
  const stop = startWorker(temp.store, clock, { turns: pump, outbox: idle });
  workers.push(stop);
  return stop;
};
const say = async (text: string, address = 'v-1'): Promise<string> =>
  (await temp.store.accept({ channel: 'web', address, externalId: crypto.randomUUID(), text, language: 'en' }, clock.now())).conversation.id;
const answers = async (id: string): Promise<string[]> => (await temp.store.transcript(id, 1_000)).filter(({ message }) => message.author === 'bot').map(({ message }) => message.text);
const whenAnswered = (id: string, count: number): Promise<void> => whenStored(temp.store, async () => (await answers(id)).length >= count);

beforeEach(async () => {
  temp = await openTempStore();
  clock = createTestClock();
  [turns, errors, workers] = [[], [], []];
  take = answer;
});
afterEach(async () => {
  await Promise.all(workers.map((stop) => stop()));
  await temp.close();
});

describe('the turn worker', () => {
  it('takes each message up, and says how long the customer waited', async () => {
    const id = await say('one');
    clock.advance(250);
    startTurns();
    await whenAnswered(id, 1);
    await expect.poll(() => turns).toEqual([{ texts: ['one'], ms: 250 }]);
    expect(await temp.store.conversation(id)).toMatchObject({ handledSeq: 1 });
  });

  it('gathers what came in a burst into one turn', async () => {
    for (const text of ['one', 'two', 'three']) await say(text);
    startTurns();
    await whenAnswered(temp.store.idOf('web', 'v-1'), 1);
    expect(await answers(temp.store.idOf('web', 'v-1'))).toEqual(['to one+two+three']);
  });

  it('takes what came during a turn in the next one, at once and after it', async () => {
    const begun = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    take = async (lease) => {
      begun.resolve();
      await go.promise;
      return answer(lease);
    };
    startTurns();
    const id = await say('one');
    await begun.promise;
    await say('two');
    go.resolve();
    await whenAnswered(id, 2);
    expect(await answers(id)).toEqual(['to one', 'to two']);
  });

  it('takes one turn at a time in a conversation, and many conversations at once', async () => {
    const running = new Map<string, number>();
    let mostOfOne = 0;
    let mostOfAll = 0;
    take = async (lease) => {
      const { id } = lease.conversation;
      running.set(id, (running.get(id) ?? 0) + 1);
      mostOfOne = Math.max(mostOfOne, running.get(id) ?? 0);
      mostOfAll = Math.max(mostOfAll, [...running.values()].reduce((sum, count) => sum + count, 0));
      await new Promise((resolve) => void setImmediate(resolve));
      running.set(id, (running.get(id) ?? 0) - 1);
      return answer(lease);
    };
    for (let worker = 0; worker < 3; worker += 1) startTurns();
    const ids = new Set<string>();
    for (let round = 0; round < 10; round += 1) for (let who = 0; who < 8; who += 1) ids.add(await say(`${round}`, `v-${who}`));
    for (const id of ids) {
      await whenStored(temp.store, async () => (await temp.store.conversation(id))?.handledSeq === Math.max(...(await temp.store.transcript(id, 100)).filter(({ message }) => message.author === 'customer').map(({ message }) => message.seq)));
      expect((await answers(id)).flatMap((text) => text.slice(3).split('+'))).toEqual(Array.from({ length: 10 }, (_, i) => `${i}`));
    }
    expect(mostOfOne).toBe(1);
    expect(mostOfAll).toBeGreaterThan(1);
    expect(errors).toEqual([]);
  });
});

describe('a turn that fails', () => {
  it('is told, and taken again a second later with everything that was said', async () => {
    let fails = 2;
    take = (lease) => ((fails -= 1) >= 0 ? Promise.reject(new Error('the model is away')) : answer(lease));
    startTurns();
    const id = await say('one');
    await expect.poll(() => errors).toHaveLength(1);
    await say('two');
    await expect.poll(async () => (await temp.store.conversation(id))?.lastSeq).toBe(2);
    expect(await answers(id)).toEqual([]);
    await expect.poll(() => {
      clock.advance(1_000);
      return errors.length;
    }).toBe(2);
    await expect.poll(async () => {
      clock.advance(1_000);
      return answers(id);
    }).toEqual(['to one+two']);
  });

  it('holds up no other conversation', async () => {
    take = (lease) => (textsOf(lease).includes('poison') ? Promise.reject(new Error('cannot be read')) : answer(lease));
    startTurns();
    await say('poison', 'v-1');
    const id = await say('hello', 'v-2');
    await whenAnswered(id, 1);
  });
});

describe('a turn whose right was lost', () => {
  it('to another worker writes nothing: the message is answered once', async () => {
    const begun = Promise.withResolvers<void>();
    const late = Promise.withResolvers<void>();
    let takers = 0;
    take = async (lease) => {
      if ((takers += 1) > 1) return answer(lease);
      begun.resolve();
      await late.promise;
      return answer(lease);
    };
    startTurns();
    const id = await say('one');
    await begun.promise;
    clock.advance(30_001);
    startTurns();
    await whenAnswered(id, 1);
    late.resolve();
    await workers[0]?.();
    expect(await answers(id)).toEqual(['to one']);
    expect(errors).toEqual([]);
  });

  it('to a new owner is taken again at once, for the state that holds then', async () => {
    const begun = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const states: string[] = [];
    take = async (lease) => {
      states.push(lease.conversation.state);
      if (states.length === 1) {
        begun.resolve();
        await go.promise;
        return answer(lease);
      }
      const result = await answer(lease);
      return { ...result, change: { handledSeq: result.change.handledSeq ?? 0 } };
    };
    startTurns();
    const id = await say('one');
    await begun.promise;
    await temp.store.update(id, (now) => ({ ownership: transition(now, { kind: 'hand_over' }) }), clock.now());
    go.resolve();
    await whenStored(temp.store, async () => (await temp.store.conversation(id))?.handledSeq === 1);
    expect(states).toEqual(['bot', 'waiting']);
    expect(await answers(id)).toEqual([]);
    expect(errors).toEqual([]);
  });
});

describe('stopping', () => {
  it('waits for the turn in hand and takes no other; the rest is there for the next start', async () => {
    const begun = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    take = async (lease) => {
      begun.resolve();
      await go.promise;
      return answer(lease);
    };
    const stop = startTurns();
    const id = await say('one');
    await begun.promise;
    await say('two');
    let isStopped = false;
    const stopped = stop().then(() => (isStopped = true));
    await temp.store.check();
    await new Promise((resolve) => void setImmediate(resolve));
    expect(isStopped).toBe(false);
    go.resolve();
    await stopped;
    expect(await answers(id)).toEqual(['to one']);
    startTurns();
    await whenAnswered(id, 2);
    expect(await answers(id)).toEqual(['to one', 'to two']);
  });

  it('leaves no timer and no subscription', async () => {
    const stop = startTurns();
    expect(clock.waiting()).toBe(1);
    await stop();
    expect(clock.waiting()).toBe(0);
    const id = await say('nobody is there');
    clock.advance(10_000);
    expect(await answers(id)).toEqual([]);
  });
});
