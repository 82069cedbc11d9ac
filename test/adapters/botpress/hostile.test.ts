import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sign } from '#adapters/botpress/signature.ts';
import { BatonError } from '#core/errors.ts';
import type { InboundEdit, InboundMessage, Message } from '#core/message.ts';
import type { ChannelSink } from '#core/ports/channel-adapter.ts';
import { openTempStore, type TempStore } from '../../support/temp-store.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';
import { openStand, SECRET, type Stand } from './stand.ts';

const NOW = Date.UTC(2026, 10, 23, 4);
let clock: TestClock;
let temp: TempStore;
let stand: Stand;
let accepted: InboundMessage[];
let tried: string[];
let edits: InboundEdit[];
const refused = new Map<string, BatonError>();
let changed: () => void;
const sink: ChannelSink = {
  accept(inbound) {
    tried.push(inbound.externalId);
    const error = refused.get(inbound.externalId);
    if (error) return Promise.reject(error);
    accepted.push(inbound);
    changed();
    return Promise.resolve({ id: inbound.externalId, seq: accepted.length, cursor: accepted.length, at: NOW });
  },
  edit(edit) {
    edits.push(edit);
    return Promise.resolve();
  },
};

// The SDK writes every failed run to the console.
beforeAll(() => void vi.spyOn(console, 'error').mockReturnValue());
afterAll(() => vi.restoreAllMocks());
beforeEach(async () => {
  [clock, accepted, tried, edits, changed] = [createTestClock(NOW), [], [], [], () => undefined];
  refused.clear();
  temp = await openTempStore();
  stand = await openStand({ clock, idOf: temp.store.idOf, files: temp.files });
  await stand.botpress.channel.start(sink);
});
afterEach(async () => {
  await stand.close();
  await temp.close();
});

/** Resolves when the next message was taken; Botpress is asked for what it could not bring at every start. */
async function looksAgain(): Promise<void> {
  const { channel } = stand.botpress;
  await channel.stop();
  const came = new Promise<void>((resolve) => (changed = resolve));
  await channel.start(sink);
  await came;
}

/** Posts an event as the forwarding bot does. */
async function post(event: object): Promise<number> {
  const [timestamp, body] = [String(NOW / 1000), JSON.stringify(event)];
  return (await fetch(`${stand.served.url}/botpress/events`, { method: 'POST', body, headers: { 'x-baton-timestamp': timestamp, 'x-baton-signature': sign(SECRET, timestamp, Buffer.from(body)) } })).status;
}
const event = (conversation: object, message: object = {}): object => ({ eventId: 'evt', conversation: { id: 'conv', integration: 'whatsapp', ...conversation }, message: { id: 'm', payload: { text: 'hello' }, ...message } });
const image = (imageUrl: string) => ({ type: 'image', payload: { imageUrl } });

describe('what is odd in an event', () => {
  it.each([
    ['a NUL in the conversation', event({ id: 'conv\0' })],
    ['half a character in the conversation', event({ id: 'conv\uD83D' })],
    ['a line end in the message id', event({}, { id: 'm\n' })],
    ['an integration that would lead to another address', event({ integration: 'whatsapp:conv' })],
  ])('is refused for good, before anything is stored: %s', async (_, odd) => {
    expect(await post(odd)).toBe(400);
    expect(accepted).toEqual([]);
  });

  it('is no reason to lose a place that has a name and no coordinates', async () => {
    expect(await post(event({}, { type: 'location', payload: { address: '外滩 1 号', latitude: {} } }))).toBe(200);
    expect(accepted.map(({ text }) => text)).toEqual(['[位置] 外滩 1 号']);
  });
});

describe('files of a customer', () => {
  it('that are written into the address itself are named, not spelled out', async () => {
    expect(await post(event({}, image(`data:image/png;base64,${'A'.repeat(100_000)}`)))).toBe(200);
    expect(accepted.map(({ text }) => text)).toEqual(['[图片]']);
  });

  it('are asked for five times in all, however many a message names', async () => {
    const items = Array.from({ length: 60 }, (_, i) => image(`${stand.fake.url}/files/none/${i}.png`));
    const asked = vi.spyOn(temp.files, 'put');
    const began = stand.fake.fetched.length;
    expect(await post(event({}, { type: 'bloc', payload: { items } }))).toBe(200);
    expect(stand.fake.fetched.length - began).toBe(5);
    expect(asked).not.toHaveBeenCalled();
    expect(accepted.map(({ text }) => text.split('\n').length)).toEqual([20]);
  });
});

describe('what could not be brought', () => {
  it('is fetched although something before it will never be taken, which is tried once', async () => {
    const whole = (id: string): Readonly<Record<string, unknown>> => ({ conversation: { id: 'conv', integration: 'whatsapp', channel: 'channel', tags: {} }, message: { id, type: 'text', payload: { text: id }, direction: 'incoming', userId: 'u', tags: {} } });
    const failed = (id: string, at: number, payload: Readonly<Record<string, unknown>>) => ({ id, type: 'message_created', payload, createdAt: new Date(NOW + at).toISOString(), status: 'failed' as const, failureReason: 'x' });
    refused.set('too long', new BatonError('too_large', 'too long'));
    stand.fake.state.events.push(failed('evt_1', 1, { unreadable: true }), failed('evt_2', 2, whole('too long')), failed('evt_3', 3, whole('good')));
    await looksAgain();
    stand.fake.state.events.push(failed('evt_4', 4, whole('later')));
    await looksAgain();
    expect(tried).toEqual(['too long', 'good', 'later']);
  });
});

describe('a message that was taken in parts', () => {
  const long = `${'长'.repeat(4_000)}尾`;

  it('goes in all its parts when it is taken back', async () => {
    expect(await post({ ...event({}, { payload: { text: long } }), kind: 'removed' })).toBe(200);
    expect(edits.map(({ externalId, change }) => [externalId, change.kind])).toEqual([['m', 'removed'], ['m#2', 'removed']]);
  });

  it('is changed to its end', async () => {
    expect(await post({ ...event({}, { payload: { text: long } }), kind: 'updated' })).toBe(200);
    expect(edits.map(({ change }) => (change.kind === 'text' ? change.text : '')).join('')).toBe(long);
  });
});

it.each([
  [0, 1_000],
  [1_763_856_000, 600_000],
])('a wait of %d s that Botpress asks for is neither none nor for ever', async (retryAfter, retryAfterMs) => {
  const conversation = stand.fake.converse('whatsapp');
  stand.fake.trouble.add({ kind: 'status', status: 429, retryAfter }, 1, '/messages');
  const message: Message = { id: 'm-1', conversationId: 'c', seq: 1, cursor: 1, segment: 1, author: 'bot', visibility: 'all', text: 'an answer', extras: {}, status: 'queued', at: NOW };
  await expect(stand.botpress.channel.send(`whatsapp:${conversation}`, message)).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs });
});
