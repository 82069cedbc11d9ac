import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOpenAiLanguageModel } from '#adapters/openai/language-model.ts';
import { answerWithModel, type ModelAnswer } from '#core/model-answer/answer-with-model.ts';
import { answerTools, BOUNDARY, question } from '../../core/model-answer/tools.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { type Behaviour, type FakeChat, fault, KEY, startFakeChat } from './fake-chat.ts';

let fake: FakeChat;
beforeAll(async () => {
  fake = await startFakeChat();
});
afterAll(() => fake.stop());

const BACK = 'It goes back the way you paid. [1]';
const ALIPAY = 'Alipay takes 1–3 working days. [1]';

/** Asks through the real client, over HTTP; counts what the customer sees. */
async function ask(...behaviours: readonly Behaviour[]): Promise<{ readonly answer: ModelAnswer; readonly drafts: readonly string[]; readonly late: readonly string[] }> {
  fake.behave(...behaviours);
  const clock = createTestClock();
  const drafts: string[] = [];
  const late: string[] = [];
  let isOver = false;
  const model = createOpenAiLanguageModel({ baseUrl: fake.url, apiKey: KEY, model: 'fake-chat', clock, retryDelayMs: 1 });
  const tools = { ...answerTools(model, { onFailure: () => undefined, newBoundary: () => BOUNDARY }), clock };
  const answer = await answerWithModel(question({ onDraft: (draft) => void (isOver ? late : drafts).push(draft) }), tools);
  isOver = true;
  return { answer, drafts, late };
}
const sse = (...contents: readonly string[]): string => contents.map((content) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`).join('');
const say = (text: string, more: { readonly finish?: string; readonly thoughts?: readonly string[] } = {}): Behaviour => ({ kind: 'say', pieces: text.match(/[^]{1,9}/gu) ?? [], ...more });
const stream = (body: string): Behaviour => ({ kind: 'raw', type: 'text/event-stream', body });

describe('whatever a server sends', () => {
  it.each<readonly [string, Behaviour, string]>([
    ['nothing', say(''), 'too_little_left'],
    ['only what it thinks', say('', { thoughts: ['The customer wants', ' 90 minutes'] }), 'too_little_left'],
    ['blanks', say(' \n\n \u200B'), 'too_little_left'],
    ['a link', say('See https://evil.example/pay for your refund. [1]'), 'invented'],
    ['a telephone number', say('Call 400-888-6666 about your refund. [1]'), 'invented'],
    ['another language', say('退款会原路退回，支付宝一到三个工作日。[1]'), 'too_little_left'],
    ['a third language', say('Un remboursement prend quelques jours ouvrés. [1]'), 'too_little_left'],
    ['an answer without a source', say('It goes back the way you paid.'), 'too_little_left'],
    ['a call of a tool', say('', { finish: 'tool_calls' }), 'cut_off'],
    ['half an answer that a filter ended', say(`${BACK} Alipay`, { finish: 'content_filter' }), 'cut_off'],
    ['half a megabyte without a full stop', say('refund '.repeat(75_000)), 'endless'],
    ['half a megabyte of sentences', say('The weather in Paris is lovely on day one. [1] '.repeat(11_000)), 'endless'],
    ['drops that never become a sentence', { kind: 'repeat', piece: 'a ' }, 'endless'],
    ['the secret of the call', say(`The word is ${BOUNDARY}. [1]`), 'hijacked'],
    ['a stream that breaks in the middle', stream(`${sse(BACK, ' Ali')}data: {"choices": [{"delta"\n\n`), 'failed'],
    ['a stream of rubbish', stream(`\u0000\uFFFD data ${'%'.repeat(2_000)}\n\ndata: [DONE]\n\n`), 'failed'],
    ['a stream that ends before it begins', stream('data: [DONE]\n\n'), 'failed'],
    ['an error after a sentence', stream(`${sse(`${BACK} `, 'Alipay')}data: {"error": {"message": "overloaded"}}\n\n`), 'failed'],
    ['an error each time', fault(500, 'no', { headers: { 'retry-after': '0' } }), 'failed'],
  ])("%s: the customer gets the passages' own words, once", async (_, behaviour, verdict) => {
    const { answer, drafts, late } = await ask(behaviour);
    expect(answer).toMatchObject({ ...question().extract, by: 'extract', answeredBy: { verdict } });
    expect(late).toEqual([]);
    for (const draft of drafts) expect(draft).not.toMatch(/90|evil|888|Paris|退|Un remb/);
  });

  it('the same answer twice: the customer reads it once', async () => {
    const { answer } = await ask(say(`${BACK} ${ALIPAY}\n\n${BACK} ${ALIPAY}`));
    expect(answer).toMatchObject({ by: 'model', text: `${BACK} ${ALIPAY}` });
  });

  it.each([429, 500])('status %i with a short wish to wait, then an answer: the customer reads the answer', async (status) => {
    const { answer } = await ask(fault(status, 'later', { headers: { 'retry-after-ms': '1', 'retry-after': '0' } }), say(`${BACK} ${ALIPAY}`));
    expect(answer).toMatchObject({ by: 'model', text: `${BACK} ${ALIPAY}` });
    expect(fake.requests).toHaveLength(2);
  });

  it('a true sentence and an invented one: the invented one is never seen, not even for a moment, and the articles answer instead', async () => {
    const { answer, drafts } = await ask(say(`${BACK} It takes 90 minutes. [1] ${ALIPAY}`));
    expect(answer).toMatchObject({ ...question().extract, by: 'extract', cut: ['figure'], answeredBy: { verdict: 'invented' } });
    expect(drafts.join('\n')).not.toContain('90');
  });
});

describe('a server that says nothing, asked about something that was said before', () => {
  it('is given 3 s to complete the question and 8 s to begin the answer: after 11 s the customer has one', async () => {
    fake.behave({ kind: 'stall', after: 'headers' });
    const clock = createTestClock();
    const model = createOpenAiLanguageModel({ baseUrl: fake.url, apiKey: KEY, model: 'fake-chat', clock, retryDelayMs: 1 });
    const history = [{ seq: 1, author: 'customer', text: 'How do I get a refund?' } as const, { seq: 2, author: 'bot', text: 'Open My orders and tap Refund.' } as const];
    const answering = answerWithModel(question({ text: 'And how long does that take?', history }), { ...answerTools(model, { onFailure: () => undefined }), clock });
    await fake.taken(1);
    clock.advance(3_000);
    await fake.taken(2);
    clock.advance(8_000);
    expect(await answering).toMatchObject({ by: 'extract', ...question().extract, answeredBy: { verdict: 'failed', ms: 11_000 } });
  });
});
