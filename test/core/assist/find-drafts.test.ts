import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { findAdvice } from '#core/assist/find-advice.ts';
import { type DraftTools, findDrafts, joinDrafts } from '#core/assist/find-drafts.ts';
import { openQuestion, type OpenQuestion } from '#core/assist/question.ts';
import type { Article } from '#core/article.ts';
import type { Language } from '#core/language.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import { loadArticles } from '#knowledge/load-articles.ts';
import { createHashingEmbedder } from '../../knowledge/hashing-embedder.ts';
import { INTENTS } from '../samples.ts';
import { transcriptOf } from './lines.ts';

const head = { product: 'all', version: 1, review: '2027-05-31' } as const;
const SECRET = { zh: '客服可以当场批准¥200以内的退款补偿，这句话只给员工看。', en: 'Agents may grant a refund compensation of up to ¥200 at once; this is for staff only.' };
const ARTICLES: readonly Article[] = [
  { ...head, id: 'refund-time', language: 'zh', audience: 'customer', title: '退款多久到账', body: '验收合格后1个工作日内退款。\n\n## 退到信用卡\n退到信用卡需要5–7个工作日。' },
  { ...head, id: 'refund-time', language: 'en', audience: 'customer', title: 'How long a refund takes', body: 'A refund starts within 1 working day after inspection.\n\n## To a credit card\nA refund to a credit card takes 5–7 working days.' },
  { ...head, id: 'shop-hours', language: 'en', audience: 'customer', title: 'Shop opening hours', body: 'Our shops are open from 10:00 to 22:00 every day.' },
  { ...head, id: 'shop-hours', language: 'zh', audience: 'customer', title: '门店营业时间', body: '门店每天10:00–22:00营业。' },
  { ...head, id: 'gift-wrap', language: 'en', audience: 'customer', title: 'Gift wrapping of parcels', body: 'Gift wrapping of a parcel costs ¥15.' },
  { ...head, id: 'refund-enquiry', language: 'zh', audience: 'staff', title: '客户查询退款多久到账时怎么做', body: `${SECRET.zh}\n\n## 建议回复\n您好，退款多久到账我来查。`, reasons: ['complaint'] },
  { ...head, id: 'refund-enquiry', language: 'en', audience: 'staff', title: 'When a customer asks how long a refund takes', body: `${SECRET.en}\n\n## Suggested reply\nHello, I will look into the refund.`, reasons: ['complaint'] },
];

let tools: DraftTools;
let knowledge: KnowledgeBase;
beforeAll(async () => {
  knowledge = await createKnowledgeBase({ articles: ARTICLES, embedder: createHashingEmbedder(), search: 'exact' });
  tools = { knowledge, intents: INTENTS };
});

const ask = (language: Language, ...texts: readonly string[]): OpenQuestion => {
  const question = openQuestion(transcriptOf(...texts.map((text) => ['customer', text, { language, intents: [] }] as const)), { segment: 1, language }, INTENTS);
  if (!question) throw new Error('there should be a question');
  return question;
};
const texts = async (question: OpenQuestion) => (await findDrafts(question, tools)).map(({ draft }) => draft.text);

