import { afterEach, describe, expect, it } from 'vitest';
import type { Message } from '#core/message.ts';
import type { ChannelAdapter } from '#core/ports/channel-adapter.ts';
import { createPace } from '#adapters/slack/threads/pace.ts';
import type { FakePost } from '../fake/types.ts';
import { type Counter, openCounter } from './counter.ts';

let counter: Counter;
afterEach(() => counter.leave());

/** Says something in the conversation that is not sent yet. */
async function say(root: FakePost, text: string, files: readonly { readonly name: string; readonly bytes: Uint8Array }[] = []): Promise<Message> {
  const { temp, idOf, clock, messages } = counter;
  const refs = await Promise.all(files.map(({ name, bytes }) => temp.files.put(idOf(root), { name, type: 'text/plain', bytes }, clock.now())));
  await temp.store.update(idOf(root), () => ({ messages: [{ author: 'agent', visibility: 'all', text, extras: { agentName: '李雷', ...(refs.length > 0 ? { files: refs } : {}) } }] }), clock.now());
  return (await messages(root)).at(-1) as Message;
}

const LONG = '😀 很长的一段话，说的是一件小事。'.repeat(500);

describe('a message to a customer in Slack', () => {
  it.each([
    ['before Slack has it', (times: number) => counter.fake.trouble.fail(times, 'chat.postMessage'), 0],
    ['after Slack has it', (times: number) => counter.fake.trouble.dropAnswers(times, 'chat.postMessage'), 1],
  ])('stands there once when the process dies over it %s', async (_, trouble, standing) => {
    counter = await openCounter();
    const { ask, channel, addressOf, clock, said } = counter;
    const root = await ask('hello');
    const message = await say(root, 'an answer');
    trouble(1);
    await expect(channel.send(addressOf(root), message)).rejects.toMatchObject({ code: 'unavailable' });
    expect(said(root)).toHaveLength(standing);
    // Another process takes it up, which knows nothing.
    clock.advance(15_000);
    const { channel: next } = counter.another();
    await next.send(addressOf(root), message);
    expect(said(root)).toEqual([expect.stringContaining('an answer')]);
  });

  it('is completed, not repeated, when the process dies in the middle of a long one', async () => {
    counter = await openCounter();
    const { ask, channel, addressOf, clock, said, fake } = counter;
    const root = await ask('hello');
    const message = await say(root, LONG);
    let posts = 0;
    fake.trouble.dropAnswers(1, (method) => method === 'chat.postMessage' && (posts += 1) === 2);
    await expect(channel.send(addressOf(root), message)).rejects.toMatchObject({ code: 'unavailable' });
    expect(said(root)).toHaveLength(2);
    clock.advance(15_000);
    await counter.another().channel.send(addressOf(root), message);
    expect(said(root).join('').replaceAll(/李雷|[*\n]/g, '')).toBe(LONG);
  });

  it('brings its files once when the answer to the last step is lost', async () => {
    counter = await openCounter();
    const { ask, channel, addressOf, clock, fake } = counter;
    const root = await ask('hello');
    const message = await say(root, 'see these', [
      { name: 'one.txt', bytes: Buffer.from('one') },
      { name: 'two.txt', bytes: Buffer.from('two') },
    ]);
    fake.trouble.dropAnswers(1, 'files.completeUploadExternal');
    await expect(channel.send(addressOf(root), message)).rejects.toMatchObject({ code: 'unavailable' });
    clock.advance(15_000);
    await counter.another().channel.send(addressOf(root), message);
    expect(fake.thread(counter.room.id, root.ts).flatMap(({ files }) => files.map(({ name }) => name))).toEqual(['one.txt', 'two.txt']);
  });

  it('is taken away with its files by a process that did not send it', async () => {
    counter = await openCounter();
    const { ask, addressOf, fake, temp, idOf, clock, said, messages, send } = counter;
    const root = await ask('hello');
    const message = await say(root, 'wrong file', [{ name: 'one.txt', bytes: Buffer.from('one') }]);
    await send();
    await temp.store.update(idOf(root), () => ({ edits: [{ messageId: message.id, change: { kind: 'removed' } }] }), clock.now());
    await counter.another().channel.edit?.(addressOf(root), (await messages(root)).at(-1) as Message);
    expect(said(root).filter((text) => text.includes('wrong'))).toEqual([]);
    expect(fake.files()).toEqual([]);
  });

  it('waits for a channel that is lost, and comes when it is back', async () => {
    counter = await openCounter();
    const { ask, channel, addressOf, fake, room, said } = counter;
    const root = await ask('hello');
    const message = await say(root, 'an answer');
    fake.channels.archive(room.id);
    await expect(channel.send(addressOf(root), message)).rejects.toMatchObject({ code: 'unavailable', retryAfterMs: 15_000 });
    fake.channels.unarchive(room.id);
    counter.clock.advance(60_000);
    await channel.send(addressOf(root), message);
    expect(said(root)).toEqual([expect.stringContaining('an answer')]);
  });
});

describe('many messages to one channel', () => {
  it('go at the pace that Slack allows, in order in each thread, without a single refusal', async () => {
    counter = await openCounter({ rates: { burst: 1, perSecond: 1, tiers: false }, pace: createPace, patienceMs: 60_000 });
    const { ask, channel, addressOf, clock, said, fake } = counter;
    const roots = [await ask('hello'), await ask('good morning')];
    const all: Promise<void>[] = [];
    for (let i = 0; i < 6; i += 1) {
      for (const root of roots) {
        const message = await say(root, `answer ${i}.`);
        all.push(sendAfter(channel, all.at(-2), addressOf(root), message));
      }
    }
    let isDone = false;
    const done = Promise.all(all).finally(() => (isDone = true));
    while (!isDone) {
      // Whoever waits for a turn has a timer open; nobody else moves the time on.
      if (counter.timers() > 0) clock.advance(250);
      await new Promise((resolve) => void setImmediate(resolve));
    }
    await done;
    for (const root of roots) expect(said(root).map((text) => /answer \d/.exec(text)?.[0])).toEqual([0, 1, 2, 3, 4, 5].map((i) => `answer ${i}`));
    const posted = fake.calls.filter(({ method }) => method === 'chat.postMessage');
    expect(posted.map(({ result }) => result)).toEqual(Array.from({ length: 12 }, () => 'ok'));
    for (const [i, { at }] of posted.entries()) if (i > 0) expect(at - (posted[i - 1]?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
  });
});

/** Sends when what came before it in its thread has gone, as the outbox does. */
async function sendAfter(channel: ChannelAdapter, before: Promise<void> | undefined, address: string, message: Message): Promise<void> {
  await before;
  await channel.send(address, message);
}
