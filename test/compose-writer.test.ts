import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import pino from 'pino';
import { createLive } from '#core/live.ts';
import { createMask, PERSONAL } from '#core/mask.ts';
import type { Typing } from '#core/protocol.ts';
import { takeTurn, type TurnTools } from '#core/turn.ts';
import { toCustomerMessage } from '#core/customer-view.ts';
import { transition } from '#core/transition.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { composeModel, composeWriter } from '#src/compose-writer.ts';
import { readConfig } from '#src/config.ts';
import { systemClock } from '#worker/clock.ts';
import { createTurnWorker } from '#worker/turns.ts';
import { type FakeChat, KEY, startFakeChat } from './adapters/openai/fake-chat.ts';
import { COMPANY, MINUTE, NOON } from './core/samples.ts';
import { prepareTurns } from './core/turns.ts';
import { openTempStore, type TempStore } from './support/temp-store.ts';

let fake: FakeChat;
let tools: TurnTools;
let temp: TempStore;
let drafts: Typing[] = [];
let said = 0;
beforeAll(async () => {
  [fake, tools, temp] = await Promise.all([startFakeChat(), prepareTurns(), openTempStore()]);
});
afterAll(async () => {
  await fake.stop();
  await temp.close();
});
beforeEach(() => {
  drafts = [];
});

const config = (more: Readonly<Record<string, string>> = {}) => readConfig({ OPENAI_MODEL: 'fake-chat', OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: KEY, ...more });

/** A customer of an own conversation writes; resolves to what the bot has written when the turn is over. */
async function asks(text: string, meanwhile?: (id: string) => Promise<void>, onDraft?: (id: string) => void, settings = config()) {
  const { store } = temp;
  said += 1;
  const address = `v-${said}`;
  const live = createLive();
  const id = store.idOf('web', address);
  live.onTyping(id, (typing) => {
    drafts.push(typing);
    onDraft?.(id);
  });
  const model = await composeModel(settings, { clock: systemClock, log: pino({ level: 'silent' }), mask: createMask(createEntityFinder([]), PERSONAL), budget: temp.budget });
  const writer = model && composeWriter(model, { store, live, company: COMPANY });
  await store.accept({ channel: 'web', address, externalId: `m-${said}`, text, language: 'zh' }, Date.now());
  const failures: unknown[] = [];
  const worker = createTurnWorker({
    store,
    clock: systemClock,
    takeTurn: async (lease) => {
      const result = await takeTurn(lease, { ...tools, writer }, NOON);
      await meanwhile?.(id);
      return result;
    },
    onTurn: () => undefined,
    onError: (error) => void failures.push(error),
  });
  worker.kick();
  await vi.waitFor(async () => expect((await store.conversation(id))?.handledSeq).toBeGreaterThan(0), { timeout: 10_000 });
  await worker.stop();
  expect(failures).toEqual([]);
  return (await store.transcript(id, 50)).map(({ message }) => message).filter(({ author }) => author === 'bot');
}

describe('a turn with a language model', () => {
  it("is answered in the model's words when they stand the check, and the customer sees them grow", async () => {
    fake.behave({ kind: 'say', pieces: ['退款到支付宝要1–3个工作日。[1]', '退到信用卡要5–7个工作日。[1]'] });
    const [answer, ...more] = await asks('退款多久到账？我的手机13800138000');
    expect(more).toEqual([]);
    expect(answer?.text).toContain('支付宝');
    expect(answer?.extras.citations?.length).toBeGreaterThan(0);
    expect(answer?.extras.answeredBy).toMatchObject({ by: 'model', verdict: 'checked' });
    expect(drafts.every(({ who, draft }) => who === 'bot' && draft !== undefined)).toBe(true);
  });

  it('sends nothing personal out, and tells the customer nothing of what it took', async () => {
    fake.behave({ kind: 'say', pieces: ['退款到支付宝要1–3个工作日。[1]'] });
    const [answer] = await asks('退款多久到账？我的手机13800138000');
    expect(JSON.stringify(fake.requests)).not.toContain('13800138000');
    expect(answer && toCustomerMessage(answer, undefined)).not.toHaveProperty('answeredBy');
  });

  it("is answered in the articles' words, once, when the model invents a figure", async () => {
    fake.behave({ kind: 'say', pieces: ['退款要90分钟。[1]'] });
    const [answer, ...more] = await asks('退款多久到账？');
    expect(more).toEqual([]);
    expect(answer?.text).not.toContain('90');
    expect(answer?.extras.answeredBy?.by).toBe('extract');
  });

  it('leaves no word of the bot, nor of a draft, when people own the conversation before it is done', async () => {
    fake.behave({ kind: 'say', pieces: ['退款到支付宝要1–3个工作日。[1]'] });
    let taken = false;
    const written = await asks('退款多久到账？', async (id) => {
      if (taken) return;
      taken = true;
      const dueAt = NOON + MINUTE;
      await temp.store.update(
        id,
        (now) => ({ ownership: transition(now, { kind: 'hand_over' }), openHandover: { reason: 'complaint', ruleId: 'complaint', words: [], priority: 'high', team: 'complaints', dueAt } }),
        NOON,
      );
    });
    expect(written).toEqual([]);
  });

  it('stops the model as soon as a person has taken over, long before its limits of time', async () => {
    fake.behave({ kind: 'stall-in-the-middle', pieces: ['退款到支付宝要1–3个工作日。[1]', '退到'] });
    const left = fake.left();
    let claimedAt = 0;
    const written = await asks('退款多久到账？', undefined, (id) => {
      claimedAt = Date.now();
      void temp.store.update(id, (now) => ({ ownership: transition(now, { kind: 'claim', agentId: 'chen' }), agentName: '陈晨' }), NOON);
    });
    await left;
    expect(drafts).toHaveLength(1);
    expect(written).toEqual([]);
    // Between two pieces a model may be silent for 5 s.
    expect(Date.now() - claimedAt).toBeLessThan(4_000);
  });
});

describe('what limits the model in a day', () => {
  it('in all holds for customers who come as somebody new each time', async () => {
    fake.behave({ kind: 'say', pieces: ['退款到支付宝要1–3个工作日。[1]'] });
    const settings = config({ OPENAI_TOKENS_PER_DAY: '3000' });
    const verdicts: (string | undefined)[] = [];
    for (let n = 0; n < 30 && verdicts.at(-1) !== 'no_budget'; n += 1) verdicts.push((await asks('退款多久到账？', undefined, undefined, settings))[0]?.extras.answeredBy?.verdict);
    expect(verdicts.at(-1)).toBe('no_budget');
    expect((await asks('退款多久到账？'))[0]?.extras.answeredBy?.verdict).toBe('checked');
  });

  it.each([
    [{}, 1],
    [{ OPENAI_TOKENS_PER_DAY: '1000000' }, 0],
    [{ OPENAI_COST_PER_DAY: '5', OPENAI_PRICE_OUT: '2' }, 0],
  ])('is asked for in the log where there is nothing of it: %j', async (more, warnings) => {
    const lines: string[] = [];
    await composeModel(config(more), { clock: systemClock, log: pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) }), mask: (text) => text, budget: temp.budget });
    expect(lines.filter((line) => line.includes('OPENAI_TOKENS_PER_DAY'))).toHaveLength(warnings);
  });
});

it('is not there when no model is named', async () => {
  expect(await composeModel(readConfig({}), { clock: systemClock, log: pino({ level: 'silent' }), mask: (text) => text, budget: temp.budget })).toBeUndefined();
});
