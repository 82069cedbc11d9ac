import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { BatonError } from '#core/errors.ts';
import type { Intent } from '#core/intent.ts';
import { readBrief } from '#core/brief/read-brief.ts';
import { createHitlBot } from './fake/hitl-bot.ts';
import type { FakeMessage } from './fake/state.ts';
import { type HitlStand, openHitlStand } from './hitl-stand.ts';

const CHEN = { id: 'a-1', name: '陈静' };
const user = (words: string) => ({ source: { type: 'user', userId: 'user_x' }, type: 'text', payload: { text: words } });
const bot = (words: string) => ({ source: { type: 'bot' }, type: 'text', payload: { text: words } });
const HISTORY = [user('吊扇灯坏了'), bot('请问订单号是多少？'), user('你们太差了，我要投诉')];
let stand: HitlStand;

// The SDK writes every failed run to the console.
beforeAll(() => void vi.spyOn(console, 'error').mockReturnValue());
afterAll(() => vi.restoreAllMocks());

beforeEach(async () => {
  stand = await openHitlStand();
});
afterEach(() => stand.close());

/** A bot makes a user and passes them on; answers the conversation in Botpress. */
async function start(messageHistory: readonly object[] = HISTORY, more: object = {}): Promise<string> {
  const { output } = await stand.bot.action('createUser', { name: '王芳' });
  const started = await stand.bot.action('startHitl', { userId: output['userId'], title: '灯坏了', description: '客户要求退换', messageHistory, ...more });
  expect(started.status).toBe(200);
  return String(started.output['conversationId']);
}

const transcript = async (conversationId: string) => (await stand.temp.store.transcript(stand.idOf(conversationId), 50)).map(({ message }) => message);
/** What the human desk has said in Botpress, once there are so many. */
function said(conversationId: string, count: number): Promise<readonly FakeMessage[]> {
  const { state } = stand.fake;
  const done = Promise.withResolvers<readonly FakeMessage[]>();
  const look = (): void => {
    const found = state.messages.filter((message) => message.conversationId === conversationId);
    if (found.length >= count) done.resolve(found);
  };
  state.listeners.add(look);
  look();
  return done.promise.finally(() => state.listeners.delete(look));
}
/** Resolves when the integration has raised so many events. */
async function raised(count: number): Promise<readonly { readonly type: string; readonly payload: unknown }[]> {
  while (stand.fake.state.events.length < count) await new Promise((resolve) => void setImmediate(resolve));
  return stand.fake.state.events.map(({ type, payload }) => ({ type, payload }));
}

