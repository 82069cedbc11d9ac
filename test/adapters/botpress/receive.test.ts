import path from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Envelope, readEnvelope } from '#adapters/botpress/envelope.ts';
import { createReceiver, type Receiver } from '#adapters/botpress/receive.ts';
import { BatonError } from '#core/errors.ts';
import type { EventJournal } from '#core/ports/event-journal.ts';
import { openJournal } from '#store/journal.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';

let folder: string;
let clock: TestClock;
let journal: EventJournal;
let taken: string[];
let changed: () => void;
/** What the store does with the next events. */
let store: (id: string) => Promise<void>;
const receivers: Receiver[] = [];

const event = (id: string, conversation = 'conv_1'): Envelope => readEnvelope({ eventId: `evt_${id}`, conversation: { id: conversation, integration: 'whatsapp' }, message: { id, payload: { text: id } } });
const open = (): EventJournal => openJournal(path.join(folder, 'journal.db'), { onDamage: () => expect.fail('damaged') });
const begin = async (over: EventJournal = journal): Promise<Receiver> => {
  const receiver = createReceiver({
    clock,
    journal: over,
    onError: () => undefined,
    async take({ message }) {
      await store(message.id);
      if (!taken.includes(message.id)) taken.push(message.id);
      changed();
    },
  });
  receivers.push(receiver);
  await receiver.start();
  return receiver;
};
/** Resolves when so many events were taken; the clock moves on while it waits. */
const took = async (count: number): Promise<void> => {
  while (taken.length < count) {
    const next = new Promise<void>((resolve) => (changed = resolve));
    clock.advance(1_000);
    await Promise.race([next, new Promise((resolve) => void setImmediate(resolve))]);
  }
};
/** Resolves when this has; the clock moves on while it waits. */
const until = async (reached: Promise<void>): Promise<void> => {
  for (let isThere = false; !isThere; ) {
    clock.advance(1_000);
    isThere = await Promise.race([reached.then(() => true), new Promise<false>((resolve) => void setImmediate(() => resolve(false)))]);
  }
};

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-botpress-'));
  [clock, journal, taken, changed, store] = [createTestClock(), open(), [], () => undefined, () => Promise.resolve()];
});
afterEach(async () => {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
  await journal.close();
  await rm(folder, { recursive: true, force: true });
});

describe('an event from Botpress', () => {
  it('goes straight to the store', async () => {
    const receiver = await begin();
    await receiver.receive(event('one'));
    expect(taken).toEqual(['one']);
    expect(await receiver.waiting()).toMatchObject({ count: 0 });
  });

  it('is acknowledged within two seconds while the store stands still, and taken once in its order afterwards', async () => {
    const standing = Promise.withResolvers<void>();
    store = () => standing.promise;
    const receiver = await begin();
    const first = receiver.receive(event('one'));
    while (clock.waiting() === 0) await Promise.resolve();
    clock.advance(2_000);
    await first;
    await receiver.receive(event('two'));
    await receiver.receive(event('two'));
    expect(taken).toEqual([]);
    expect((await receiver.waiting()).count).toBe(2);
    standing.resolve();
    await took(2);
    expect(taken).toEqual(['one', 'two']);
  });

  it('waits for the one before it in its conversation, and for no other', async () => {
    const slow = Promise.withResolvers<void>();
    store = (id) => (id === 'picture' ? slow.promise : Promise.resolve());
    const receiver = await begin();
    const [picture, words] = [receiver.receive(event('picture')), receiver.receive(event('words'))];
    await receiver.receive(event('other', 'conv_2'));
    slow.resolve();
    await Promise.all([picture, words]);
    expect(taken).toEqual(['other', 'picture', 'words']);
  });

  it('does not overtake the one before it, which has gone into the journal', async () => {
    let isAway = true;
    const standing = Promise.withResolvers<void>();
    store = (id) => (id === 'one' && isAway ? standing.promise : Promise.resolve());
    const receiver = await begin();
    const first = receiver.receive(event('one'));
    while (clock.waiting() === 0) await Promise.resolve();
    clock.advance(1_500);
    const second = receiver.receive(event('two'));
    clock.advance(500);
    await first;
    isAway = false;
    standing.reject(new BatonError('unavailable', 'no database'));
    await second;
    await took(2);
    expect(taken).toEqual(['one', 'two']);
  });

  it('is not held up in the journal by another conversation that takes long', async () => {
    store = () => Promise.reject(new BatonError('unavailable', 'no database'));
    const receiver = await begin();
    await receiver.receive(event('slow', 'conv_1'));
    const slow = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    store = (id) => (id === 'slow' ? (reached.resolve(), slow.promise) : Promise.resolve());
    await until(reached.promise);
    await receiver.receive(event('quick', 'conv_2'));
    await took(1);
    expect(taken).toEqual(['quick']);
    slow.resolve();
    await took(2);
  });

  it('waits some times for a file that is not there, and is taken without it then', async () => {
    const waits: boolean[] = [];
    const came = Promise.withResolvers<void>();
    const receiver = createReceiver({
      clock,
      journal,
      onError: () => undefined,
      take(_, mayWait) {
        waits.push(mayWait);
        if (mayWait) return Promise.reject(new BatonError('unavailable', 'no file'));
        came.resolve();
        return Promise.resolve();
      },
    });
    receivers.push(receiver);
    await receiver.start();
    await receiver.receive(event('picture'));
    await until(came.promise);
    expect(waits).toEqual([true, true, true, true, true, true, false]);
  });

  it('survives an end of the process with the store away', async () => {
    store = () => Promise.reject(new BatonError('unavailable', 'no database'));
    const receiver = await begin();
    for (const id of ['one', 'two', 'three']) await receiver.receive(event(id));
    await receiver.stop();
    await journal.close();
    journal = open();
    store = () => Promise.resolve();
    await begin();
    await took(3);
    expect(taken).toEqual(['one', 'two', 'three']);
  });

  it('is refused when it will never be taken, and when there is no disk to put it on', async () => {
    store = () => Promise.reject(new BatonError('too_large', 'too long'));
    await expect((await begin()).receive(event('one'))).rejects.toMatchObject({ code: 'too_large' });
    store = () => Promise.reject(new BatonError('unavailable', 'no database'));
    const broken = await begin({ ...journal, put: () => Promise.reject(new BatonError('unavailable', 'no disk')) });
    await expect(broken.receive(event('two'))).rejects.toMatchObject({ code: 'unavailable' });
  });
});
