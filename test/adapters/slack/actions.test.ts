import { afterEach, describe, expect, it } from 'vitest';
import { openSlackRoom, type RoomOptions, type SlackRoom } from './slack-room.ts';
import type { FakePost, FakeUser } from './fake/index.ts';

let room: SlackRoom;
const open = async (options: RoomOptions = {}): Promise<SlackRoom> => {
  room = await openSlackRoom(options);
  await room.start();
  return room;
};
afterEach(() => room.close());

/** Takes a conversation by its card, and answers with the card as it stands then. */
const claim = async (who: SlackRoom['chen'], id: string, card: FakePost): Promise<FakePost> => {
  await room.fake.press(who.user, card, 'baton_claim');
  await room.until(async () => (await room.conversation(id)).agentId === who.staff.id);
  return room.until(() => room.fake.thread(room.channel.id, card.ts).find((post) => JSON.stringify(post.blocks).includes('baton_reply')));
};
const box = (user: FakeUser) => room.until(() => room.fake.modals(user).at(-1));

describe('a card', () => {
  it('is claimed by one of two who press, within a second, and the other hears who was faster', async () => {
    const { fake, chen, wang, handOver, until, conversation } = await open();
    const { id, card } = await handOver('v-1', '我要投诉');
    const pressed = await Promise.all([fake.press(chen.user, card, 'baton_claim'), fake.press(wang.user, card, 'baton_claim')]);
    expect(pressed.map(({ ok }) => ok)).toEqual([true, true]);
    for (const { ms } of pressed) expect(ms).toBeLessThan(1_000);
    const told = await until(() => fake.ephemerals()[0]);
    const owner = (await conversation(id)).agentId === chen.staff.id ? chen : wang;
    expect(told.user).toBe(owner === chen ? wang.user.id : chen.user.id);
    expect(fake.read(told)).toBe(owner === chen ? '陈静 has just taken this conversation.' : 'Wang刚刚接手了这个对话。');
  });

  it('opens a box for the reply, and what is written there goes to the customer once', async () => {
    const { fake, chen, handOver, said, until } = await open();
    const { id, card } = await handOver('v-1', '我要投诉');
    const claimed = await claim(chen, id, card);
    await fake.press(chen.user, claimed, 'baton_reply');
    await box(chen.user);
    const sent = await fake.submit(chen.user, { text: '您好，马上为您处理 & 谢谢' });
    expect(sent).toMatchObject({ ok: true });
    await until(async () => (await said(id)).includes('agent/all: 您好，马上为您处理 & 谢谢'));
    expect(fake.modals(chen.user)).toEqual([]);
  });

  it('warns before words go out that could be better, and sends them when they are sent again', async () => {
    const why = { zh: '不要把责任推给客户', en: 'Do not blame the customer' };
    const adviseOn: NonNullable<RoomOptions['desk']>['adviseOn'] = (_id, _agent, text) => Promise.resolve({ findings: text.includes('您自己') ? [{ rule: 'blame', kind: 'never', from: 0, to: 3, why }] : [] });
    const { fake, chen, handOver, said, until } = await open({ desk: { adviseOn } });
    const { id, card } = await handOver('v-1', '我要投诉');
    await fake.press(chen.user, await claim(chen, id, card), 'baton_reply');
    await box(chen.user);
    expect((await fake.submit(chen.user, { text: '您自己看说明' })).answer).toMatchObject({ response_action: 'update' });
    const warned = await box(chen.user);
    expect(fake.read(warned)).toContain('不要把责任推给客户');
    expect(warned.submit).toBe('仍然发送');
    expect((await said(id)).filter((line) => line.startsWith('agent'))).toEqual([]);
    await fake.submit(chen.user, { text: '您自己看说明' });
    await until(async () => (await said(id)).includes('agent/all: 您自己看说明'));
  });

  it('puts a macro and a draft into the box, under what was written, with one press', async () => {
    const draft = { text: '退款会在三天内到账。', citations: [], fit: 'sure', by: 'articles' } as const;
    const { fake, chen, handOver, until } = await open({ desk: { assist: { assist: () => Promise.resolve({ seq: 1, drafts: [draft], advice: [], similar: [], canWrite: false }), write: () => Promise.resolve({}) } } });
    const { id, card } = await handOver('v-1', '退款多久');
    await fake.press(chen.user, await claim(chen, id, card), 'baton_reply');
    const view = await until(() => fake.modals(chen.user).find((each) => fake.read(each).includes(draft.text)));
    await fake.press(chen.user, view, 'baton_use_macro', 'hello');
    const greeted = await until(() => fake.modals(chen.user).find((each) => JSON.stringify(each.blocks).includes('"initial_value":"您好，我是陈静。"')));
    await fake.press(chen.user, greeted, 'baton_use_draft');
    await until(() => fake.modals(chen.user).find((each) => /"initial_value":"[^"]*退款会在三天内到账。"/.test(JSON.stringify(each.blocks))));
  });

  it('is closed with a reason, which is told in the transcript', async () => {
    const { fake, chen, handOver, until, temp, conversation } = await open();
    const { id, card } = await handOver('v-1', '我要投诉');
    await fake.press(chen.user, await claim(chen, id, card), 'baton_close');
    await box(chen.user);
    await fake.submit(chen.user, { reason: 'duplicate' });
    await until(async () => (await conversation(id)).state === 'closed');
    expect((await temp.store.conversation(id))?.closeReason).toBe('duplicate');
  });

  it('that waits is assigned: the colleague is asked, and it waits until they accept', async () => {
    const { fake, chen, wang, handOver, until, conversation } = await open();
    const { id, card } = await handOver('v-1', '我要投诉');
    await fake.press(chen.user, card, 'baton_assign');
    await box(chen.user);
    await fake.submit(chen.user, { to: `agent:${wang.staff.id}` });
    await until(async () => (await conversation(id)).desk?.offer?.to.id === wang.staff.id);
    const asked = await until(() => (fake.read(card).includes('接手这个请求') ? card : undefined));
    await fake.press(wang.user, asked, 'baton_accept');
    await until(async () => (await conversation(id)).agentId === wang.staff.id);
  });

  it('tells what was not sent, with the words, when the conversation is somebody else’s by then', async () => {
    const { fake, chen, wang, sink, handOver, said, until } = await open();
    const { id, card } = await handOver('v-1', '我要投诉');
    await fake.press(chen.user, await claim(chen, id, card), 'baton_reply');
    await box(chen.user);
    await sink.takeOver(id, wang.staff);
    await fake.submit(chen.user, { text: '我写了很久' });
    const told = await until(() => fake.ephemerals(chen.user)[0]);
    expect(fake.read(told)).toContain('我写了很久');
    expect((await said(id)).filter((line) => line.startsWith('agent'))).toEqual([]);
  });
});

describe('commands', () => {
  const answered = (user: FakeUser, part: string) => room.until(() => room.fake.ephemerals(user).find((each) => room.fake.read(each).includes(part)));

  it('/reply says it to the one customer whom the person has', async () => {
    const { fake, chen, handOver, said, until } = await open();
    const { id, card } = await handOver('v-1', '我要投诉');
    expect(await fake.command(chen.user, '/reply 您好')).toMatchObject({ ok: true });
    await answered(chen.user, '没有正在处理的对话');
    await claim(chen, id, card);
    await fake.command(chen.user, '/reply 您好，我是陈静');
    await until(async () => (await said(id)).includes('agent/all: 您好，我是陈静'));
  });

  it('/reply asks which customer where there are several, and sends to that one only', async () => {
    const { fake, chen, handOver, said, until } = await open();
    const [first, second] = [await handOver('v-1', '我要投诉'), await handOver('v-2', '退款')];
    await claim(chen, first.id, first.card);
    await claim(chen, second.id, second.card);
    await fake.command(chen.user, '/reply 您的退款到账了');
    const asked = await answered(chen.user, '发给哪一位');
    await fake.press(chen.user, asked, 'baton_reply_to_0');
    const sent = async (id: string): Promise<boolean> => (await said(id)).includes('agent/all: 您的退款到账了');
    await until(async () => (await sent(first.id)) || (await sent(second.id)));
    expect([await sent(first.id), await sent(second.id)].filter(Boolean)).toHaveLength(1);
  });

  it('/baton answers only whoever asks: status, questions with their sources, macros, help', async () => {
    const { fake, chen, wang, handOver } = await open();
    await handOver('v-1', '我要投诉');
    for (const [typed, part] of [['/baton status', '*等待中* 1'], ['/baton macros', '您好，我是陈静'], ['/baton', '/reply'], ['/baton ask', '请在后面写上']] as const) {
      await fake.command(chen.user, typed);
      await answered(chen.user, part);
    }
    expect(fake.ephemerals(wang.user)).toEqual([]);
  });
});

describe('App Home', () => {
  it('shows who waits and what is mine, and follows what happens', async () => {
    const { fake, chen, handOver, until } = await open();
    await handOver('v-1', '我要投诉这个商品');
    fake.openHome(chen.user);
    const home = await until(() => fake.home(chen.user));
    expect(fake.read(home)).toContain('等待中 (1)');
    await fake.press(chen.user, home, 'baton_claim');
    await until(() => fake.read(fake.home(chen.user) ?? home).includes('我的对话 (1)'));
  });

  it('shows who waits in the order of the queue, not by who came first', async () => {
    const { fake, chen, handOver, temp, until } = await open();
    const first = await handOver('v-1', '普通的问题');
    const second = await handOver('v-2', '我是会员');
    await temp.store.update(second.id, () => ({ touchHandover: { priority: 'urgent' }, customer: { name: '林晓岚', tier: 'vip' } }), Date.now());
    await temp.store.update(first.id, () => ({ customer: { name: '王磊', tier: 'regular' } }), Date.now());
    fake.openHome(chen.user);
    const text = await until(() => {
      const home = fake.home(chen.user);
      return home && fake.read(home).includes('等待中 (2)') ? fake.read(home) : undefined;
    });
    expect(text.indexOf('林晓岚')).toBeGreaterThan(-1);
    expect(text.indexOf('林晓岚')).toBeLessThan(text.indexOf('王磊'));
  });
});
