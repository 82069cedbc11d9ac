import { BaseRetriever } from '@langchain/core/retrievers';
import { RunnableLambda, RunnablePassthrough, RunnableSequence } from '@langchain/core/runnables';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { StringOutputParser } from '@langchain/core/output_parsers';
import { FakeListChatModel } from '@langchain/core/utils/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import { createKnowledgeRetriever } from '#knowledge/langchain/retriever.ts';
import { createHashingEmbedder } from '../hashing-embedder.ts';
import { createSmallKnowledge } from '../../support/small-shop.ts';

let knowledge: KnowledgeBase;
beforeAll(async () => {
  knowledge = await createSmallKnowledge();
});

const LAMP = { language: 'en', audience: 'customer', title: 'Cleaning the lamp', body: 'Wipe it with a dry cloth.', version: 1, review: '2027-05-31' } as const;
const STAFF_ONLY = /Staff only|员工看/;

describe('the knowledge base as a retriever of LangChain', () => {
  it('gives documents with the text of passages and what is known of them, best first', async () => {
    const retriever = createKnowledgeRetriever({ knowledge });
    expect(retriever).toBeInstanceOf(BaseRetriever);
    const documents = await retriever.invoke('How long does a refund to a credit card take?');
    const [best] = documents;
    expect(best).toMatchObject({
      id: expect.stringMatching(/^refund-time\/en#\d$/),
      pageContent: expect.stringContaining('5–7 working days'),
      metadata: { articleId: 'refund-time', title: 'How long a refund takes', language: 'en', audience: 'customer', headings: ['Credit card'] },
    });
    const scores = documents.map(({ metadata }) => metadata.score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
  });

  it("never finds staff articles unless it is staff's", async () => {
    const question = 'What may agents grant when a customer asks after a refund? 客服可以当场批准多少退款补偿';
    const forCustomers = await createKnowledgeRetriever({ knowledge, limit: 50 }).invoke(question);
    expect(forCustomers.map(({ pageContent }) => pageContent).join('\n')).not.toMatch(STAFF_ONLY);
    expect(forCustomers.every(({ metadata }) => metadata.audience === 'customer')).toBe(true);
    const forStaff = await createKnowledgeRetriever({ knowledge, audience: 'staff', limit: 50 }).invoke(question);
    expect(forStaff.map(({ pageContent }) => pageContent).join('\n')).toMatch(STAFF_ONLY);
  });

  it('prefers the language of the question, or the one that was chosen', async () => {
    const languages = async (question: string, language?: 'zh' | 'en') =>
      (await createKnowledgeRetriever({ knowledge, limit: 1, ...(language ? { language } : {}) }).invoke(question)).map(({ metadata }) => metadata.language);
    expect(await languages('信用卡退款多久到账')).toEqual(['zh']);
    expect(await languages('How long does a refund take?')).toEqual(['en']);
    expect(await languages('How long does a refund take?', 'zh')).toEqual(['zh']);
  });

  it('finds only articles in one language when told so, and answers in it', async () => {
    const languages = async (question: string) => new Set((await createKnowledgeRetriever({ knowledge, limit: 50, onlyLanguage: 'en' }).invoke(question)).map(({ metadata }) => metadata.language));
    expect(await languages('How long does a refund take?')).toEqual(new Set(['en']));
    expect(await languages('退款 refund 信用卡 credit card')).toEqual(new Set(['en']));
  });

  it('gives no more documents than asked for, and nothing unreliable when told so', async () => {
    expect(await createKnowledgeRetriever({ knowledge, limit: 2 }).invoke('refund credit card')).toHaveLength(2);
    const unknown = 'Do you sell bicycles in Peru?';
    expect(await createKnowledgeRetriever({ knowledge, onlyReliable: true }).invoke(unknown)).toEqual([]);
    expect(await createKnowledgeRetriever({ knowledge }).invoke('')).toEqual([]);
  });

  it('finds only articles about wanted products when told so, and those about all', async () => {
    const lamps = await createKnowledgeBase({ articles: [{ ...LAMP, id: 'lamp-one', product: ['l1'] }, { ...LAMP, id: 'lamp-two', product: ['l2'] }], embedder: createHashingEmbedder(), search: 'exact' });
    const found = async (products?: readonly string[]) => (await createKnowledgeRetriever({ knowledge: lamps, ...(products ? { products } : {}) }).invoke('cleaning the lamp')).map(({ metadata }) => metadata.articleId);
    expect((await found()).toSorted()).toEqual(['lamp-one', 'lamp-two']);
    expect(await found(['l2'])).toEqual(['lamp-two']);
  });

  it('works in a chain with prompt, model and parser, and tells callbacks what it found', async () => {
    const told: string[] = [];
    const prompts: string[] = [];
    const retriever = createKnowledgeRetriever({
      knowledge,
      limit: 1,
      langchain: { callbacks: [{ handleRetrieverEnd: (documents) => void told.push(...documents.map(({ pageContent }) => pageContent)) }] },
    });
    const chain = RunnableSequence.from([
      { passages: retriever.pipe((documents) => documents.map(({ pageContent }) => pageContent).join('\n')), question: new RunnablePassthrough<string>() },
      ChatPromptTemplate.fromTemplate('Answer from these passages: {passages}\nQuestion: {question}'),
      RunnableLambda.from((prompt) => {
        prompts.push(String(prompt));
        return prompt;
      }),
      new FakeListChatModel({ responses: ['5–7 working days.'] }),
      new StringOutputParser(),
    ]);
    expect(await chain.invoke('How long does a refund to a credit card take?')).toBe('5–7 working days.');
    expect(prompts[0]).toContain('A refund to a credit card takes 5–7 working days.');
    expect(told).toEqual([expect.stringContaining('5–7 working days')]);
  });
});
