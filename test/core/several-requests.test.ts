import { beforeAll, describe, expect, it } from 'vitest';
import { EMPTY_MEMORY } from '#core/conversation.ts';
import { gatherRequests, ONE_REQUEST } from '#core/gather-requests.ts';
import { joinAnswers } from '#core/join-answers.ts';
import { rememberDecision } from '#core/memory.ts';
import type { TurnTools } from '#core/turn.ts';
import { decideOn, FOUND, NONE, signalling, UNCLEAR, withMemory } from './decide-on.ts';
import { passage, understanding } from './samples.ts';
import { citedBy, prepareTurns, textsOf, turn } from './turns.ts';

const PARTS = [
  { text: '退款多久到账', passages: [passage()] },
  { text: '发票抬头能改吗', passages: [passage('invoice-title', { title: '发票抬头开错了怎么改' })] },
];

let tools: TurnTools;
beforeAll(async () => {
  tools = await prepareTurns();
});

describe('a message that asks for several things', () => {
  it.each([
    ['退款多久能到账？另外发票抬头写错了怎么改', ['refund-time', 'invoice-title']],
    ['How long does a refund take, and how do I change the title on my invoice?', ['refund-time', 'invoice-title']],
  ])('is answered part by part: "%s"', async (text, articles) => {
    const result = await turn(tools, [text]);
    expect(result.decision).toMatchObject({ kind: 'answer', reason: 'several' });
    expect(new Set(citedBy(result).map((cited) => cited.replace(/\.(?:zh|en)$/, '')))).toEqual(new Set(articles));
    const [answer = ''] = textsOf(result);
    expect(answer).toContain('[1]');
    expect(answer).toContain('[2]');
    expect(result.change.memory?.shown.map(({ articleId }) => articleId).toSorted()).toEqual(articles.toSorted());
  });

  it('goes to a person all the same when one part calls for one', () => {
    expect(decideOn({ requests: PARTS, understanding: signalling('complaint', ['投诉']) })).toMatchObject({ kind: 'hand_over', reason: 'complaint' });
  });

  it('is answered by its parts where the whole of it finds nothing, or too much', () => {
    for (const evidence of [NONE, UNCLEAR, FOUND]) expect(decideOn({ evidence, requests: PARTS })).toEqual({ kind: 'answer', reason: 'several', parts: PARTS });
  });

  it('is answered as one where only one part has an answer, or both have the same', async () => {
    const knowledge = { ...tools.knowledge, search: () => Promise.resolve(FOUND) };
    const query = { text: '', language: 'zh', audience: 'customer' } as const;
    const requests = PARTS.map(({ text }) => ({ text, intent: 'refund-status', confidence: 0.9 }));
    expect(await gatherRequests(query, understanding({ requests }), tools.intents, knowledge)).toEqual(ONE_REQUEST);
    expect(await gatherRequests(query, understanding({ requests: requests.slice(0, 1) }), tools.intents, knowledge)).toEqual(ONE_REQUEST);
  });

  it.each([
    ['退款多久能到账？另外你们公司的股票代码是多少？', '你们公司的股票代码是多少', '没有找到可靠的答案', 'refund-time'],
    ['How long does a refund take? And what is the ticker symbol of your company?', 'what is the ticker symbol of your company', "haven't found a reliable answer", 'refund-time'],
  ])('is told honestly on which part nothing was found: "%s"', async (text, part, words, article) => {
    const result = await turn(tools, [text]);
    expect(result.missed).toEqual([part]);
    expect(new Set(citedBy(result).map((cited) => cited.replace(/\.(?:zh|en)$/, '')))).toEqual(new Set([article]));
    const [answer = '', ...more] = textsOf(result);
    expect(more).toEqual([]);
    expect(answer).toContain(words);
    expect(answer).toContain(part);
    expect(answer.indexOf('[1]')).toBeLessThan(answer.indexOf(part));
  });

  it('gets a person with a plain yes to what is offered for the part without an answer', async () => {
    const first = await turn(tools, ['退款多久能到账？另外你们公司的股票代码是多少？']);
    const second = await turn(tools, ['好的'], { memory: first.change.memory ?? EMPTY_MEMORY, handledSeq: 2 });
    expect(second.decision).toMatchObject({ kind: 'hand_over', reason: 'asked' });
  });

  it('is told nothing of the kind on greetings, statements, questions that lean on the others, or what is no question at all', async () => {
    for (const text of ['在吗？退款多久能到账？', '我上周退了货，退款多久能到账？', '退款多久能到账，怎么查？', '退款多久能到账？谢谢了哈', 'Are you there? How long does a refund take?']) {
      const result = await turn(tools, [text]);
      expect([text, result.missed]).toEqual([text, []]);
    }
  });

  it('has nothing missing where Baton can do it itself', async () => {
    const knowledge = { ...tools.knowledge, search: ({ text }: { readonly text: string }) => Promise.resolve(text.includes('退款') ? FOUND : NONE) };
    const query = { text: '退款多久到账，发票抬头怎么改', language: 'zh', audience: 'customer' } as const;
    const asks = understanding({ requests: [{ text: '退款多久到账', intent: 'refund-status', confidence: 0.9 }, { text: '发票抬头怎么改', intent: 'invoice-change', confidence: 0.9 }] });
    expect((await gatherRequests(query, asks, tools.intents, knowledge)).missed).toEqual(['发票抬头怎么改']);
    expect(await gatherRequests(query, asks, tools.intents, knowledge, (intent) => intent === 'invoice-change')).toEqual(ONE_REQUEST);
  });

  it('leaves every article it showed in the memory, and counts as understood', () => {
    const after = rememberDecision({ ...EMPTY_MEMORY, notUnderstood: 1 }, { kind: 'answer', reason: 'several', parts: PARTS });
    expect(after).toMatchObject({ notUnderstood: 0, shown: [{ articleId: 'refund-time' }, { articleId: 'invoice-title' }] });
  });
});

