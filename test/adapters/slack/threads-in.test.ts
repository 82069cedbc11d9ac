import { afterEach, describe, expect, it } from 'vitest';
import { openSlackRoom, type RoomOptions, type SlackRoom } from './slack-room.ts';

let room: SlackRoom;
const open = async (options: RoomOptions = {}): Promise<SlackRoom> => {
  room = await openSlackRoom(options);
  await room.start();
  return room;
};
afterEach(() => room.close());

/** What a customer sees of a conversation. */
const seenByCustomer = async ({ temp }: SlackRoom, id: string): Promise<string[]> => (await temp.store.transcript(id, 500)).flatMap(({ message }) => (message.visibility === 'all' && message.author === 'agent' ? [message.text] : []));

describe.each(['http', 'socket'] as const)('replies in the thread of a handover, by %s', (by) => {
  it('are notes that the customer never sees, with who wrote them', async () => {
    const { fake, channel, chen, handOver, said, until } = await open({ by });
    const { id, card } = await handOver('v-1', '我要投诉');
    fake.say(chen.user, channel.id, '这个客户很着急 :slightly_smiling_face: &lt;看&gt;', { thread: card });
    await until(async () => (await said(id)).includes('agent/staff: 这个客户很着急 :slightly_smiling_face: <看>'));
    expect(await seenByCustomer(room, id)).toEqual([]);
    await fake.idle();
    expect(fake.deliveries.every(({ acked }) => acked)).toBe(true);
  });

  it('are taken once, however often they are brought', async () => {
    const { fake, channel, chen, handOver, said, until } = await open({ by });
    const { id, card } = await handOver('v-1', '我要投诉');
    fake.say(chen.user, channel.id, '记一下', { thread: card, times: 4 });
    fake.say(chen.user, channel.id, '再记一下', { thread: card });
    await until(async () => (await said(id)).includes('agent/staff: 再记一下'));
    await fake.idle();
    expect((await said(id)).filter((line) => line.startsWith('agent'))).toEqual(['agent/staff: 记一下', 'agent/staff: 再记一下']);
  });
});

describe('what people do in the room', () => {
  it('is theirs alone outside of threads of handovers', async () => {
    const { fake, channel, chen, handOver, said, until } = await open();
    const { id, card } = await handOver('v-1', '我要投诉');
    const lunch = fake.say(chen.user, channel.id, '中午吃什么');
    fake.say(chen.user, channel.id, '面条', { thread: lunch });
    fake.say(chen.user, channel.id, '看到了', { thread: card });
    await until(async () => (await said(id)).includes('agent/staff: 看到了'));
    expect((await said(id)).filter((line) => line.startsWith('agent'))).toEqual(['agent/staff: 看到了']);
  });

  it('tells somebody who is not known how to get in, and keeps nothing of what they wrote', async () => {
    const { fake, channel, handOver, said, until } = await open();
    const { id, card } = await handOver('v-1', '我要投诉');
    const stranger = fake.users.add({ name: 'Zoe', email: 'zoe@example.com', locale: 'en-US' });
    channel.members.add(stranger.id);
    fake.say(stranger, channel.id, 'let me in', { thread: card });
    const told = await until(() => fake.ephemerals(stranger)[0]);
    expect(fake.read(told)).toContain('invite Zoe --email zoe@example.com');
    expect((await said(id)).filter((line) => line.startsWith('agent'))).toEqual([]);
  });

  it('does not believe the e-mail of people of another company', async () => {
    const { fake, channel, chen, handOver, said, until } = await open();
    const { id, card } = await handOver('v-1', '我要投诉');
    const other = fake.users.add({ name: 'Chen', email: chen.user.email ?? '', teamId: 'T0OTHER' });
    channel.members.add(other.id);
    fake.say(other, channel.id, '我是陈静', { thread: card });
    await until(() => fake.ephemerals(other)[0]);
    expect((await said(id)).filter((line) => line.startsWith('agent'))).toEqual([]);
  });
});

