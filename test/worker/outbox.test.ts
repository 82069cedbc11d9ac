import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BatonError } from '#core/errors.ts';
import type { Message } from '#core/message.ts';
import type { ChannelAdapter } from '#core/ports/channel-adapter.ts';
import type { DeskNews } from '#core/ports/store.ts';
import { transition } from '#core/transition.ts';
import { createOutboxWorker } from '#worker/outbox.ts';
import type { Pump } from '#worker/pump.ts';
import { openTempStore, type TempStore } from '../support/temp-store.ts';
import { createTestClock, type TestClock } from '../support/test-clock.ts';

let temp: TempStore;
let clock: TestClock;
let worker: Pump;
let sent: string[];
let settled: string[];
let errors: unknown[];
let told: DeskNews[];
/** What the channel does with a message; it takes it unless a test says otherwise. */
let take: (message: Message) => Promise<void>;
/** Wakes who waits for the next thing that was settled. */
let wake = Promise.withResolvers<void>();

const channel = (name: string, delivery: 'push' | 'pull'): ChannelAdapter => ({
  name,
  capabilities: { saysItIsAi: true, delivery, quickReplies: false, links: false, edits: false, files: false, showsPassedOn: true },
  start: () => Promise.resolve(),
  async send(_address, message) {
    await take(message);
    sent.push(message.text);
  },
  stop: () => Promise.resolve(),
});

beforeEach(async () => {
  temp = await openTempStore();
  clock = createTestClock();
  [sent, settled, errors, told] = [[], [], [], []];
  take = () => Promise.resolve();
  worker = createOutboxWorker({
    store: temp.store,
    clock,
    channels: new Map([
      ['push', channel('push', 'push')],
      ['pull', channel('pull', 'pull')],
    ]),
    desks: new Map([['console', { name: 'console', start: () => Promise.resolve(), tell: async (news) => void told.push(news), stop: () => Promise.resolve() }]]),
    onSettled(item, became) {
      settled.push(`${item.content.kind === 'message' || item.content.kind === 'edit' ? item.content.message.text : item.content.kind === 'call' ? item.content.call.id : item.content.news.kind} ${became}`);
      wake.resolve();
      wake = Promise.withResolvers();
    },
    onError: (error) => void errors.push(error),
  });
});
afterEach(async () => {
  await worker.stop();
  await temp.close();
});

/** Lets something be said in a conversation, and answers with its id. */
const say = async (texts: readonly string[], { at = 'push', who = 'v-1', author = 'bot' as 'bot' | 'agent' } = {}): Promise<string> => {
  const { conversation } = await temp.store.accept({ channel: at, address: who, externalId: crypto.randomUUID(), text: 'hello', language: 'en' }, clock.now());
  await temp.store.update(conversation.id, () => ({ messages: texts.map((text) => ({ author, visibility: 'all' as const, text })) }), clock.now());
  return conversation.id;
};
/** A person takes over: a new epoch. */
const takeOver = (id: string) =>
  temp.store.update(
    id,
    (now) => {
      const waiting = transition(now, { kind: 'hand_over' });
      return { ownership: transition(waiting, { kind: 'claim', agentId: 'a-1' }), agentName: '陈静', news: ['owner_changed'] };
    },
    clock.now(),
  );
/** Resolves when this many things have been settled. */
const until = async (count: number): Promise<string[]> => {
  worker.kick();
  while (settled.length < count) await wake.promise;
  return settled;
};
const statuses = async (id: string): Promise<string[]> =>
  (await temp.store.transcript(id, 100)).filter(({ message }) => message.author !== 'customer').map(({ message }) => `${message.text} ${message.status}`);

