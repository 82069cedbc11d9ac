import { afterEach, expect, test, vi } from 'vitest';
import { whenStored } from '../../../support/temp-store.ts';
import { judge } from './judge.ts';
import { openScene, type Scene } from './scene.ts';

let scene: Scene;
afterEach(async () => {
  vi.useRealTimers();
  await scene.close();
});

const notes = async (id: string): Promise<readonly string[]> => (await scene.baton.store.transcript(id, 500)).filter(({ message }) => message.author === 'agent').map(({ message }) => message.text);

test('S7: when Slack asks for a new connection, nothing is lost or doubled, though lines overlap', async () => {
  scene = await openScene({ by: 'socket' });
  const { fake, ann, room } = scene;
  const { id, card } = await scene.handOver('v-1');
  const said = Array.from({ length: 30 }, (_, i) => `#s-${String(i).padStart(2, '0')}#`);
  for (const [i, mark] of said.entries()) {
    fake.say(ann, room.id, mark, { thread: card });
    if (i === 10) fake.sockets.disconnect('refresh_requested');
    if (i === 20) fake.sockets.tear();
    if (i === 10 || i === 20) await fake.until(() => fake.sockets.count() > 0);
  }
  await whenStored(scene.baton.store, async () => new Set(await notes(id)).size >= 30);
  // What was under way on a line that broke comes again on the next one; the order is kept within what arrived in order.
  const faults = judge({ acknowledged: said.map((mark) => ({ mark, lane: id })), standing: new Map([[id, await notes(id)]]) });
  expect(faults.filter((fault) => !fault.includes('stands where'))).toEqual([]);
});

test('S7: a half-open line is noticed and replaced within 90 s, and what was sent into it comes again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'], shouldAdvanceTime: true });
  scene = await openScene({ by: 'socket' });
  const { fake, ann, room } = scene;
  const { id, card } = await scene.handOver('v-1');
  await fake.idle();
  fake.sockets.halfOpen();
  const opened = fake.calls.filter(({ method }) => method === 'apps.connections.open').length;
  fake.say(ann, room.id, '#void#', { thread: card });
  const began = Date.now();
  while ((await notes(id)).length === 0 && Date.now() - began < 90_000) {
    vi.advanceTimersByTime(250);
    // Sockets of the machine do not go by these timers.
    await new Promise((resolve) => void setImmediate(resolve));
  }
  expect(await notes(id)).toEqual(['#void#']);
  expect(fake.calls.filter(({ method }) => method === 'apps.connections.open').length).toBeGreaterThan(opened);
});
