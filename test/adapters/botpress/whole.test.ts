import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDeskCommands } from '#core/desk-commands.ts';
import type { DeskSink } from '#core/ports/desk.ts';
import { createSink } from '#core/take-in.ts';
import { takeTurn } from '#core/turn.ts';
import { createOutboxWorker } from '#worker/outbox.ts';
import { startWorker } from '#worker/start-worker.ts';
import { createTurnWorker } from '#worker/turns.ts';
import { classifier, createSmallKnowledge, INTENTS, POLICY } from '../../support/small-shop.ts';
import { openTempStore, type TempStore } from '../../support/temp-store.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';
import { openStand, type Stand } from './stand.ts';

const CHEN = { id: 'a-1', name: '陈静' };
const knowledge = createSmallKnowledge();
let temp: TempStore;
let stand: Stand;
let clock: TestClock;
let commands: DeskSink;
let stopWorker: () => Promise<void>;

beforeEach(async () => {
  temp = await openTempStore(() => POLICY);
  clock = createTestClock();
  const { store, files } = temp;
  stand = await openStand({ clock, idOf: store.idOf, files });
  const { channel } = stand.botpress;
  const fail = (error: unknown): void => expect.fail(String(error));
  const tools = { classifier, knowledge: await knowledge, directory: { find: () => Promise.resolve(undefined) }, policy: POLICY, intents: INTENTS, company: { zh: '小店', en: 'Small Shop' }, saysItIsAi: () => false, onDirectoryFailure: fail, onModelFailure: fail, safetyPhone: '400-000-5219' };
  stopWorker = startWorker(store, clock, {
    turns: createTurnWorker({ store, clock, takeTurn: (lease) => takeTurn(lease, tools, clock.now()), onTurn: () => undefined, onError: fail }),
    // Lost answers and outages are errors that pass.
    outbox: createOutboxWorker({ store, clock, channels: new Map([[channel.name, channel]]), desks: new Map(), onSettled: () => undefined, onError: () => undefined }),
  });
  await channel.start(createSink(store, clock, (text) => text));
  commands = createDeskCommands(store, clock, { policy: () => POLICY, staff: temp.access.staff, article: () => Promise.resolve(undefined) });
});
afterEach(async () => {
  await stand.close();
  await stopWorker();
  await temp.close();
});

/** The words that a customer has got, once there are so many messages; the clock moves on while answers are tried again. */
async function heard(conversation: string, count: number): Promise<string[]> {
  while (stand.fake.spoken(conversation).length < count) {
    await new Promise((resolve) => void setImmediate(resolve));
    if (stand.fake.calls.length > 0) clock.advance(50);
  }
  return stand.fake.spoken(conversation).map(({ payload }) => String(payload['text'] ?? payload['title']));
}

it('a customer on WhatsApp is answered, complains, and is helped by a person, each message once although answers get lost', async () => {
  const { fake } = stand;
  const conversation = fake.converse('whatsapp');
  const id = temp.store.idOf('botpress', `whatsapp:${conversation}`);
  const say = (text: string) => fake.say(conversation, { type: 'text', payload: { text } });
  fake.trouble.add({ kind: 'lost' }, 1, '/messages');
  expect(await say('退款多久到账')).toBe(200);
  const [answer] = await heard(conversation, 1);
  expect(answer).toContain('小店');
  expect(answer).toMatch(/1个工作日[^]*\[1\] 退款多久到账[^]*\/help\/refund-time/);
  fake.trouble.add({ kind: 'status', status: 429, retryAfter: 1 }, 1, '/messages');
  expect(await say('我要投诉')).toBe(200);
  const handed = await heard(conversation, 3);
  expect(handed.at(-1)).toContain('已转人工');
  expect(await temp.store.openHandovers()).toMatchObject([{ conversationId: id, reason: 'complaint' }]);
  await commands.claim(id, CHEN);
  await commands.note(id, CHEN, '内部：客户很急', 'command-1');
  const ref = await temp.files.put(id, { name: '换货单.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.4\n%%EOF\n') }, clock.now());
  await commands.reply(id, CHEN, '我给您换新，请看附件。', 'command-2', { files: [ref] });
  const talked = await heard(conversation, handed.length + 3);
  expect(talked.slice(handed.length)).toEqual(['陈静 来为您服务了。', '陈静：我给您换新，请看附件。', '换货单.pdf']);
  const [file] = fake.spoken(conversation).flatMap(({ payload }) => (typeof payload['fileUrl'] === 'string' ? [payload['fileUrl']] : []));
  expect(await (await fetch(file ?? '')).text()).toContain('%PDF');
  const replied = (await temp.store.transcript(id, 50)).find(({ message }) => message.text.startsWith('我给您换新'));
  await commands.edit(id, CHEN, replied?.message.id ?? '', '我给您退款，请看附件。', 'command-3');
  const corrected = await heard(conversation, talked.length + 1);
  expect(corrected.at(-1)).toMatch(/更正.*我给您退款/);
  await commands.close(id, CHEN, 'resolved');
  const all = await heard(conversation, corrected.length + 1);
  expect(all.at(-1)).toContain('对话已结束');
  expect(all.join('\n')).not.toContain('内部');
  expect(fake.trouble.left()).toBe(0);
});