describe('the outbox worker sends', () => {
  it('what was said, once, in order, and tells desks the news', async () => {
    const id = await say(['one', 'two', 'three']);
    await temp.store.update(id, () => ({ news: ['handover'] }), clock.now());
    await until(4);
    expect(sent).toEqual(['one', 'two', 'three']);
    expect(told).toMatchObject([{ kind: 'handover', conversationId: id }]);
    expect(await statuses(id)).toEqual(['one sent', 'two sent', 'three sent']);
    worker.kick();
    await worker.stop();
    expect(sent).toHaveLength(3);
  });

  it('many conversations at once, each in its order', async () => {
    for (let who = 0; who < 50; who += 1) await say([`${who}:a`, `${who}:b`, `${who}:c`], { who: `v-${who}` });
    await until(150);
    for (let who = 0; who < 50; who += 1) expect(sent.filter((text) => text.startsWith(`${who}:`))).toEqual([`${who}:a`, `${who}:b`, `${who}:c`]);
  });

  it('past a conversation whose channel hangs', async () => {
    const hanging = Promise.withResolvers<void>();
    take = (message) => (message.text === 'stuck' ? hanging.promise : Promise.resolve());
    await say(['stuck', 'behind it'], { who: 'v-1' });
    await say(['a', 'b'], { who: 'v-2' });
    await until(2);
    expect(sent).toEqual(['a', 'b']);
    hanging.resolve();
    await until(4);
    expect(sent).toEqual(['a', 'b', 'stuck', 'behind it']);
  });
});

describe('when a channel cannot take a message', () => {
  const unavailable = (retryAfterMs?: number) => new BatonError('unavailable', 'the platform is down', retryAfterMs === undefined ? {} : { retryAfterMs });

  it('it is tried again, after longer and longer, and what comes after it waits', async () => {
    let fails = 3;
    take = () => ((fails -= 1) >= 0 ? Promise.reject(unavailable()) : Promise.resolve());
    const id = await say(['first', 'second']);
    await until(1);
    for (const [wait, count] of [[1_000, 2], [2_000, 3], [4_000, 5]] as const) {
      clock.advance(wait - 1);
      worker.kick();
      expect(await temp.store.takeOutbox(['channel:push'], clock.now(), 0, 10)).toEqual([]);
      clock.advance(1);
      await until(count);
    }
    expect(settled).toEqual(['first waiting', 'first waiting', 'first waiting', 'first sent', 'second sent']);
    expect(sent).toEqual(['first', 'second']);
    expect(await statuses(id)).toEqual(['first sent', 'second sent']);
    expect(errors).toHaveLength(3);
  });

  it('it is tried again when the platform has said', async () => {
    let fails = 1;
    take = () => ((fails -= 1) >= 0 ? Promise.reject(unavailable(30_000)) : Promise.resolve());
    await say(['later']);
    await until(1);
    clock.advance(29_999);
    expect(await temp.store.takeOutbox(['channel:push'], clock.now(), 0, 10)).toEqual([]);
    clock.advance(1);
    expect(await until(2)).toEqual(['later waiting', 'later sent']);
  });

  it('for good, it is kept as failed, and the next goes on', async () => {
    take = ({ text }) => (text === 'refused' ? Promise.reject(new BatonError('invalid_input', 'blocked by the customer')) : Promise.resolve());
    const id = await say(['refused', 'next']);
    expect(await until(2)).toEqual(['refused failed', 'next sent']);
    expect(await statuses(id)).toEqual(['refused failed', 'next sent']);
  });

  it('and never answers, it is tried again after a while', async () => {
    let hangs = 1;
    take = () => ((hangs -= 1) >= 0 ? new Promise(() => undefined) : Promise.resolve());
    await say(['slow']);
    worker.kick();
    await expect.poll(() => clock.waiting()).toBe(1);
    clock.advance(10_000);
    await until(1);
    clock.advance(1_000);
    expect(await until(2)).toEqual(['slow waiting', 'slow sent']);
    expect(errors).toMatchObject([{ code: 'unavailable', message: expect.stringContaining('channel:push') }]);
  });
});