describe('a bot in Botpress passes a customer on to people at Baton', () => {
  it('and the customer waits at once, with reason and priority by the policy and the whole history, which nobody answers again', async () => {
    const conversation = await start();
    const [handover] = await stand.temp.store.openHandovers();
    expect(handover).toMatchObject({ conversationId: stand.idOf(conversation), reason: 'complaint', priority: 'high', team: 'service' });
    expect(await stand.temp.store.conversation(stand.idOf(conversation))).toMatchObject({ state: 'waiting', channel: 'botpress-hitl', customerName: '王芳', language: 'zh' });
    expect((await transcript(conversation)).map(({ author, visibility, text, extras }) => [author, visibility, text || extras.notice?.kind])).toEqual([
      ['customer', 'all', '吊扇灯坏了'],
      ['bot', 'staff', '请问订单号是多少？'],
      ['customer', 'all', '你们太差了，我要投诉'],
      ['bot', 'staff', '灯坏了\n客户要求退换'],
      ['system', 'all', 'handed_over'],
    ]);
    // Nothing of it goes back: the bot has said so itself.
    expect(stand.fake.state.messages).toEqual([]);
  });

  it('and the brief tells what they had said', async () => {
    const conversationId = stand.idOf(await start());
    const { store } = stand.temp;
    const [conversation, [handover], all] = [await store.conversation(conversationId), await store.handovers(conversationId), await store.transcript(conversationId, 50)];
    if (!conversation || !handover) throw new Error('nothing was handed over');
    const tools = { directory: { find: () => Promise.resolve(undefined) }, knowledge: { articles: () => Promise.resolve([]) }, intents: new Map<string, Intent>(), company: { zh: '小店', en: 'Small Shop' }, clock: stand.clock, onError: (error: unknown) => expect.fail(String(error)) };
    const brief = await readBrief(tools, { conversation, handover, handovers: [handover], transcript: all }, CHEN.id);
    expect(brief.customer.name).toBe('王芳');
    expect(JSON.stringify(brief)).toContain('吊扇灯坏了');
  });

  it('once, however often it asks', async () => {
    const { output } = await stand.bot.action('createUser', { name: '王芳' });
    const input = { userId: output['userId'], title: '灯坏了', messageHistory: HISTORY };
    const ids = [await stand.bot.action('startHitl', input), await stand.bot.action('startHitl', input), await stand.bot.action('startHitl', { ...input, messageHistory: [...HISTORY, user('还在吗')] })].map((started) => started.output['conversationId']);
    expect(new Set(ids).size).toBe(1);
    expect((await transcript(String(ids[0]))).filter(({ author }) => author === 'customer').map(({ text }) => text)).toEqual(['吊扇灯坏了', '你们太差了，我要投诉', '还在吗']);
    expect(await stand.temp.store.openHandovers()).toHaveLength(1);
  });

  it('again after it was closed, also when there is not a new word', async () => {
    const { output } = await stand.bot.action('createUser', { name: '王芳' });
    for (const [round, input] of [{ messageHistory: HISTORY, title: '灯坏了' }, { messageHistory: HISTORY, title: '还是坏的' }, { messageHistory: [], title: '第三次' }, { messageHistory: [], title: '第四次' }].entries()) {
      const started = [await stand.bot.action('startHitl', { userId: output['userId'], ...input }), await stand.bot.action('startHitl', { userId: output['userId'], ...input, title: '另一个说法' })];
      expect(started.map(({ status }) => status)).toEqual([200, 200]);
      const conversation = String(started[0]?.output['conversationId']);
      expect(await stand.temp.store.openHandovers()).toHaveLength(1);
      const wishes = (await transcript(conversation)).filter(({ author, text }) => author === 'customer' && !HISTORY.some(({ payload }) => payload.text === text));
      expect(wishes.map(({ text }) => text)).toEqual(['还是坏的', '第三次', '第四次'].slice(0, round));
      await stand.bot.action('stopHitl', { conversationId: conversation });
    }
  });

  it('with the reason that the words have, also when it was broken off half way before', async () => {
    const { store } = stand.temp;
    const update = vi.spyOn(store, 'update').mockRejectedValueOnce(new BatonError('unavailable', 'killed'));
    const { output } = await stand.bot.action('createUser', { name: '王芳' });
    expect((await stand.bot.action('startHitl', { userId: output['userId'], messageHistory: HISTORY })).status).toBe(503);
    expect((await stand.bot.action('startHitl', { userId: output['userId'], messageHistory: HISTORY })).status).toBe(200);
    update.mockRestore();
    expect(await store.openHandovers()).toMatchObject([{ reason: 'complaint', priority: 'high' }]);
  });

  it('with the end of a history of thousands of lines, odd ones left out', async () => {
    const lines = Array.from({ length: 3_000 }, (_, i) => user(`第 ${i} 句，${'说了很多'.repeat(20)}`));
    const conversation = await start([...lines, user('\0'), user('我要投诉')]);
    const said = (await stand.temp.store.transcript(stand.idOf(conversation), 500)).filter(({ message }) => message.author === 'customer');
    expect(said.at(-1)?.message.text).toBe('我要投诉');
    expect(said.length).toBeLessThanOrEqual(100);
    expect(await stand.temp.store.openHandovers()).toHaveLength(1);
  });

  it('also under a name that nobody could read', async () => {
    const { output } = await stand.bot.action('createUser', { name: `王\0芳\n${'很'.repeat(5_000)}` });
    const started = await stand.bot.action('startHitl', { userId: output['userId'], messageHistory: HISTORY });
    const { customerName = '' } = (await stand.temp.store.conversation(stand.idOf(String(started.output['conversationId'])))) ?? {};
    expect(customerName).toMatch(/^王芳 很+…$/);
    expect(customerName.length).toBe(100);
  });

  it('also without any history, by whoever asks for a person', async () => {
    const conversation = await start([], { title: 'wants a person', description: '' });
    expect(await stand.temp.store.openHandovers()).toMatchObject([{ reason: 'asked' }]);
    expect((await transcript(conversation))[0]).toMatchObject({ author: 'customer', text: 'wants a person' });
  });

  it('and agents and customer talk through it, each thing once, until the agent closes it', async () => {
    const conversation = await start();
    const id = stand.idOf(conversation);
    await stand.commands.claim(id, CHEN);
    const [assigned] = await raised(1);
    expect(assigned).toMatchObject({ type: 'hitlAssigned', payload: { conversationId: conversation } });
    stand.fake.trouble.add({ kind: 'lost' }, 1, '/messages');
    await stand.commands.reply(id, CHEN, '您好，我是陈静。', 'command-1');
    await said(conversation, 1);
    expect(await stand.bot.relay(conversation, { text: '订单 A1' }, 'text', 'msg-1')).toBe(200);
    expect(await stand.bot.relay(conversation, { text: '订单 A1' }, 'text', 'msg-1')).toBe(200);
    stand.clock.advance(10_000);
    await stand.commands.reply(id, CHEN, '马上给您换新。', 'command-2');
    const heard = await said(conversation, 2);
    expect(heard.map(({ payload }) => payload)).toEqual([{ text: '陈静：您好，我是陈静。' }, { text: '陈静：马上给您换新。' }]);
    expect(stand.fake.state.users.get(heard[0]?.userId ?? '')?.name).toBe('陈静');
    await stand.commands.note(id, CHEN, '内部：多给一盏', 'command-3');
    await stand.commands.close(id, CHEN, 'resolved');
    expect((await raised(2)).at(-1)).toEqual({ type: 'hitlStopped', payload: { conversationId: conversation } });
    expect((await transcript(conversation)).filter(({ text }) => text === '订单 A1')).toHaveLength(1);
    expect(stand.fake.state.messages.filter((message) => message.conversationId === conversation)).toHaveLength(2);
  });

  it('and goes on with them after an agent has handed back', async () => {
    const conversation = await start();
    const id = stand.idOf(conversation);
    await stand.commands.claim(id, CHEN);
    await stand.commands.handBack(id, CHEN);
    expect((await raised(2)).at(-1)).toEqual({ type: 'hitlStopped', payload: { conversationId: conversation } });
  });

  it('and takes them away again: the conversation is closed here, and nothing is said about it there', async () => {
    const conversation = await start();
    expect((await stand.bot.action('stopHitl', { conversationId: conversation })).status).toBe(200);
    expect(await stand.temp.store.conversation(stand.idOf(conversation))).toMatchObject({ state: 'closed' });
    expect((await stand.bot.action('stopHitl', { conversationId: conversation })).status).toBe(200);
    expect((await stand.bot.action('stopHitl', { conversationId: 'conv_unknown' })).status).toBe(200);
    expect(stand.fake.state.events).toEqual([]);
  });

  it('and what is said beside a picture that cannot be fetched arrives', async () => {
    const conversation = await start();
    const gone = 'http://127.0.0.1:9/a.png';
    expect(await stand.bot.relay(conversation, { items: [{ type: 'text', payload: { text: '看这里' } }, { type: 'image', payload: { imageUrl: gone } }] }, 'bloc')).toBe(200);
    expect((await transcript(conversation)).at(-1)).toMatchObject({ text: `看这里\n[图片] ${gone}` });
  });

  it('and a picture comes before what is written below it, however long it takes to be fetched', async () => {
    const conversation = await start();
    const put = stand.temp.files.put;
    const [slow, reached] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const spy = vi.spyOn(stand.temp.files, 'put').mockImplementation(async (...given) => {
      reached.resolve();
      await slow.promise;
      return put(...given);
    });
    const picture = stand.bot.relay(conversation, { imageUrl: stand.fake.host('裂缝.png', 'image/png', Buffer.from('89504e470d0a1a0a', 'hex')) }, 'image');
    await reached.promise;
    const words = stand.bot.relay(conversation, { text: '就是这盏' });
    await stand.bot.action('createUser', { name: '别人' });
    slow.resolve();
    expect([await picture, await words]).toEqual([200, 200]);
    expect((await transcript(conversation)).slice(-2).map(({ text, extras }) => [text, extras.files?.length])).toEqual([['', 1], ['就是这盏', undefined]]);
    spy.mockRestore();
  });

  it('and brings a picture of the customer, kept with every byte', async () => {
    const conversation = await start();
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==', 'base64');
    expect(await stand.bot.relay(conversation, { imageUrl: stand.fake.host('裂缝.png', 'image/png', png) }, 'image')).toBe(200);
    const [ref] = (await transcript(conversation)).at(-1)?.extras.files ?? [];
    expect(ref).toMatchObject({ name: '裂缝.png', type: 'image/png', size: png.length });
  });
});

