import { afterEach, beforeEach, expect, test } from 'vitest';
import { CHANNEL } from './slack-baton.ts';
import { openScene, readThread, type Scene } from './scene.ts';
import { whenStored } from '../../../support/temp-store.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

const texts = async (id: string): Promise<readonly (readonly [string, string])[]> => (await scene.baton.store.transcript(id, 100)).map(({ message }) => [message.visibility, message.text] as const);

test('S8: a reply in the thread is a note; the customer never sees it, whoever owns the conversation', async () => {
  const { id, card } = await scene.handOver('v-1');
  scene.fake.say(scene.ann, scene.room.id, 'she was rude on the phone', { thread: card });
  await whenStored(scene.baton.store, async () => (await texts(id)).some(([, text]) => text.includes('rude')));
  await scene.baton.sink.claim(id, scene.staff);
  scene.fake.say(scene.ann, scene.room.id, 'refund her anyway', { thread: card });
  await whenStored(scene.baton.store, async () => (await texts(id)).some(([, text]) => text.includes('anyway')));
  const notes = (await texts(id)).filter(([, text]) => /rude|anyway/.test(text));
  expect(notes.map(([visibility]) => visibility)).toEqual(['staff', 'staff']);
  await scene.baton.sink.reply(id, scene.staff, 'Hello, this is Ann.', 'reply-1');
  await scene.fake.until(() => scene.customerSaw('v-1').includes('Hello, this is Ann.'));
  expect(scene.customerSaw('v-1').join('\n')).not.toMatch(/rude|anyway/);
  // What was written in the thread is not posted there a second time.
  await scene.fake.until(() => readThread(scene.fake, card).some((text) => text.includes('Hello, this is Ann.')));
  expect(readThread(scene.fake, card).join('\n')).not.toMatch(/rude|anyway/);
});

test('S8: what stands in the room outside of threads, and in the thread by strangers, goes nowhere', async () => {
  const { id, card } = await scene.handOver('v-1');
  const stranger = scene.fake.users.add({ name: 'Eve', email: 'eve@elsewhere.example' });
  scene.fake.say(scene.ann, scene.room.id, 'lunch, anybody?');
  scene.fake.say(stranger, scene.room.id, 'let me help', { thread: card });
  scene.fake.say(scene.ann, scene.room.id, 'the last word', { thread: card });
  await whenStored(scene.baton.store, async () => (await texts(id)).some(([, text]) => text === 'the last word'));
  await scene.fake.until(() => scene.fake.ephemerals(stranger).length > 0);
  expect((await texts(id)).map(([, text]) => text).join('\n')).not.toMatch(/lunch|let me help/);
  expect(scene.customerSaw('v-1').join('\n')).not.toMatch(/lunch|help me|last word/);
});

test('S8: the customer writes on and it stands in the thread; an edit follows there', async () => {
  const { card } = await scene.handOver('v-1');
  await scene.baton.customers.accept({ channel: CHANNEL, address: 'v-1', externalId: 'm-2', text: '订单还没到', language: 'zh' });
  await scene.fake.until(() => readThread(scene.fake, card).some((text) => text.includes('订单还没到')));
  await scene.baton.customers.edit({ channel: CHANNEL, address: 'v-1', externalId: 'm-2', change: { kind: 'text', text: '订单昨天到了' } });
  await scene.fake.until(() => readThread(scene.fake, card).some((text) => text.includes('订单昨天到了')));
});