describe('a thread that its owner has switched to talking with the customer', () => {
  it('sends what the owner writes there to the customer, and what others write stays a note', async () => {
    const { fake, channel, chen, wang, handOver, said, until, conversation } = await open();
    const { id, card } = await handOver('v-1', '我要投诉');
    expect((await fake.press(chen.user, card, 'baton_claim')).ok).toBe(true);
    await until(async () => (await conversation(id)).agentId === chen.staff.id);
    await until(() => fake.read(fake.thread(channel.id, card.ts)[0] ?? card).includes('说话'));
    await fake.press(chen.user, fake.thread(channel.id, card.ts)[0] ?? card, 'baton_talk');
    await until(async () => (await room.temp.deskThreads.latest('slack', id))?.talker?.id === chen.staff.id);
    fake.say(wang.user, channel.id, 'careful', { thread: card });
    fake.say(chen.user, channel.id, '您好，我来帮您', { thread: card });
    await until(async () => (await said(id)).includes('agent/all: 您好，我来帮您'));
    expect(await said(id)).toContain('agent/staff: careful');
  });

  it('can be switched by nobody else', async () => {
    const { fake, channel, chen, wang, handOver, until, conversation, temp } = await open();
    const { id, card } = await handOver('v-1', '我要投诉');
    await fake.press(chen.user, card, 'baton_claim');
    await until(async () => (await conversation(id)).agentId === chen.staff.id);
    const claimed = await until(() => fake.thread(channel.id, card.ts).find((post) => fake.read(post).includes('说话')));
    await fake.press(wang.user, claimed, 'baton_talk');
    const told = await until(() => fake.ephemerals(wang.user)[0]);
    expect(fake.read(told)).toContain('Only whoever has this conversation');
    expect((await temp.deskThreads.latest('slack', id))?.talker).toBeUndefined();
  });
});

describe('what staff change in Slack', () => {
  it('follows: an edited reply is edited for the customer, a deleted one is taken back', async () => {
    const { fake, channel, chen, handOver, said, until, temp, conversation } = await open();
    const { id, card } = await handOver('v-1', '我要投诉');
    await fake.press(chen.user, card, 'baton_claim');
    await until(async () => (await conversation(id)).agentId === chen.staff.id);
    const thread = await until(() => temp.deskThreads.latest('slack', id));
    await temp.deskThreads.set(thread.id, { talker: { id: chen.staff.id, name: chen.staff.name } });
    const first = fake.say(chen.user, channel.id, '退款三天到帐', { thread: card });
    const second = fake.say(chen.user, channel.id, '发错了', { thread: card });
    await until(async () => (await said(id)).includes('agent/all: 发错了'));
    fake.edit(first, '退款三天到账');
    fake.remove(second);
    await until(async () => (await said(id)).includes('agent/all: 退款三天到账'));
    await until(async () => !(await said(id)).includes('agent/all: 发错了'));
    const removed = (await temp.store.transcript(id, 100)).find(({ message }) => message.removedAt !== undefined);
    expect(removed?.message).toMatchObject({ author: 'agent', text: '' });
  });

  it('carries files with notes and replies, and says by name which were too large', async () => {
    const { fake, channel, chen, handOver, until, temp } = await open();
    const { id, card } = await handOver('v-1', '我要投诉');
    const bytes = new TextEncoder().encode('发票内容');
    fake.say(chen.user, channel.id, '发票', { thread: card, files: [{ name: '发票.txt', type: 'text/plain', bytes }, { name: 'film.bin', type: 'application/octet-stream', bytes: new Uint8Array(10 * 1024 * 1024 + 1) }] });
    const note = await until(async () => (await temp.store.transcript(id, 100)).find(({ message }) => message.author === 'agent')?.message);
    expect(note).toMatchObject({ visibility: 'staff', text: '发票', extras: { files: [{ name: '发票.txt' }], origin: expect.stringMatching(/^slack:/) } });
    const [file] = note.extras.files ?? [];
    expect(await temp.files.read(id, file?.id ?? '', 'staff')).toMatchObject({ bytes });
    expect(await temp.files.read(id, file?.id ?? '', 'customer')).toBeUndefined();
    const told = await until(() => fake.ephemerals(chen.user)[0]);
    expect(fake.read(told)).toContain('film.bin');
  });
});
