import { afterEach, expect, it } from 'vitest';
import { createSlackCustomers } from '#adapters/slack/customers/server.ts';
import { createSink } from '#core/take-in.ts';
import { transition } from '#core/transition.ts';
import { systemClock } from '#worker/clock.ts';
import { createOutboxWorker } from '#worker/outbox.ts';
import { openSlackRoom } from '../slack-room.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const LEASE_MS = 10_000;

/** A staff room and a customer's channel in one workspace, by one app. */
async function openBoth() {
  const room = await openSlackRoom();
  closing.push(() => room.close());
  const { fake, temp, slack, chen } = room;
  const { store, files, deskThreads: threads } = temp;
  const customer = fake.users.add({ name: 'Ada Acme', teamId: 'TACME', locale: 'zh-CN' });
  const acme = fake.channels.add('acme', { isShared: true, members: [customer, chen.user] });
  const { channel, hook } = createSlackCustomers({ store, files, threads, clock: systemClock, channels: [{ channel: acme.id, language: 'zh' }], desk: slack.sink, onError: (error) => room.faults.push(error) }, slack.parts);
  slack.hook(hook);
  await room.start();
  await channel.start(createSink(store, systemClock, (text) => text));
  const worker = createOutboxWorker({ store, clock: systemClock, channels: new Map([[channel.name, channel]]), desks: new Map(), onSettled: () => worker.kick(), onError: (error) => room.faults.push(error) });
  const unsubscribe = store.subscribe(() => worker.kick());
  closing.push(async () => {
    unsubscribe();
    await channel.stop();
    await worker.stop();
  });
  return { ...room, customer, acme };
}

it('a customer in Slack and staff in Slack talk to each other, each in a thread of their own', async () => {
  const { fake, temp, customer, acme, channel, chen, sink, until, faults } = await openBoth();
  const { store } = temp;
  const read = (where: string, ts: string): string => fake.thread(where, ts).map((post) => fake.read(post)).join('\n');

  const root = fake.say(customer, acme.id, '吊扇灯裂了，找个人帮我');
  const lease = await until(() => store.leaseTurn(Date.now(), LEASE_MS));
  const { id } = lease.conversation;
  await store.commitTurn(lease, { handledSeq: lease.conversation.lastSeq, ownership: transition(lease.conversation, { kind: 'hand_over' }), openHandover: { reason: 'asked', ruleId: 'asks-for-person', words: [], priority: 'normal', team: 'service', dueAt: Date.now() + 600_000 } }, Date.now());
  const card = await until(() => fake.posts(channel.id).find(({ threadTs }) => threadTs === undefined));

  await sink.claim(id, chen.staff);
  await sink.reply(id, chen.staff, '您好，请发一张照片。', 'reply-1');
  await until(() => read(acme.id, root.ts).includes('请发一张照片'));
  fake.say(customer, acme.id, '照片来了', { thread: root, files: [{ name: 'crack.png', type: 'image/png', bytes: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==', 'base64') }] });
  await until(() => read(channel.id, card.ts).includes('照片来了'));
  await until(() => fake.thread(channel.id, card.ts).some(({ files }) => files.some(({ name }) => name === 'crack.png')));

  // A note in the staff's thread stays there; a reply right in the customer's thread stands in both, once.
  fake.say(chen.user, channel.id, '看起来是运输损坏', { thread: card });
  await until(async () => (await store.transcript(id, 50)).some(({ message }) => message.visibility === 'staff' && message.text.includes('运输损坏')));
  fake.say(chen.user, acme.id, '我们给您换一个新的。', { thread: root });
  await until(() => read(channel.id, card.ts).includes('换一个新的'));
  await until(async () => (await store.transcript(id, 50)).every(({ message }) => message.visibility === 'staff' || message.status === 'sent'));
  expect(read(acme.id, root.ts)).not.toContain('运输损坏');
  expect(read(acme.id, root.ts).split('换一个新的')).toHaveLength(2);
  expect(read(channel.id, card.ts).split('换一个新的')).toHaveLength(2);
  expect(faults).toEqual([]);
});