describe('what is refused at the human desk', () => {
  it('is who has another secret, and what does not fit; nothing is stored then', async () => {
    expect((await stand.stranger.action('createUser', { name: 'X' })).status).toBe(401);
    expect((await stand.stranger.action('startHitl', { userId: 'u', messageHistory: [] })).status).toBe(401);
    expect((await stand.bot.action('startHitl', { messageHistory: 'none' })).status).toBe(400);
    expect((await createHitlBot(stand.fake, stand.url, null).action('createUser', { name: 'X' })).status).toBe(401);
    expect((await stand.bot.action('somethingElse', {})).status).toBeGreaterThanOrEqual(400);
    expect(await stand.temp.store.conversations(['bot', 'waiting', 'human', 'closed'], 10)).toEqual([]);
  });

  it('is not lost while Botpress fails: the bot is told to ask again', async () => {
    const { output } = await stand.bot.action('createUser', { name: '王芳' });
    stand.fake.trouble.add({ kind: 'status', status: 503 }, 1, '/conversations');
    expect((await stand.bot.action('startHitl', { userId: output['userId'], messageHistory: HISTORY })).status).toBe(503);
    expect(await stand.temp.store.openHandovers()).toEqual([]);
    expect((await stand.bot.action('startHitl', { userId: output['userId'], messageHistory: HISTORY })).status).toBe(200);
    expect(await stand.temp.store.openHandovers()).toHaveLength(1);
  });
});
