import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createOpenAiLanguageModel } from '#adapters/openai/language-model.ts';
import { followSummaries } from '#core/brief/follow-summaries.ts';
import { transition } from '#core/transition.ts';
import { answerTools } from '../../core/model-answer/tools.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { openTempStore } from '../../support/temp-store.ts';
import { type Behaviour, type FakeChat, fault, KEY, startFakeChat } from './fake-chat.ts';

let fake: FakeChat;
beforeAll(async () => {
  fake = await startFakeChat();
});
afterAll(() => fake.stop());

const TRUE = '客户的订单20261107-0032退款还没到账，等了十天。';

/** A customer is handed over while summaries are followed with the real client; `seen` says when enough has happened. */
async function handedOver(behaviour: Behaviour, seen: (summary: string | undefined, failures: number) => boolean): Promise<{ readonly summary: string | undefined; readonly handoverMs: number }> {
  fake.behave(behaviour);
  const { store, close } = await openTempStore();
  const clock = createTestClock();
  const failures: unknown[] = [];
  const model = createOpenAiLanguageModel({ baseUrl: fake.url, apiKey: KEY, model: 'fake-chat', clock, retryDelayMs: 1 });
  const stop = followSummaries(store, { ...answerTools(model, { onFailure: (error) => failures.push(error) }), clock });
  try {
    let id = '';
    const started = performance.now();
    for (const [at, text] of ['订单20261107-0032的退款还没到账', '等了十天了，转人工'].entries()) {
      const { conversation, message } = await store.accept({ channel: 'web', address: 'v-1', externalId: `e-${at}`, text, language: 'zh' }, clock.now());
      id = conversation.id;
      const lease = await store.leaseTurn(clock.now(), 10_000);
      if (!lease) throw new Error('no turn');
      const over = at === 1 ? { ownership: transition(lease.conversation, { kind: 'hand_over' }), openHandover: { reason: 'asked', ruleId: 'asks', words: [], priority: 'normal', team: 'service', dueAt: clock.now() + 1 } as const } : {};
      await store.commitTurn(lease, { handledSeq: message.seq, ...over }, clock.now());
    }
    const handoverMs = performance.now() - started;
    const summaryNow = async () => (await store.handovers(id)).at(-1)?.brief?.summary?.text;
    await vi.waitFor(async () => expect(seen(await summaryNow(), failures.length)).toBe(true), { interval: 5, timeout: 5_000 });
    return { summary: await summaryNow(), handoverMs };
  } finally {
    await stop();
    await close();
  }
}

it('a summary comes to the brief after the handover, without what nobody said', async () => {
  const { summary } = await handedOver({ kind: 'say', pieces: [TRUE, '客户姓张，买了三台空调，', '共9999元。'] }, (text) => text !== undefined);
  expect(summary).toBe(TRUE);
});

it.each([
  ['refuses', fault(500, 'down')],
  ['breaks off', { kind: 'cut', pieces: ['客户的'], how: 'torn' }],
] as const)('a model that %s costs the brief its summary and nothing else', async (_, behaviour) => {
  expect((await handedOver(behaviour, (_text, failures) => failures > 0)).summary).toBeUndefined();
});

it('a model that never says a word delays no handover, and is let go at the end', async () => {
  const { summary, handoverMs } = await handedOver({ kind: 'stall', after: 'headers' }, () => true);
  expect(summary).toBeUndefined();
  expect(handoverMs).toBeLessThan(2_000);
});