describe('answers that are joined', () => {
  const citation = (articleId: string, title: string, number: number) => ({ number, articleId, language: 'en' as const, title, headings: [] });

  it('stand under their titles with citations numbered through', () => {
    const joined = joinAnswers([
      { text: 'One to three days. [1] Ask the bank. [2]', citations: [citation('a', 'Refunds', 1), citation('b', 'Banks', 2)] },
      { text: 'In the app. [1]', citations: [citation('c', 'Invoices', 1)] },
    ]);
    expect(joined?.text).toBe('**Refunds**\n\nOne to three days. [1] Ask the bank. [2]\n\n**Invoices**\n\nIn the app. [3]');
    expect(joined?.citations.map(({ number, articleId }) => [number, articleId])).toEqual([[1, 'a'], [2, 'b'], [3, 'c']]);
  });

  it('leave numbers in brackets alone that are no citations', () => {
    const joined = joinAnswers([
      { text: 'Press [9]. [1]', citations: [citation('a', 'A', 1)] },
      { text: 'See [1](/x). [1]', citations: [citation('b', 'B', 1)] },
    ]);
    expect(joined?.text).toContain('Press [9]. [1]');
    expect(joined?.text).toContain('See [1](/x). [2]');
  });

  it('are one answer as it is, or none', () => {
    const only = { text: 'In the app. [1]', citations: [citation('c', 'Invoices', 1)] };
    expect(joinAnswers([only])).toBe(only);
    expect(joinAnswers([])).toBeUndefined();
  });
});

describe('a message between two intents', () => {
  const choices = UNCLEAR.topics;

  it('is asked back about when nothing was found', () => {
    expect(decideOn({ evidence: NONE, choices })).toEqual({ kind: 'clarify', reason: 'intents_compete', topics: choices });
  });

  it('is answered when the articles know', () => {
    expect(decideOn({ choices })).toMatchObject({ kind: 'answer', reason: 'found' });
  });

  it('is asked back about once only', () => {
    expect(decideOn({ evidence: NONE, choices, conversation: withMemory({ offered: choices }) })).toEqual({ kind: 'answer', reason: 'not_found' });
  });

  it('offers the topics of its intents', async () => {
    const unsure = understanding({ isAmbiguous: true, intents: [{ id: 'refund-status', confidence: 0.4 }, { id: 'invoice-change', confidence: 0.35 }] });
    const result = await turn(tools, ['那个'], {}, { classifier: { understand: () => Promise.resolve(unsure) }, knowledge: { ...tools.knowledge, search: () => Promise.resolve(NONE) } });
    expect(result.decision).toMatchObject({ kind: 'clarify', reason: 'intents_compete' });
    expect(result.change.memory?.offered.map(({ articleId }) => articleId)).toEqual(['refund-time', 'invoice-title']);
  });
});
