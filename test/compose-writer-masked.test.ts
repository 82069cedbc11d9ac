import { afterAll, beforeAll, expect, it } from 'vitest';
import pino from 'pino';
import { followSummaries } from '#core/brief/follow-summaries.ts';
import { createLive } from '#core/live.ts';
import { createMask, PERSONAL } from '#core/mask.ts';
import { takeTurn, type TurnTools } from '#core/turn.ts';
import { transition } from '#core/transition.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { composeModel, composeWriter } from '#src/compose-writer.ts';
import { readConfig } from '#src/config.ts';
import { systemClock } from '#worker/clock.ts';
import { type FakeChat, KEY, startFakeChat } from './adapters/openai/fake-chat.ts';
import { COMPANY, MINUTE, NOON } from './core/samples.ts';
import { prepareTurns } from './core/turns.ts';
import { openTempStore, type TempStore } from './support/temp-store.ts';

let fake: FakeChat;
let tools: TurnTools;
let temp: TempStore;
beforeAll(async () => {
  [fake, tools, temp] = await Promise.all([startFakeChat(), prepareTurns(), openTempStore()]);
}, 120_000);
afterAll(async () => {
  await fake.stop();
  await temp.close();
});

const ZH = {
  language: 'zh',
  name: '林晓岚',
  question: '退款多久能到账？我的电话13800138000，邮箱lin.xiaolan@example.com，身份证110101199003077758，卡号6222 0202 0001 2345 678，住在上海市静安区南京西路1266号2座1502室，晓岚收',
  greeting: '林女士您好，林晓岚的退款在处理。',
  followUp: '那信用卡呢？晓岚',
  secrets: ['13800138000', 'lin.xiaolan', '110101199003077758', '6222 0202', '南京西路', '1502', '林女士', '林晓岚', '晓岚'],
  words: '退到信用卡要5–7个工作日。[1]',
} as const;
const EN = {
  language: 'en',
  name: 'Emma Clarke',
  question: 'How long does a refund take? My phone is 13800138000, mail emma.clarke@example.com, ID number 110101199003077758, card number 6222020200012345678, I live at 1266 Nanjing Road West, Shanghai. Regards, Emma',
  greeting: 'Hello Ms. Clarke, the refund for Emma Clarke is on its way.',
  followUp: 'and with a card? Emma',
  secrets: ['13800138000', 'emma.clarke', '110101199003077758', '62220202', 'Nanjing Road', 'Emma', 'Clarke'],
  words: 'A refund to a credit card takes 5–7 working days. [1]',
} as const;

it.each([ZH, EN])('nothing personal goes out with a question, its follow-up, or a summary: $language', async ({ language, name, question, greeting, followUp, secrets, words }) => {
  const { store, budget } = temp;
  const address = `v-${language}`;
  const id = store.idOf('web', address);
  fake.behave({ kind: 'say', pieces: [words] });
  const failures: unknown[] = [];
  const model = await composeModel(readConfig({ OPENAI_MODEL: 'fake-chat', OPENAI_SMALL_MODEL: 'fake-small', OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: KEY }), { clock: systemClock, log: pino({ level: 'silent' }), mask: createMask(createEntityFinder([]), PERSONAL), budget });
  if (!model) throw new Error('a model is configured');
  const writer = composeWriter({ ...model, onFailure: (error) => void failures.push(error) }, { store, live: createLive(), company: COMPANY });
  const directory = { find: () => Promise.resolve({ id: 'c-9', name, tier: 'regular' as const, language, orders: [], notes: [] }) };
  const says = async (text: string): Promise<void> => {
    await store.accept({ channel: 'web', address, externalId: `${address} ${text.length}`, text, language, customerId: `c-${language}` }, Date.now());
    const lease = await store.leaseTurn(Date.now(), 30_000);
    if (!lease) throw new Error('there should be a turn');
    const { change } = await takeTurn(lease, { ...tools, directory, writer, completer: writer }, NOON);
    await store.commitTurn(lease, change, Date.now());
  };

  await says(question);
  await store.update(id, () => ({ messages: [{ author: 'bot', visibility: 'all', text: greeting }] }), Date.now());
  await says(followUp);
  expect(new Set(fake.requests.map((request) => request.model))).toEqual(new Set(['fake-chat', 'fake-small']));
  const before = fake.requests.length;
  const stop = followSummaries(store, model);
  await store.update(id, (now) => ({ ownership: transition(now, { kind: 'hand_over' }), openHandover: { reason: 'complaint', ruleId: 'complaint', words: [], priority: 'high', team: 'complaints', dueAt: NOON + MINUTE } }), NOON);
  await fake.taken(before + 1);
  await stop();

  const sent = JSON.stringify(fake.requests);
  expect(sent).toContain('138****8000');
  for (const secret of secrets) expect(sent).not.toContain(secret);
  expect(failures).toEqual([]);
});
