import { request as httpRequest } from 'node:http';
import * as chat from '@botpress/chat';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { pathKey, sign } from '#adapters/botpress/signature.ts';
import { BatonError } from '#core/errors.ts';
import type { InboundMessage, Message } from '#core/message.ts';
import type { ChannelSink } from '#core/ports/channel-adapter.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';
import { BOT_ID, eventRequest } from './fake/index.ts';
import { openStand, SECRET, type Stand } from './stand.ts';

const NOW = Date.UTC(2026, 10, 23, 4);
let clock: TestClock;
let stand: Stand;
let accepted: InboundMessage[];
let refuse: BatonError | undefined;
const sink: ChannelSink = {
  accept(inbound) {
    accepted.push(inbound);
    return refuse ? Promise.reject(refuse) : Promise.resolve({ id: inbound.externalId, seq: accepted.length, cursor: accepted.length, at: NOW });
  },
  edit: () => Promise.resolve(),
};
const text = (words: string) => ({ type: 'text', payload: { text: words } });
const said = (id: string, extra: Partial<Message> = {}): Message => ({ id, conversationId: 'c', seq: 1, cursor: 1, segment: 1, author: 'bot', visibility: 'all', text: 'an answer', extras: {}, status: 'queued', at: NOW, ...extra });

// The SDK writes every failed run to the console.
beforeAll(() => void vi.spyOn(console, 'error').mockReturnValue());
afterAll(() => vi.restoreAllMocks());

beforeEach(async () => {
  clock = createTestClock(NOW);
  accepted = [];
  refuse = undefined;
  stand = await openStand({ clock, idOf: (channel, address) => `${channel}/${address}` });
  await stand.botpress.channel.start(sink);
});
afterEach(() => stand.close());

describe('what comes from Botpress', () => {
  it('keeps every character, wherever the bytes are cut on their way', async () => {
    const words = '吊扇灯的遥控器失灵了😀'.repeat(300);
    const body = Buffer.from(JSON.stringify({ eventId: 'evt', conversation: { id: 'conv', integration: 'whatsapp' }, message: { id: 'm', payload: { text: words } } }));
    const timestamp = String(NOW / 1000);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'x-baton-timestamp': timestamp, 'x-baton-signature': sign(SECRET, timestamp, body) };
      const request = httpRequest(`${stand.served.url}/botpress/events`, { method: 'POST', headers }, (response) => resolve(response.resume().statusCode));
      request.on('error', reject);
      const write = (at: number): void => {
        if (at >= body.length) return void request.end();
        request.write(body.subarray(at, at + 1_001), () => write(at + 1_001));
      };
      write(0);
    });
    expect(status).toBe(200);
    expect(accepted.map((inbound) => inbound.text).join('')).toBe(words);
    expect(accepted.map(({ externalId }) => externalId)).toEqual(['m']);
  });

  it('takes a message that is longer than one of ours in parts', async () => {
    const conversation = stand.fake.converse('whatsapp');
    expect(await stand.fake.say(conversation, text('长'.repeat(5_000)), 'long')).toBe(200);
    expect(accepted.map(({ externalId }) => externalId)).toEqual(['long', 'long#2']);
    expect(accepted.map((inbound) => inbound.text).join('')).toBe('长'.repeat(5_000));
  });

  it('refuses what is too large or no JSON, without reading on', async () => {
    const post = (body: string): Promise<Response> => {
      const timestamp = String(NOW / 1000);
      return fetch(`${stand.served.url}/botpress/events`, { method: 'POST', body, headers: { 'x-baton-timestamp': timestamp, 'x-baton-signature': sign(SECRET, timestamp, Buffer.from(body)) } });
    };
    expect((await post(JSON.stringify({ text: 'x'.repeat(300_000) }))).status).toBe(413);
    expect((await post('no JSON')).status).toBe(400);
    expect((await post('{}')).status).toBe(400);
    expect(accepted).toEqual([]);
  });

  it('is what was pressed, where a choice was pressed', async () => {
    const conversation = stand.fake.converse('whatsapp');
    await stand.fake.say(conversation, { type: 'text', payload: { text: '1', value: '转人工' } });
    expect(accepted.map((inbound) => inbound.text)).toEqual(['转人工']);
  });

  it('names a place, and leaves a reaction be', async () => {
    const conversation = stand.fake.converse('whatsapp');
    await stand.fake.say(conversation, { type: 'location', payload: { latitude: 31.2, longitude: 121.5, title: '外滩' } });
    await stand.fake.say(conversation, { type: 'reaction', payload: { emoji: '👍' } });
    expect(accepted.map((inbound) => inbound.text)).toEqual(['[位置] 外滩 · 31.2, 121.5']);
  });

  it('comes in also by a dev bot that Baton serves itself, run by the handler of the SDK', async () => {
    const conversation = stand.fake.converse('telegram');
    const message = stand.fake.state.add({ conversationId: conversation, userId: 'user_1', type: 'text', payload: { text: '你好' }, direction: 'incoming', tags: {} });
    const { headers, body } = eventRequest(stand.fake.state, message);
    const post = (key: string, secret: string, bot = BOT_ID): Promise<Response> =>
      fetch(`${stand.served.url}/botpress/bot/${key}`, { method: 'POST', body, headers: { ...headers, 'x-bot-id': bot, 'x-bp-configuration': Buffer.from(JSON.stringify({ secret })).toString('base64') } });
    expect((await post('guessed', SECRET)).status).toBe(401);
    expect((await post(pathKey(SECRET), 'guessed')).status).toBe(401);
    expect((await post(pathKey(SECRET), SECRET, 'another-bot')).status).toBe(401);
    expect(accepted).toEqual([]);
    refuse = new BatonError('unavailable', 'no space');
    expect((await post(pathKey(SECRET), SECRET)).status).toBe(503);
    refuse = undefined;
    expect((await post(pathKey(SECRET), SECRET)).status).toBe(200);
    expect(accepted.at(-1)).toMatchObject({ address: `telegram:${conversation}`, externalId: message.id, text: '你好', language: 'zh' });
  });

  it('is fetched later when Baton was away for longer than the bot tries', async () => {
    const conversation = stand.fake.converse('whatsapp');
    refuse = new BatonError('unavailable', 'no space');
    expect(await stand.fake.say(conversation, text('是否有人？'), 'missed')).not.toBe(200);
    refuse = undefined;
    accepted = [];
    const asked = (): number => stand.fake.calls.filter((call) => call === 'GET /v1/chat/events').length;
    const before = asked();
    const came = Promise.withResolvers<void>();
    const accept = sink.accept;
    sink.accept = async (inbound) => accept(inbound).finally(came.resolve);
    clock.advance(120_000);
    await came.promise;
    sink.accept = accept;
    expect(accepted.map(({ externalId }) => externalId)).toEqual(['missed']);
    expect(asked()).toBeGreaterThan(before);
  });
});

