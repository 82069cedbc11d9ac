import { beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '#core/article.ts';
import type { StoredDocument } from '#core/document.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import { createEmbedder } from '#intents/create-embedder.ts';
import { compareLanguages } from '#knowledge/upkeep/compare-languages.ts';
import { findContradictions } from '#knowledge/upkeep/find-contradictions.ts';
import { findDuplicates } from '#knowledge/upkeep/find-duplicates.ts';
import { reviewArticles } from '#knowledge/upkeep/review-articles.ts';
import { sampleDocument } from '../../contract/document-store.contract.ts';

const TODAY = '2027-03-10';

let embedder: Embedder;
beforeAll(async () => {
  embedder = await createEmbedder();
});

const article = (id: string, language: 'zh' | 'en', body: string, more: Partial<Article> = {}): Article => ({ id, language, audience: 'customer', title: id, product: 'all', version: 1, body, ...more });

describe('sentences that contradict each other', () => {
  const contradicting = async (...articles: Article[]) => (await findContradictions(articles, embedder, 0.6)).map(({ a, b, differs }) => [a.text, b.text, differs.kind]);

  it.each([
    ['zh', '退款到信用卡需要5–7个工作日。', '信用卡退款要10个工作日到账。', 'working days'],
    ['zh', '未付款的订单保留30分钟。', '没有付款的订单会保留45分钟。', 'minutes'],
    ['en', 'The smart lock has a 2-year warranty.', 'Warranty for the smart lock is 3 years.', 'years'],
    ['en', 'The sign-in code is valid for 5 minutes.', 'A sign-in code is valid for 10 minutes.', 'minutes'],
  ] as const)('are shown with both and the kind of figure (%s): %s', async (language, one, other, kind) => {
    expect(await contradicting(article('one', language, `${one} Other words follow.`), article('two', language, `## Part\n\n- ${other}`))).toEqual([[one, other, kind]]);
  });

  it.each([
    ['say the same figure', '未付款的订单保留30分钟。', '没有付款的订单会保留30分钟。'],
    ['are about different things', 'Gold card: birthday coupon ¥100', 'Silver card: birthday coupon ¥30'],
    ['state other kinds of figures', 'The smart lock has a 2-year warranty.', 'Warranty for the smart lock costs ¥99.'],
    ['share one of their figures', 'Refunds to a debit card take 3–5 working days.', 'Refunds to a debit card take 3–5 working days, never 10 working days.'],
  ])('are none where they %s', async (_, one, other) => {
    const language = /\p{Script=Han}/u.test(one) ? 'zh' : 'en';
    expect(await contradicting(article('one', language, one), article('two', language, other))).toEqual([]);
  });

  it('are none between different products, or within one article', async () => {
    const [one, other] = ['整机保修2年，电池保修6个月。', '整机保修3年，电池保修6个月。'];
    expect(await contradicting(article('a', 'zh', one, { product: ['vacuum-r7'] }), article('b', 'zh', '整机保修3年。', { product: ['washer-d9'] }))).toEqual([]);
    expect(await contradicting(article('a', 'zh', `${one}${other}`))).toEqual([]);
    expect(await contradicting(article('a', 'zh', '整机保修2年。'), article('b', 'zh', '整机保修3年。'))).toHaveLength(1);
  });
});

describe('one article in two languages', () => {
  const differing = (zh: string, en: string) => compareLanguages([article('a', 'zh', zh), article('a', 'en', en)]).map(({ figure, in: own, against }) => [own.article.language, figure.text, against?.text]);

  it('must state the same figures, and shows both sentences', () => {
    expect(differing('退款要5–7个工作日。\n\n## 运费\n\n运费¥10。', 'A refund takes 3–5 working days.\n\n## Fee\n\nShipping costs ¥10.')).toEqual([
      ['zh', '5–7个工作日', 'A refund takes 3–5 working days.'],
      ['en', '3–5 working days', '退款要5–7个工作日。'],
    ]);
  });

  it('may tell the same time in another unit, number word, or place', () => {
    expect(differing('24小时内发货，七天内可退，保修两年，12个月内有效。', 'It leaves within one day.\n\nReturns: 7 days. Valid for one year.\n\n| Warranty | Time |\n| --- | --- |\n| Lock | 2 years |')).toEqual([]);
  });

  it('may leave a unit to the words around, but not tell another', () => {
    expect(differing('借记卡3–5个工作日，信用卡5–7个。', 'Debit cards 3–5, credit cards 5–7 working days.')).toEqual([]);
    expect(differing('退款要3个工作日。', 'A refund takes 3 days.')).toEqual([
      ['zh', '3个工作日', undefined],
      ['en', '3 days', undefined],
    ]);
  });

  it('says so where the other has no such figure', () => {
    expect(differing('满¥99包邮。', 'Shipping is free for large orders.')).toEqual([['zh', '¥99', undefined]]);
  });
});

describe('parts that say nearly the same', () => {
  const LONG = 'If an item smokes, smells burnt, gives a shock or has a swollen battery: switch it off, unplug it, do not use it again and keep people away from it. Then call our safety line, which is answered at any hour.';

  it('are found in different articles for the same readers', async () => {
    const found = await findDuplicates([article('a', 'en', LONG), article('b', 'en', `${LONG.replace('an item', 'a new appliance')} We call back.`)], embedder, 0.7);
    expect(found).toMatchObject([{ a: { articleId: 'a' }, b: { articleId: 'b' } }]);
    expect(found[0]?.shared).toBeGreaterThan(0.9);
  });

  it('are none across audiences or languages, in one article, or where only a few words are shared', async () => {
    const others = [article('b', 'en', LONG, { audience: 'staff' }), article('a', 'zh', '如果冒烟、有焦味或电池鼓包，请马上断电，不要再用，并打安全专线。'), article('c', 'en', 'Our shops are open from ten to ten every day, also on holidays, except from New Year to the third day after it.')];
    expect(await findDuplicates([article('a', 'en', `${LONG}\n\n## Again\n\n${LONG}`), ...others], embedder, 0.5)).toEqual([]);
  });
});

describe('the review of all articles', () => {
  it('lists what is past its review date, the longest first, and documents that wait with the reason', async () => {
    const articles = [article('new', 'en', 'A.', { review: '2027-03-10' }), article('due', 'en', 'B.', { review: '2027-03-09' }), article('long-due', 'zh', 'C。', { review: '2026-01-01' }), article('never', 'en', 'D.')];
    const stored = (more: Partial<StoredDocument>): StoredDocument => ({ ...sampleDocument(), revision: 1, updatedAt: 0, ...more });
    const review = await reviewArticles(articles, [stored({ id: 'd', state: 'draft' }), stored({ id: 'q', state: 'quarantined', stateReason: 'hidden text' }), stored({ id: 'p' })], embedder, TODAY);
    expect(review.due.map(({ id, review: day }) => `${day} ${id}`)).toEqual(['2026-01-01 long-due', '2027-03-09 due']);
    expect(review.waiting.map(({ id, state, stateReason }) => [id, state, stateReason])).toEqual([
      ['d', 'draft', undefined],
      ['q', 'quarantined', 'hidden text'],
    ]);
    expect([review.contradictions, review.denials, review.languages, review.duplicates]).toEqual([[], [], [], []]);
  });
});