describe('drafts for the customer', () => {
  it("answer in the customer's language, cited, without marks that only pages understand", async () => {
    const [zh] = await findDrafts(ask('zh', '退款多久到账'), tools);
    expect(zh?.draft).toMatchObject({ text: expect.stringContaining('工作日'), fit: 'sure', by: 'articles', citations: [{ articleId: 'refund-time', language: 'zh' }] });
    expect(zh?.draft.text).not.toMatch(/\[1\]|\*\*/);
    expect(await texts(ask('en', 'How long does a refund take?'))).toEqual([expect.stringContaining('working day')]);
  });

  it('are not made of an article that is there in the other language only', async () => {
    expect(await texts(ask('en', 'How much is gift wrapping of a parcel?'))).toEqual(['Gift wrapping of a parcel costs ¥15.']);
    const hinted = { ...ask('zh', 'gift wrapping 多少钱'), language: 'zh' as const };
    for (const { draft } of await findDrafts(hinted, tools)) expect(draft.citations.every(({ language }) => language === 'zh')).toBe(true);
  });

  it('are one for each thing that is asked', async () => {
    const drafts = await findDrafts(ask('en', 'How long does a refund take?', 'What are the shop opening hours?'), tools);
    expect(drafts.map(({ draft }) => [draft.about, draft.citations[0]?.articleId])).toEqual([
      ['How long does a refund take?', 'refund-time'],
      ['What are the shop opening hours?', 'shop-hours'],
    ]);
    expect(joinDrafts(drafts)?.extract.citations.map(({ number }) => number)).toEqual([1, 2]);
  });

  it('are none where nothing answers', async () => {
    expect(await texts(ask('zh', '火星移民船票怎么买'))).toEqual([]);
  });

  it('hold no sentence of a staff article, whatever is asked', async () => {
    const sentences = ARTICLES.filter(({ audience }) => audience === 'staff').flatMap(({ body, title }) => [title, ...body.split(/[。.;\n]/)].map((each) => each.trim()).filter((each) => each.length > 8 && !each.startsWith('##')));
    expect(sentences.length).toBeGreaterThan(4);
    for (const text of [...sentences, '退款多久到账', '退款补偿可以批准多少', 'How long does a refund take?', 'refund compensation up to ¥200']) {
      const language = /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
      for (const { draft, passages } of await findDrafts(ask(language, text), tools)) {
        expect(passages.every(({ audience }) => audience === 'customer')).toBe(true);
        for (const sentence of sentences) expect(draft.text).not.toContain(sentence);
      }
    }
  });
});

describe('drafts from the articles that are shipped', () => {
  it('hold no sentence that only staff may read, also when staff articles themselves are asked for', async () => {
    const articles = await loadArticles(fileURLToPath(new URL('../../../knowledge/articles', import.meta.url)));
    const shipped: DraftTools = { knowledge: await createKnowledgeBase({ articles, embedder: createHashingEmbedder(), search: 'exact' }), intents: INTENTS };
    const open = articles.filter(({ audience }) => audience === 'customer').map(({ body }) => body).join('\n');
    const internal = articles.filter(({ audience }) => audience === 'staff');
    const secrets = internal.flatMap(({ body }) => body.split(/(?<=[。！？])|(?<=[.!?])\s|\n/).map((each) => each.trim())).filter((each) => each.length > 12 && !open.includes(each));
    expect(secrets.length).toBeGreaterThan(200);
    let drafted = 0;
    for (const { title, language } of internal) {
      for (const { draft } of await findDrafts(ask(language, title), shipped)) {
        drafted += 1;
        expect(secrets.filter((secret) => draft.text.includes(secret))).toEqual([]);
        expect(draft.citations.map((citation) => citation.language)).toEqual(draft.citations.map(() => language));
      }
    }
    expect(drafted).toBeGreaterThan(5);
  });
});

describe('advice for staff', () => {
  it("comes from staff articles in the reader's language, whatever the customer speaks, and without the suggested reply", async () => {
    const [zh] = await findAdvice(ask('en', 'How long does a refund take?'), undefined, 'zh', knowledge);
    expect(zh).toMatchObject({ articleId: 'refund-enquiry', language: 'zh', text: SECRET.zh });
    const [en] = await findAdvice(ask('zh', '客户查询退款多久到账'), undefined, 'en', knowledge);
    expect(en).toMatchObject({ articleId: 'refund-enquiry', language: 'en', text: SECRET.en });
  });

  it('falls back on what helps with the reason of the handover', async () => {
    expect(await findAdvice(undefined, 'complaint', 'zh', knowledge)).toMatchObject([{ articleId: 'refund-enquiry', text: SECRET.zh }]);
    expect(await findAdvice(undefined, 'law', 'zh', knowledge)).toEqual([]);
  });
});
