import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { langchainWay } from '#cli/bench/langchain/langchain-way.ts';
import { ourWay } from '#cli/bench/langchain/our-way.ts';
import { playTalk } from '#cli/bench/langchain/play-talk.ts';
import type { Judged } from '#cli/bench/langchain/judge.ts';
import { say, trueAnswer } from '#cli/bench/langchain/stub-model.ts';
import type { TrialTalk } from '#cli/bench/langchain/trial-case.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import { type FakeChat, fault, startFakeChat } from '../../adapters/openai/fake-chat.ts';
import { COMPANY } from '../../core/samples.ts';
import { createSmallKnowledge } from '../../support/small-shop.ts';

let fake: FakeChat;
let knowledge: KnowledgeBase;
beforeAll(async () => {
  [fake, knowledge] = await Promise.all([startFakeChat(), createSmallKnowledge()]);
});
afterAll(() => fake.stop());

/** No machine is so slow, and nothing here waits for it. */
const PATIENCE = { firstMs: 20_000, stallMs: 20_000, totalMs: 25_000, retryMs: 1 };
const QUESTION = 'How long does a refund to a credit card take?';
const play = (way: typeof ourWay, talk: Partial<TrialTalk> = {}): Promise<Judged[]> => playTalk({ language: 'en', questions: [QUESTION], ...talk }, way, { fake, knowledge, company: COMPANY, patience: PATIENCE });

describe.each([
  { way: ourWay, requests: 1 },
  { way: langchainWay, requests: 2 },
])('$way.name', ({ way, requests }) => {
  it('answers a question in words of the model, streamed', async () => {
    const [judged] = await play(way, { answering: (request) => say(`${trueAnswer(request)} Let me know if you have more questions.`) });
    expect(judged).toMatchObject({ isAnswered: true, isByModel: true, isTakenBack: false, requests });
    expect(judged?.firstMs).toBeLessThan(judged?.endMs ?? 0);
  });

  it("answers in the articles' own words when the server fails again and again", async () => {
    const [judged] = await play(way, { serving: () => fault(500, 'no') });
    expect(judged).toMatchObject({ isAnswered: true, isByModel: false, requests: 3 });
  });

  it('does not send a telephone number or an e-mail address, and does send the number of an order', async () => {
    const [judged] = await play(way, { questions: [`${QUESTION} Order 20261107-0032, 13698765432, jane.doe@shop.example`], personal: ['13698765432', 'jane.doe'], needed: ['20261107-0032'] });
    expect(judged).toMatchObject({ isByModel: true, personal: [], lost: [] });
  });

  it('knows at the next question what was said before', async () => {
    const judged = await play(way, { questions: ['My order is 20261107-0032. How long does a refund take?', 'How much is shipping?'], needed: ['20261107-0032'] });
    expect(judged.map(({ isAnswered, lost }) => ({ isAnswered, lost }))).toEqual([{ isAnswered: true, lost: [] }, { isAnswered: true, lost: [] }]);
  });
});

it('sends personal data that was said earlier by one way and not by the other', async () => {
  const talk: Partial<TrialTalk> = { before: [{ author: 'customer', text: 'Please call 13698765432.' }, { author: 'agent', text: 'We will.' }], personal: ['13698765432'] };
  expect((await play(ourWay, talk))[0]?.personal).toEqual([]);
  expect((await play(langchainWay, talk))[0]?.personal).toEqual(['13698765432']);
});

it('shows an invented figure by one way and not by the other', async () => {
  const talk: Partial<TrialTalk> = { answering: (request) => say(`${trueAnswer(request)} You also get ¥888. [1]`), invented: ['¥888'] };
  expect((await play(ourWay, talk))[0]?.invented).toEqual([]);
  expect((await play(langchainWay, talk))[0]?.invented).toEqual(['¥888']);
});
