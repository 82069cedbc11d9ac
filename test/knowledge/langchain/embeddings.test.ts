import { Document } from '@langchain/core/documents';
import { Embeddings } from '@langchain/core/embeddings';
import { FakeEmbeddings, FakeVectorStore, SyntheticEmbeddings } from '@langchain/core/utils/testing';
import { describe, expect, it } from 'vitest';
import { BatonError } from '#core/errors.ts';
import { createEmbedder } from '#intents/create-embedder.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import { fromLangchainEmbeddings, toLangchainEmbeddings } from '#knowledge/langchain/embeddings.ts';
import { describeEmbedder } from '../../contract/embedder.contract.ts';
import { ARTICLES } from '../../support/small-shop.ts';
import { createHashingEmbedder } from '../hashing-embedder.ts';

// There and back again: Baton's vectors as LangChain's embeddings, and those behind the port.
describeEmbedder({ name: 'embeddings of LangChain', create: async () => fromLangchainEmbeddings({ embeddings: toLangchainEmbeddings(await createEmbedder()), model: 'own' }) });

/** LangChain's embeddings that answer as told. */
class Told extends Embeddings {
  readonly asked: string[][] = [];
  readonly answer: (texts: string[]) => number[][];

  constructor(answer: (texts: string[]) => number[][]) {
    super({ maxRetries: 0 });
    this.answer = answer;
  }

  async embedDocuments(texts: string[]): Promise<number[][]> {
    this.asked.push(texts);
    return this.answer(texts);
  }

  async embedQuery(text: string): Promise<number[]> {
    return (await this.embedDocuments([text]))[0] ?? [];
  }
}

describe('embeddings of LangChain as an embedder', () => {
  it('give vectors of unit length, whatever length LangChain gives', async () => {
    // LangChain's own fakes: four fixed numbers, and any number of made-up ones.
    const fake = await fromLangchainEmbeddings({ embeddings: new FakeEmbeddings(), model: 'fake' });
    const made = await fromLangchainEmbeddings({ embeddings: new SyntheticEmbeddings({ vectorSize: 24 }), model: 'made-up' });
    expect([fake.dimension, fake.model, made.dimension, made.model]).toEqual([4, 'langchain/fake/4', 24, 'langchain/made-up/24']);
    for (const embedder of [fake, made]) {
      const [vector] = await embedder.embed(['how long does a refund take']);
      expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 5);
    }
  });

  it('are asked in batches and in order, and never for texts without words', async () => {
    const told = new Told((texts) => texts.map((text) => [text.length, 1]));
    const embedder = await fromLangchainEmbeddings({ embeddings: told, model: 'told', batch: 2, longest: 5 });
    told.asked.length = 0;
    const vectors = await embedder.embed(['a', '？', 'bbb', 'much too long']);
    expect(told.asked).toEqual([['a', 'bbb'], ['much']]);
    expect(vectors.map((vector) => Math.round((vector[0] ?? 0) / (vector[1] || 1)))).toEqual([1, 0, 3, 4]);
  });

  it.each([
    ['fail', () => Promise.reject(new Error('socket hang up')), /socket hang up.*Check/],
    ['give too few vectors', () => [], /0 vectors for 1 texts/],
    ['give a vector of another length', () => [[1, 2]], /a vector of 2 numbers/],
    ['give something else than numbers', () => [[1, Number.NaN, 2]], /something else than numbers/],
  ] as const)('say so as unavailable when they %s', async (_, later, message) => {
    let answer: (texts: string[]) => number[][] = (texts) => texts.map(() => [1, 0, 0]);
    const told = new Told((texts) => answer(texts));
    const embedder = await fromLangchainEmbeddings({ embeddings: told, model: 'told' });
    const answering = later();
    if (answering instanceof Promise) await answering.catch(() => undefined);
    answer = () => {
      if (answering instanceof Promise) throw new Error('socket hang up');
      return answering.map((vector) => [...vector]);
    };
    await expect(embedder.embed(['refund'])).rejects.toMatchObject({ code: 'unavailable', message: expect.stringMatching(message) });
  });

  it('pass on an error of Baton as it is', async () => {
    const refusal = new BatonError('misconfigured', 'The key is refused.');
    const embeddings = toLangchainEmbeddings({ model: 'x', dimension: 3, embed: () => Promise.reject(refusal) });
    await expect(fromLangchainEmbeddings({ embeddings, model: 'x' })).rejects.toBe(refusal);
  });

  it('carry the knowledge base', async () => {
    const embedder = await fromLangchainEmbeddings({ embeddings: toLangchainEmbeddings(createHashingEmbedder()), model: 'hashing' });
    const knowledge = await createKnowledgeBase({ articles: ARTICLES, embedder, search: 'exact' });
    const { passages } = await knowledge.search({ text: 'When are your shops open?', language: 'en', audience: 'customer' });
    expect(passages[0]?.articleId).toBe('shop-hours');
  });
});

describe("an embedder as LangChain's embeddings", () => {
  it('finds in a vector store of LangChain what is near in meaning, across languages', async () => {
    const store = await FakeVectorStore.fromDocuments(
      [
        new Document({ pageContent: 'How long does a refund take?', metadata: { id: 'refund' } }),
        new Document({ pageContent: 'What are your opening hours?', metadata: { id: 'hours' } }),
        new Document({ pageContent: 'How do I change the title of an invoice?', metadata: { id: 'invoice' } }),
      ],
      toLangchainEmbeddings(await createEmbedder()),
    );
    const found = await store.asRetriever({ k: 1 }).batch(['退款要多久', '几点开门', '发票抬头怎么改']);
    expect(found.map(([best]) => best?.metadata['id'])).toEqual(['refund', 'hours', 'invoice']);
  });

  it('gives the same vector for a question as for a document', async () => {
    const embeddings = toLangchainEmbeddings(createHashingEmbedder());
    expect(embeddings).toBeInstanceOf(Embeddings);
    expect([await embeddings.embedQuery('refund')]).toEqual(await embeddings.embedDocuments(['refund']));
  });
});
