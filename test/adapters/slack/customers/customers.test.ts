import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_MESSAGE_LENGTH } from '#core/message.ts';
import type { FakePost } from '../fake/types.ts';
import { type Counter, openCounter } from './counter.ts';

let counter: Counter;
beforeEach(async () => {
  counter = await openCounter();
});
afterEach(() => counter.leave());

const texts = async (root: FakePost): Promise<string[]> => (await counter.messages(root)).filter(({ author }) => author !== 'system').map(({ text }) => text);

describe('a channel that is shared with a customer', () => {
  it('makes a conversation of each message that opens a thread, and of what is said below it', async () => {
    const { ask, fake, idOf } = counter;
    const first = await ask(`<@${fake.bot.userId}> 退款多久到账？`);
    const second = await ask('Where is my parcel?');
    await ask('我用的是信用卡', first);
    expect(await texts(first)).toEqual(['退款多久到账？', '我用的是信用卡']);
    expect(await texts(second)).toEqual(['Where is my parcel?']);
    expect(idOf(first)).not.toBe(idOf(second));
  });

  it('shows choices as buttons, takes the first that is pressed, and then shows what was chosen', async () => {
    const { ask, commit, fake, room, customer, said } = counter;
    const root = await ask('退款多久到账？');
    await commit(root, { messages: [{ author: 'bot', visibility: 'all', text: '5–7 个工作日。', extras: { quickReplies: [{ label: '解决了', text: '解决了' }, { label: '转人工', text: '我要转人工' }] } }] });
    const post = fake.thread(room.id, root.ts).at(-1) as FakePost;
    await fake.press(customer, post, 'baton_choice_1');
    await fake.until(() => said(root)[0]?.includes('✓ 转人工'));
    expect(await texts(root)).toEqual(['退款多久到账？', '5–7 个工作日。', '我要转人工']);
    expect(said(root)[0]).not.toContain('[');
  });

  it('says so when somebody else has chosen already', async () => {
    const { ask, commit, fake, room, customer } = counter;
    const root = await ask('退款多久到账？');
    await commit(root, { messages: [{ author: 'bot', visibility: 'all', text: '好了吗？', extras: { quickReplies: [{ label: '好了', text: '好了' }, { label: '没有', text: '没有' }] } }] });
    const post = { ...(fake.thread(room.id, root.ts).at(-1) as FakePost) };
    const other = fake.users.add({ name: 'Bo Acme', teamId: 'TACME' });
    room.members.add(other.id);
    await Promise.all([fake.press(customer, post, 'baton_choice_0'), fake.press(other, post, 'baton_choice_1')]);
    await fake.until(() => fake.ephemerals().length > 0);
    expect(await texts(root)).toHaveLength(3);
    expect(fake.ephemerals().map(({ text }) => text)).toEqual([expect.stringContaining('已经选过了')]);
  });

  it('takes a very long message whole, and follows when it is made shorter', async () => {
    const { ask, fake, outcome } = counter;
    const long = `${'很长的一段话，说的是一件小事。'.repeat(400)}完`;
    const root = await ask(long);
    const parts = await texts(root);
    expect(parts.length).toBe(Math.ceil(long.length / MAX_MESSAGE_LENGTH));
    expect(parts.join('')).toBe(long);
    fake.edit(root, '一件小事。');
    expect(await outcome()).toBe(true);
    expect(await texts(root)).toEqual(['一件小事。', ...parts.slice(1).map(() => '')]);
  });

  it('changes nothing when Slack unfolds a link', async () => {
    const { ask, fake, room, outcome } = counter;
    const root = await ask('<https://shop.example>');
    const message = { type: 'message', user: root.user, text: '<https://shop.example>', ts: root.ts };
    fake.sendEvent({ type: 'message', subtype: 'message_changed', hidden: true, channel: room.id, channel_type: 'channel', message: { ...message, attachments: [{}] }, previous_message: message, ts: '1795406400.999999' });
    expect(await outcome()).toBe(true);
    expect((await counter.messages(root)).map(({ text, editedAt }) => [text, editedAt])).toEqual([['https://shop.example', undefined]]);
  });

  it('takes back what the customer deletes, also the message that opened the thread', async () => {
    const { ask, commit, fake, outcome, messages } = counter;
    const root = await ask('我的卡号是 6222');
    const reply = await ask('还有一件事', root);
    await commit(root, { messages: [{ author: 'bot', visibility: 'all', text: '请讲。' }] });
    for (const post of [reply, root]) {
      fake.remove(post);
      expect(await outcome()).toBe(true);
    }
    expect((await messages(root)).map(({ text, removedAt }) => [text, removedAt !== undefined])).toEqual([['', true], ['', true], ['请讲。', false]]);
  });

  it('says which file could not be taken, to the customer and to staff', async () => {
    const { fake, customer, room, outcome } = counter;
    const root = fake.say(customer, room.id, '请看视频', { files: [{ name: 'film.mp4', type: 'video/mp4', bytes: new Uint8Array(10 * 1024 * 1024 + 1) }] });
    expect(await outcome()).toBe(true);
    expect(await texts(root)).toEqual([expect.stringMatching(/请看视频\n.*film\.mp4/)]);
    await fake.until(() => fake.ephemerals(customer).some(({ text }) => text.includes('film.mp4')));
  });

  it('takes nothing from channels that are not shared with customers', async () => {
    const { fake, customer, outcome, temp } = counter;
    const other = fake.channels.add('lobby', { members: [customer] });
    fake.say(customer, other.id, 'hello');
    expect(await outcome()).toBe(true);
    expect(await temp.store.conversations(['bot', 'waiting', 'human'], 10)).toEqual([]);
  });
});