describe('what goes to Botpress', () => {
  it('reaches a customer who writes with the chat client of Botpress, and is heard by them', async () => {
    const client = await chat.Client.connect({ apiUrl: `${stand.fake.url}/chat` });
    const { conversation } = await client.createConversation({});
    const listener = await client.listenConversation({ id: conversation.id });
    const heard = new Promise<chat.Signals['message_created']>((resolve) => {
      listener.on('message_created', (message) => message.userId !== client.user.id && resolve(message));
    });
    const came = Promise.withResolvers<void>();
    const accept = sink.accept;
    sink.accept = async (inbound) => accept(inbound).finally(came.resolve);
    await client.createMessage({ conversationId: conversation.id, payload: { type: 'text', text: 'how long does a refund take' } });
    await came.promise;
    sink.accept = accept;
    const [inbound] = accepted;
    expect(inbound).toMatchObject({ channel: 'botpress', address: `chat:${conversation.id}`, text: 'how long does a refund take', language: 'en' });
    await stand.botpress.channel.send(inbound?.address ?? '', said('m-1', { text: 'Five to seven days.', extras: { quickReplies: [{ label: 'Talk to a person', text: 'Talk to a person' }] } }));
    expect((await heard).payload).toEqual({ type: 'choice', text: 'Five to seven days.', options: [{ label: 'Talk to a person', value: 'Talk to a person' }] });
    await listener.disconnect();
  });

  it('is said in plain words where the channel does not take the type', async () => {
    const conversation = stand.fake.converse('messenger');
    stand.fake.refused.set('messenger', new Set(['choice']));
    await stand.botpress.channel.send(`messenger:${conversation}`, said('m-1', { extras: { quickReplies: [{ label: 'yes', text: 'yes' }, { label: 'no', text: 'no' }] } }));
    expect(stand.fake.spoken(conversation).map(({ payload }) => payload['text'])).toEqual(['an answer\n1) yes\n2) no']);
  });

  it.each([
    ['stalls', { kind: 'stall' }, 'unavailable', undefined],
    ['is limited', { kind: 'status', status: 429, retryAfter: 7 }, 'rate_limited', 7_000],
    ['fails', { kind: 'status', status: 503 }, 'unavailable', undefined],
    ['is behind a proxy that fails', { kind: 'page', status: 502 }, 'unavailable', undefined],
    ['has another token', { kind: 'status', status: 401 }, 'unavailable', 60_000],
    ['wants to be paid', { kind: 'status', status: 402 }, 'unavailable', 60_000],
    ['does not know the conversation', { kind: 'status', status: 404 }, 'not_found', undefined],
    ['will never take it', { kind: 'status', status: 400 }, 'invalid_input', undefined],
  ] as const)('says what to do when Botpress %s', async (_, trouble, code, retryAfterMs) => {
    const conversation = stand.fake.converse('whatsapp');
    stand.fake.trouble.add(trouble, 1, '/messages');
    const sending = stand.botpress.channel.send(`whatsapp:${conversation}`, said('m-1'));
    const outcome = sending.then(
      () => 'sent',
      (error: unknown) => error,
    );
    if (trouble.kind === 'stall') {
      while (stand.fake.trouble.left() > 0) await new Promise((resolve) => void setImmediate(resolve));
      clock.advance(8_000);
    }
    expect(await outcome).toMatchObject({ code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
    clock.advance(60_000);
    if (code === 'rate_limited' || code === 'unavailable') await stand.botpress.channel.send(`whatsapp:${conversation}`, said('m-1'));
    expect(stand.fake.spoken(conversation)).toHaveLength(code === 'rate_limited' || code === 'unavailable' ? 1 : 0);
  });

  it('shows in the status that the token is wrong, and that it was mended', async () => {
    const conversation = stand.fake.converse('whatsapp');
    stand.fake.trouble.add({ kind: 'status', status: 401 }, 1, '/messages');
    await expect(stand.botpress.channel.send(`whatsapp:${conversation}`, said('m-1'))).rejects.toThrow(/BOTPRESS_TOKEN/);
    expect(await stand.botpress.status()).toMatchObject({ state: 'trouble', reason: expect.stringContaining('Unauthorized') as string });
    await stand.botpress.channel.send(`whatsapp:${conversation}`, said('m-1'));
    expect(await stand.botpress.status()).toEqual({ state: 'ok' });
  });
});
