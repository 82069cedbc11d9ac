import { afterEach, expect, test } from 'vitest';
import type { EventJournal } from '#core/ports/event-journal.ts';
import { whenStored } from '../../../support/temp-store.ts';
import { createGate, withFullDisk } from './gate.ts';
import { judge } from './judge.ts';
import { openScene, type Scene } from './scene.ts';

let scene: Scene;
const gate = createGate();
afterEach(() => {
  gate.open();
  return scene.close();
});

const notes = async ({ baton }: Scene, id: string): Promise<readonly string[]> => (await baton.store.transcript(id, 500)).filter(({ message }) => message.visibility === 'staff' && message.author === 'agent').map(({ message }) => message.text);
const marks = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `#n-${String(i).padStart(2, '0')}#`);

test('S1: each event comes four times at once and takes effect once, in order, while the store stands still; each is acknowledged in time', async () => {
  scene = await openScene({ baton: { wrapStore: gate.wrap } });
  const { fake, ann, room } = scene;
  const { id, card } = await scene.handOver('v-1');
  gate.shut();
  const before = fake.deliveries.length;
  for (const mark of marks(20)) {
    fake.say(ann, room.id, mark, { thread: card, times: 4 });
    await fake.idle();
  }
  const events = fake.deliveries.slice(before).filter(({ body }) => (body['event'] as { user?: string }).user === ann.id);
  expect(events).toHaveLength(20);
  const took = events.flatMap(({ attempts }) => attempts.map(({ status, took: ms }) => (status === 200 ? (ms ?? Infinity) : Infinity)));
  expect(took).toHaveLength(80);
  expect(Math.max(...took)).toBeLessThan(3000);
  expect(took.toSorted((a, b) => a - b)[78]).toBeLessThan(500);
  gate.open();
  await whenStored(scene.baton.store, async () => (await notes(scene, id)).length >= 20);
  expect(judge({ acknowledged: marks(20).map((mark) => ({ mark, lane: id })), standing: new Map([[id, await notes(scene, id)]]) })).toEqual([]);
});

test('S1: what could not be written down is not acknowledged, comes again, and is not lost', async () => {
  let isFull = false;
  scene = await openScene({ baton: { wrapJournal: (journal) => withFullDisk(journal, () => isFull) } });
  const { fake, ann, room } = scene;
  const { id, card } = await scene.handOver('v-1');
  isFull = true;
  const before = fake.deliveries.length;
  fake.say(ann, room.id, '#full#', { thread: card });
  await fake.idle();
  const [delivery] = fake.deliveries.slice(before);
  expect(delivery?.acked).toBe(false);
  expect(delivery?.attempts.map(({ status }) => status)).toEqual([500, 500]);
  isFull = false;
  fake.sendEvent(delivery?.body['event'] as { type: string }, { eventId: delivery?.id ?? '', retry: 2 });
  await whenStored(scene.baton.store, async () => (await notes(scene, id)).length > 0);
  expect(await notes(scene, id)).toEqual(['#full#']);
});

test('S1: the rig sees an adapter that acknowledges before it writes down', async () => {
  let isFull = false;
  const careless = (journal: EventJournal): EventJournal => ({ ...journal, put: (...entry) => (isFull ? Promise.resolve('new') : journal.put(...entry)) });
  scene = await openScene({ baton: { wrapJournal: careless } });
  const { fake, ann, room } = scene;
  const { id, card } = await scene.handOver('v-1');
  isFull = true;
  fake.say(ann, room.id, '#early#', { thread: card });
  await fake.idle();
  isFull = false;
  fake.say(ann, room.id, '#after#', { thread: card });
  await whenStored(scene.baton.store, async () => (await notes(scene, id)).length > 0);
  const acknowledged = ['#early#', '#after#'].map((mark) => ({ mark, lane: id }));
  expect(judge({ acknowledged, standing: new Map([[id, await notes(scene, id)]]) })).toEqual([`${id}: #early# is lost`]);
});