describe('a colleague in a customer’s thread', () => {
  const write = async (root: FakePost, text: string): Promise<FakePost> => {
    const post = counter.fake.say(counter.colleague, counter.room.id, text, { thread: root });
    expect(await counter.outcome()).toBe(true);
    return post;
  };

  it('answers the customer when they have the conversation, once, and what they change or delete follows', async () => {
    const { ask, desk, idOf, agent, said, send, fake, room, outcome, messages } = counter;
    const root = await ask('我要人工');
    await desk.claim(idOf(root), agent);
    await send();
    const before = said(root).length;
    const post = await write(root, '您好，我来帮您。');
    await send();
    expect(said(root)).toHaveLength(before);
    expect((await messages(root)).at(-1)).toMatchObject({ author: 'agent', visibility: 'all', text: '您好，我来帮您。', status: 'sent', extras: { agentName: '李雷', origin: `slack:${room.id}:${post.ts}` } });
    fake.edit(post, '您好，我马上帮您。');
    expect(await outcome()).toBe(true);
    await send();
    expect((await messages(root)).at(-1)?.text).toBe('您好，我马上帮您。');
    expect(said(root)).toHaveLength(before);
    fake.remove(post);
    expect(await outcome()).toBe(true);
    await send();
    expect((await messages(root)).at(-1)?.removedAt).toBeDefined();
    expect(said(root)).toHaveLength(before);
  });

  it('is told, and nobody else, that it was no reply when they have not got it', async () => {
    const { ask, fake, colleague, messages } = counter;
    const root = await ask('我要人工');
    await write(root, '这个客户我认识');
    expect((await messages(root)).map(({ text }) => text)).toEqual(['我要人工']);
    expect(fake.ephemerals(colleague).map(({ text }) => text)).toEqual([expect.stringContaining('没有把它算作回复')]);
    expect(fake.ephemerals()).toHaveLength(1);
  });

  it('answers beside the owner once they have joined as a lead', async () => {
    const { ask, desk, idOf, agent, temp, clock, fake, room, outcome, messages } = counter;
    const root = await ask('我要人工');
    await desk.claim(idOf(root), agent);
    const lead = await temp.access.addStaff('韩梅梅', 'lead', clock.now());
    await temp.access.setEmail(lead.id, 'hmm@shop.example');
    await desk.join(idOf(root), { ...lead, role: 'lead' });
    fake.say(fake.users.add({ name: 'Han Meimei', email: 'hmm@shop.example' }), room.id, '我也来看看。', { thread: root });
    expect(await outcome()).toBe(true);
    expect((await messages(root)).at(-1)).toMatchObject({ author: 'agent', text: '我也来看看。', extras: { agentName: '韩梅梅' } });
  });

  it('opens no conversation by talking', async () => {
    const { fake, colleague, room, outcome, temp } = counter;
    fake.say(colleague, room.id, 'Maintenance tonight at ten.');
    expect(await outcome()).toBe(true);
    expect(await temp.store.conversations(['bot', 'waiting', 'human'], 10)).toEqual([]);
    expect(fake.ephemerals()).toEqual([]);
  });

  it('is corrected in the thread when their words are changed in the console, for Slack lets nobody else change them', async () => {
    const { ask, desk, idOf, agent, said, send, messages } = counter;
    const root = await ask('我要人工');
    await desk.claim(idOf(root), agent);
    await write(root, '退款 500 元');
    await send();
    const message = (await messages(root)).at(-1);
    await desk.edit(idOf(root), agent, message?.id ?? '', '退款 50 元', 'edit-1');
    await send();
    expect(said(root).at(-1)).toMatch(/更正.*退款 50 元/);
  });

  it('sends a file of theirs to the customer only once: it stands there already', async () => {
    const { ask, desk, idOf, agent, fake, room, colleague, outcome, send, messages } = counter;
    const root = await ask('我要人工');
    await desk.claim(idOf(root), agent);
    fake.say(colleague, room.id, '请看', { thread: root, files: [{ name: 'refund.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.4\n%%EOF\n') }] });
    expect(await outcome()).toBe(true);
    await send();
    expect((await messages(root)).at(-1)).toMatchObject({ text: '请看', extras: { files: [{ name: 'refund.pdf' }] } });
    expect(fake.files()).toHaveLength(1);
  });
});
