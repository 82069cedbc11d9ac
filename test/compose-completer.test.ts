import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import pino from 'pino';
import { createLive } from '#core/live.ts';
import { createMask, PERSONAL } from '#core/mask.ts';
import type { Message } from '#core/message.ts';
import { takeTurn, type TurnResult, type TurnTools } from '#core/turn.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { composeModel, composeWriter } from '#src/compose-writer.ts';
import { readConfig } from '#src/config.ts';
import { type Behaviour, type ChatRequest, type FakeChat, fault, KEY, startFakeChat } from './adapters/openai/fake-chat.ts';
import { COMPANY, NOON } from './core/samples.ts';
import { prepareTurns } from './core/turns.ts';
import { openTempStore, type TempStore } from './support/temp-store.ts';
import { createTestClock, type TestClock } from './support/test-clock.ts';

const FIRST = '退款多久能到账？我的手机13800138000';
const FOLLOW_UP = '那信用卡呢？';
const FULL = '退款退到信用卡多久能到账？';

let fake: FakeChat;
let tools: TurnTools;
let temp: TempStore;
let clock: TestClock;
let searched: string[];
let failures: unknown[];
beforeAll(async () => {
  [fake, tools] = await Promise.all([startFakeChat(), prepareTurns()]);
}, 120_000);
afterAll(() => fake.stop());
beforeEach(async () => {
  temp = await openTempStore();
  clock = createTestClock(NOON);
  searched = [];
  failures = [];
});
afterEach(() => temp.close());

const isSmall = ({ model }: ChatRequest): boolean => model === 'fake-small';
/** A server that completes questions with these words, and answers with true ones. */
const completes = (words: string): Behaviour => ({ kind: 'obey', words: (request) => (isSmall(request) ? words : '退到信用卡要5–7个工作日。[1]') });

/** The customer writes, and Baton takes the turn with the language model. */
async function says(text: string, seq: number): Promise<TurnResult> {
  const { store, budget } = temp;
  const model = await composeModel(
    readConfig({ OPENAI_MODEL: 'fake-chat', OPENAI_SMALL_MODEL: 'fake-small', OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: KEY }),
    { clock, log: pino({ level: 'silent' }), mask: createMask(createEntityFinder([]), PERSONAL), budget },
  );
  const writer = model && composeWriter({ ...model, onFailure: (error) => void failures.push(error) }, { store, live: createLive(), company: COMPANY });
  const knowledge = { ...tools.knowledge, search: (query: Parameters<TurnTools['knowledge']['search']>[0]) => (searched.push(query.text), tools.knowledge.search(query)) };
  await store.accept({ channel: 'web', address: 'v-1', externalId: `m-${seq}`, text, language: 'zh' }, clock.now());
  const lease = await store.leaseTurn(clock.now(), 30_000);
  if (!lease) throw new Error('there should be a turn');
  const result = await takeTurn(lease, { ...tools, knowledge, writer, completer: writer }, clock.now());
  await store.commitTurn(lease, result.change, clock.now());
  return result;
}

/** Two questions, of which the second leans on the first; what happens to the second. */
async function followsUp(behaviour: Behaviour, meanwhile?: () => Promise<void>): Promise<{ readonly result: TurnResult; readonly answers: readonly Message[] }> {
  fake.behave({ kind: 'say', pieces: ['退款到支付宝要1–3个工作日。[1]'] });
  await says(FIRST, 1);
  const before = (await temp.store.transcript(temp.store.idOf('web', 'v-1'), 50)).length;
  fake.behave(behaviour);
  searched = [];
  const saying = says(FOLLOW_UP, 2);
  await meanwhile?.();
  const result = await saying;
  const after = (await temp.store.transcript(temp.store.idOf('web', 'v-1'), 50)).slice(before + 1);
  return { result, answers: after.map(({ message }) => message).filter(({ author }) => author === 'bot') };
}

describe('a question that leans on the one before', () => {
  it('is searched as the full question that the model makes of it, answered once, and completed only once', async () => {
    const { result, answers } = await followsUp(completes(FULL));
    expect(searched).toContain(FULL);
    expect(searched.every((text) => !text.includes('\n'))).toBe(true);
    expect(fake.requests.map(({ model }) => model)).toEqual(['fake-small', 'fake-chat']);
    expect(fake.requests[1]?.messages[1]?.content).toContain(FULL);
    expect(answers).toHaveLength(1);
    expect(answers[0]?.extras.answeredBy).toMatchObject({ by: 'model', tokensIn: 240, tokensOut: 60 });
    expect(result.change.memory?.subject).toEqual([FULL, FOLLOW_UP]);
  });

  it('is completed from masked words only', async () => {
    await followsUp(completes(FULL));
    expect(JSON.stringify(fake.requests)).not.toContain('13800138000');
    expect(JSON.stringify(fake.requests)).toContain('138****8000');
  });

  it.each<readonly [string, Behaviour]>([
    ['refuses', fault(400, 'no')],
    ['breaks off', { kind: 'cut', pieces: ['退款退'], how: 'clean' }],
    ['invents a figure', completes('退款900元退到信用卡多久能到账？')],
    ['writes an essay', completes('退款。'.repeat(200))],
  ])('is joined with it as without a model where the model %s, and is answered once', async (_, behaviour) => {
    const { answers } = await followsUp(behaviour);
    expect(searched.some((text) => text.includes(`${FIRST}\n${FOLLOW_UP}`))).toBe(true);
    expect(answers).toHaveLength(1);
    expect(answers[0]?.extras.citations?.[0]?.articleId).toBe('refund-time');
  });

  it('waits 3 s for the model and no longer, and that counts as time of the answer', async () => {
    const { answers } = await followsUp({ kind: 'stall', after: 'headers' }, async () => {
      await fake.taken(1);
      fake.behave({ kind: 'say', pieces: ['退到信用卡要5–7个工作日。[1]'] });
      clock.advance(3_000);
    });
    expect(failures).toHaveLength(1);
    expect(searched.some((text) => text.includes(`${FIRST}\n${FOLLOW_UP}`))).toBe(true);
    expect(answers).toHaveLength(1);
    expect(answers[0]?.extras.answeredBy).toMatchObject({ by: 'model', ms: 3_000 });
    expect(fake.requests.map(({ model }) => model)).toEqual(['fake-chat']);
  });

  it('costs no call where it stands alone or calls for a person', async () => {
    fake.behave(completes(FULL));
    await says('退款多久能到账？', 1);
    for (const [at, text] of ['发票抬头开错了怎么改？', '那转人工'].entries()) await says(text, at + 2);
    expect(fake.requests.filter(isSmall)).toEqual([]);
  });
});