describe("a bot's words never leave after a person has taken over", () => {
  it('when they still wait', async () => {
    const id = await say(['bot speaks']);
    await takeOver(id);
    await temp.store.update(id, () => ({ messages: [{ author: 'agent', visibility: 'all', text: 'agent speaks' }] }), clock.now());
    await until(2);
    expect(sent).toEqual(['agent speaks']);
    expect(await statuses(id)).toEqual(['bot speaks withheld', 'agent speaks sent']);
  });

  it('when they wait to be tried again', async () => {
    take = ({ author }) => (author === 'bot' ? Promise.reject(new BatonError('unavailable', 'down')) : Promise.resolve());
    const id = await say(['bot speaks']);
    await until(1);
    await takeOver(id);
    clock.advance(10_000);
    await until(2);
    worker.kick();
    await worker.stop();
    expect(sent).toEqual([]);
    expect(await statuses(id)).toEqual(['bot speaks withheld']);
  });

  it('when they are second in line while the first is on its way', async () => {
    const first = Promise.withResolvers<void>();
    take = ({ text }) => (text === 'one' ? first.promise : Promise.resolve());
    const id = await say(['one', 'two']);
    worker.kick();
    await expect.poll(() => clock.waiting()).toBe(1);
    await takeOver(id);
    first.resolve();
    await until(2);
    worker.kick();
    await worker.stop();
    expect(sent).toEqual(['one']);
    expect(await statuses(id)).toEqual(['one sent', 'two withheld']);
  });

  it('when the customer fetches them and they were about to be shown', async () => {
    const id = await say(['bot speaks'], { at: 'pull' });
    await takeOver(id);
    await until(1);
    expect(await statuses(id)).toEqual(['bot speaks withheld']);
    expect((await temp.store.visibleMessages(id, 1, 10)).map(({ text }) => text)).toEqual([]);
  });
});

describe('a change to what was said', () => {
  /** Changes the last message of a conversation, or takes it back. */
  const edit = async (id: string, text: string | undefined): Promise<void> => {
    const last = (await temp.store.transcript(id, 1))[0]?.message.id ?? '';
    await temp.store.update(id, () => ({ edits: [{ messageId: last, change: text === undefined ? { kind: 'removed' } : { kind: 'text', text } }] }), clock.now());
  };

  it('is said again in words where the channel cannot change what it has sent', async () => {
    const id = await say(['三天后到'], { author: 'agent' });
    await until(1);
    clock.advance(1);
    await edit(id, '四天后到');
    await until(2);
    expect(sent).toEqual(['三天后到', 'Correction: 四天后到']);
  });

  it('is let be where it was taken back there, and costs nothing where pages fetch', async () => {
    const [push, pull] = [await say(['one'], { author: 'agent' }), await say(['two'], { author: 'agent', at: 'pull' })];
    await until(2);
    await edit(push, undefined);
    await edit(pull, 'three');
    await until(4);
    expect([sent, errors]).toEqual([['one'], []]);
  });

  it('goes to the channel as what the message is by now, after the message, and again when that failed', async () => {
    const edited: string[] = [];
    let failures = 1;
    await worker.stop();
    const editing: ChannelAdapter = {
      ...channel('push', 'push'),
      capabilities: { ...channel('push', 'push').capabilities, edits: true },
      edit(_address, { text, editedAt, removedAt }) {
        if (failures > 0) {
          failures -= 1;
          return Promise.reject(new BatonError('unavailable', 'away', { retryAfterMs: 5 }));
        }
        edited.push(`${text} ${editedAt !== undefined} ${removedAt !== undefined}`);
        return Promise.resolve();
      },
    };
    worker = createOutboxWorker({
      store: temp.store,
      clock,
      channels: new Map([['push', editing]]),
      desks: new Map(),
      onSettled(_, became) {
        settled.push(became);
        wake.resolve();
        wake = Promise.withResolvers();
      },
      onError: () => undefined,
    });
    const id = await say(['one'], { author: 'agent' });
    await edit(id, 'two');
    await until(1);
    await until(2);
    clock.advance(10);
    await until(3);
    await edit(id, undefined);
    await until(4);
    expect([sent, edited, settled]).toEqual([['two'], ['two true false', ' true true'], ['sent', 'waiting', 'sent', 'sent']]);
  });
});

describe('stopping', () => {
  it('waits for what is on its way, and sends nothing more', async () => {
    const first = Promise.withResolvers<void>();
    take = ({ text }) => (text === 'one' ? first.promise : Promise.resolve());
    const id = await say(['one', 'two']);
    worker.kick();
    await expect.poll(() => clock.waiting()).toBe(1);
    let isStopped = false;
    const stopping = worker.stop().then(() => (isStopped = true));
    await new Promise((resolve) => void setImmediate(resolve));
    expect(isStopped).toBe(false);
    first.resolve();
    await stopping;
    expect(await statuses(id)).toEqual(['one sent', 'two queued']);
  });
});
