import { afterEach, expect, it } from 'vitest';
import { openSlackRoom, type SlackRoom } from './slack-room.ts';

let room: SlackRoom;
afterEach(() => room.close());
const opened = (): number => room.fake.calls.filter(({ method, result }) => method === 'apps.connections.open' && result === 'ok').length;

it('a socket that Slack takes leave of is replaced at once, and nothing that is under way on it is lost or doubled', async () => {
  room = await openSlackRoom({ by: 'socket' });
  await room.start();
  const { fake, channel, chen, handOver, said, until } = room;
  const { id, card } = await handOver('v-1', '我要投诉');
  const before = opened();
  fake.sockets.disconnect('refresh_requested');
  const written = Array.from({ length: 10 }, (_, i) => `第 ${i} 句`);
  for (const text of written) fake.say(chen.user, channel.id, text, { thread: card });
  await fake.until(() => opened() > before);
  fake.say(chen.user, channel.id, '最后一句', { thread: card });
  const notes = async (): Promise<string[]> => (await said(id)).filter((line) => line.startsWith('agent/staff'));
  await until(async () => (await notes()).length > written.length);
  await fake.idle();
  expect(await notes()).toEqual([...written, '最后一句'].map((text) => `agent/staff: ${text}`));
});

it('a torn socket is replaced, and so is one that cannot be opened at first', async () => {
  room = await openSlackRoom({ by: 'socket' });
  await room.start();
  const { fake, channel, chen, handOver, said, until } = room;
  const { id, card } = await handOver('v-1', '我要投诉');
  const before = opened();
  fake.trouble.fail(1, 'apps.connections.open');
  fake.sockets.tear();
  await fake.until(() => opened() > before && fake.sockets.count() > 0);
  fake.say(chen.user, channel.id, '还在吗', { thread: card });
  await until(async () => (await said(id)).includes('agent/staff: 还在吗'));
});
