import { describe, expect, it } from 'vitest';
import { EMPTY_MEMORY } from '#core/conversation.ts';
import { leaningOf } from '#core/follow-up.ts';
import { gatherEvidence } from '#core/gather-evidence.ts';
import { rememberSubject } from '#core/memory.ts';
import type { Evidence } from '#core/passage.ts';
import type { KnowledgeBase, KnowledgeQuery } from '#core/ports/knowledge-base.ts';
import { FOUND, NONE } from './decide-on.ts';
import { passage } from './samples.ts';

describe('a message that goes on from the one before', () => {
  it.each(['那多久能到?', '那信用卡呢', '它要多少钱', '如果拆开过呢', '要多久', '这个怎么弄'])('leans surely: %s', (text) => {
    expect(leaningOf(text, 'zh')).toBe('surely');
  });

  it.each(['and if I paid by card?', 'what about the battery?', 'what if it never comes', 'how much is that', 'how long?'])('leans surely: %s', (text) => {
    expect(leaningOf(text, 'en')).toBe('surely');
  });

  it('may lean where it says little', () => {
    expect(leaningOf('信用卡', 'zh')).toBe('perhaps');
    expect(leaningOf('credit card', 'en')).toBe('perhaps');
  });

  it.each([
    ['对了你们上海店几点关门', 'zh'],
    ['我前天在你们网上买的那台空气净化器今天收到了，请问它的滤芯应该多久换一次比较好', 'zh'],
    ['by the way do my points expire', 'en'],
    ['I would like to know how the smart lock is fitted to a wooden front door', 'en'],
    ['', 'en'],
  ] as const)('does not lean where it is long or begins something new: %s', (text, language) => {
    expect(leaningOf(text, language)).toBe('not');
  });
});

const own: KnowledgeQuery = { text: '那信用卡呢', language: 'zh', audience: 'customer' };
const joint: KnowledgeQuery = { ...own, text: '退款多久\n那信用卡呢' };
const OTHER: Evidence = { verdict: 'found', passages: [passage('payment-methods')], topics: [] };

/** Knows these answers by question. */
const knowing = (answers: Readonly<Record<string, Evidence>>): KnowledgeBase => ({
  search: ({ text }) => Promise.resolve(answers[text] ?? NONE),
  compose: () => undefined,
  passagesOf: (articleId) => Promise.resolve([passage(articleId)]),
  article: () => Promise.resolve(undefined),
  articles: () => Promise.resolve([]),
  status: () => ({ articles: 0, passages: 0, search: 'exact' }),
});

describe('the search for a message that goes on', () => {
  it('takes both questions together where the message says that it leans', async () => {
    const found = await gatherEvidence(own, undefined, knowing({ [own.text]: OTHER, [joint.text]: FOUND }), { query: joint, isSure: true, lastShown: undefined });
    expect(found).toEqual({ evidence: FOUND, query: joint });
  });

  it('takes the message for itself where it finds something by itself and only may lean', async () => {
    const found = await gatherEvidence(own, undefined, knowing({ [own.text]: OTHER, [joint.text]: FOUND }), { query: joint, isSure: false, lastShown: undefined });
    expect(found).toEqual({ evidence: OTHER, query: own });
    const helped = await gatherEvidence(own, undefined, knowing({ [joint.text]: FOUND }), { query: joint, isSure: false, lastShown: undefined });
    expect(helped).toEqual({ evidence: FOUND, query: joint });
  });

  it('asks which is meant by a single word, unless the question before tells, with something that was not just shown', async () => {
    const unclear: Evidence = { verdict: 'unclear', passages: [], topics: [{ articleId: 'refund-time', title: 'Refunds' }, { articleId: 'gift-cards', title: 'Gift cards' }] };
    const said = knowing({ [own.text]: unclear, [joint.text]: FOUND });
    const told = FOUND.passages[0]?.articleId;
    expect((await gatherEvidence(own, undefined, said, { query: joint, isSure: false, lastShown: 'shop-hours' })).evidence).toBe(FOUND);
    expect((await gatherEvidence(own, undefined, said, { query: joint, isSure: false, lastShown: told })).evidence).toBe(unclear);
    const elsewhere = knowing({ [own.text]: unclear, [joint.text]: OTHER });
    expect((await gatherEvidence(own, undefined, elsewhere, { query: joint, isSure: false, lastShown: undefined })).evidence).toBe(unclear);
  });

  it('takes the message for itself where nothing is found together', async () => {
    const found = await gatherEvidence(own, undefined, knowing({ [own.text]: OTHER }), { query: joint, isSure: true, lastShown: undefined });
    expect(found.query).toEqual(own);
  });

  it('shows what the customer chose, whatever it leans on', async () => {
    const found = await gatherEvidence(own, 'gift-cards', knowing({ [joint.text]: FOUND }), { query: joint, isSure: true, lastShown: undefined });
    expect(found.evidence.passages[0]?.articleId).toBe('gift-cards');
  });
});

describe('what is remembered of a question', () => {
  const found = { kind: 'answer', reason: 'found', passages: [] } as const;

  it('is the question, and the first one as long as others lean on it', () => {
    const first = rememberSubject(EMPTY_MEMORY, found, '我要退货', undefined);
    expect(first.subject).toEqual(['我要退货']);
    const second = rememberSubject(first, found, '怎么退', '我要退货');
    expect(second.subject).toEqual(['我要退货', '怎么退']);
    expect(rememberSubject(second, found, '多久退钱', '我要退货').subject).toEqual(['我要退货', '多久退钱']);
    expect(rememberSubject(second, found, '门店几点开门', undefined).subject).toEqual(['门店几点开门']);
  });

  it('stays through small talk, and holds after a question back', () => {
    const asked = rememberSubject(EMPTY_MEMORY, { kind: 'clarify', reason: 'topics_compete', topics: [] }, '发票', undefined);
    expect(asked.subject).toEqual(['发票']);
    expect(rememberSubject(asked, { kind: 'answer', reason: 'talk', intentId: 'thanks' }, '谢谢', undefined).subject).toEqual(['发票']);
  });

  it('is cut where a question is very long, between whole characters', () => {
    const [kept = ''] = rememberSubject(EMPTY_MEMORY, found, '😀'.repeat(150), undefined).subject ?? [];
    expect(kept.length).toBeLessThanOrEqual(200);
    expect(kept.isWellFormed()).toBe(true);
  });

  it('is missing in conversations of older versions, which go on as before', () => {
    const old = JSON.parse(JSON.stringify(EMPTY_MEMORY)) as typeof EMPTY_MEMORY;
    expect(rememberSubject(old, found, '多久到', old.subject?.[0]).subject).toEqual(['多久到']);
  });
});
