import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '#core/article.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import type { IndexBuilding } from '#core/ports/knowledge-base.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import type { KnowledgeBaseOptions, LivingKnowledge } from '#knowledge/create-knowledge-base.ts';
import { createHashingEmbedder } from './hashing-embedder.ts';

const head = { language: 'en', audience: 'customer', product: 'all', version: 1, review: '2027-05-31' } as const;
const numbered = (at: number): Article => ({ ...head, id: `topic-${at}`, title: `Topic number ${at}`, body: `Some words about matter ${at} and nothing else.` });
/** More than are indexed at once when a knowledge base is opened. */
const ARTICLES: readonly Article[] = [...Array.from({ length: 2_400 }, (_, at) => numbered(at)), { ...head, id: 'parking', title: 'Parking at the shops', body: 'Parking is free for two hours at every shop.' }];
const PASSAGES = ARTICLES.length;
const QUESTIONS = ['is parking free', 'where can I park my car for two hours', 'matter 1234', 'topic number 77'];

let built = '';
let folder = '';
beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'baton-built-'));
  await (await createKnowledgeBase({ articles: ARTICLES, embedder: createHashingEmbedder(32), cacheFolder: built })).settle();
});
afterAll(() => rm(built, { recursive: true, force: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-building-'));
  for (const name of await readdir(built)) await writeFile(join(folder, name), await readFile(join(built, name)));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (more: Partial<KnowledgeBaseOptions> = {}) => createKnowledgeBase({ articles: ARTICLES, embedder: createHashingEmbedder(32), cacheFolder: folder, ...more });
const ask = (knowledge: LivingKnowledge, text: string) => knowledge.search({ text, language: 'en', audience: 'customer' });
/** Verdicts and what answers, with scores that rounding does not change. */
const answers = async (knowledge: LivingKnowledge) =>
  (await Promise.all(QUESTIONS.map((text) => ask(knowledge, text)))).map(({ verdict, passages }) => [verdict, ...passages.slice(0, 1).map(({ id, score }) => `${id} ${score.toFixed(3)}`)]);

async function damage(name: string): Promise<void> {
  const bytes = await readFile(join(folder, name));
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 0xff, bytes.length >> 1);
  await writeFile(join(folder, name), bytes);
}

describe('a large knowledge base whose graph is damaged', () => {
  it('answers by exact search at once, tells how far building the graph is, and then uses it with the same answers', async () => {
    const wanted = await answers(await open());
    await damage('customer-en.hnsw');
    const told: IndexBuilding[] = [];
    const atWork: unknown[] = [];
    const knowledge: LivingKnowledge = await open({
      onProgress: (building) => {
        told.push(building);
        atWork.push(knowledge.status().building);
      },
    });
    expect(knowledge.status()).toMatchObject({ search: 'exact', reason: expect.stringContaining('being built') });
    expect(told).toEqual([]);
    expect(await answers(knowledge)).toEqual(wanted);

    await knowledge.settle();
    expect(told.length).toBeGreaterThan(2);
    expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(told.at(-1)).toEqual({ done: 2 * PASSAGES, total: 2 * PASSAGES });
    expect(atWork).toEqual(told);
    expect(knowledge.status()).toEqual({ articles: PASSAGES, passages: PASSAGES, search: 'hnsw' });
    expect(await answers(knowledge)).toEqual(wanted);
    expect((await readFile(join(folder, 'customer-en.hnsw'))).length).toBe((await readFile(join(built, 'customer-en.hnsw'))).length);
    expect((await open()).status().search).toBe('hnsw');
  });

  it('is built by several at once, and the index that is kept in the end is a whole one', async () => {
    await damage('customer-en.hnsw');
    const several = await Promise.all([open(), open({ articles: [...ARTICLES, { ...head, id: 'bikes', title: 'Bicycle stands', body: 'Bicycle stands are beside the door.' }] })]);
    await Promise.all(several.map((knowledge) => knowledge.settle(true)));
    for (const knowledge of several) expect((await ask(knowledge, 'is parking free')).passages[0]?.articleId).toBe('parking');
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
    const next = await open();
    await next.settle();
    expect(await answers(next)).toEqual(await answers(await open({ search: 'exact' })));
  });

  it('takes changes in while the graph is built', async () => {
    await damage('customer-en.hnsw');
    const knowledge = await open();
    const settling = knowledge.settle();
    await knowledge.change({ put: [{ ...head, id: 'bikes', title: 'Bicycle stands', body: 'Bicycle stands are beside the door.' }], remove: [{ id: 'parking', language: 'en' }] });
    expect((await ask(knowledge, 'bicycle stands')).passages[0]?.articleId).toBe('bikes');
    await settling;
    expect((await ask(knowledge, 'bicycle stands')).passages[0]?.articleId).toBe('bikes');
    expect((await ask(knowledge, 'is parking free')).passages.map(({ articleId }) => articleId)).not.toContain('parking');
  });
});

describe('a large knowledge base without vectors', () => {
  /** Waits with every text of an article until it is let go, and with no question. */
  function held(): { readonly embedder: Embedder; readonly letGo: () => void; readonly fail: () => void } {
    const inner = createHashingEmbedder(32, 'another');
    const gate = Promise.withResolvers<void>();
    let isDown = false;
    const embed = async (texts: readonly string[]) => {
      if (!texts.some((text) => text.startsWith('Topic number'))) return inner.embed(texts);
      await gate.promise;
      if (!isDown) return inner.embed(texts);
      isDown = false;
      throw new Error('the embedder is down');
    };
    const fail = (): void => {
      isDown = true;
      gate.resolve();
    };
    return { embedder: { ...inner, embed }, letGo: gate.resolve, fail };
  }

  it('answers by words until all passages are embedded', async () => {
    const { embedder, letGo } = held();
    const knowledge = await open({ embedder });
    expect((await ask(knowledge, 'is parking free')).passages[0]?.articleId).toBe('parking');
    const settling = knowledge.settle();
    expect((await ask(knowledge, 'parking at the shops')).passages[0]?.articleId).toBe('parking');
    letGo();
    await settling;
    expect(knowledge.status()).toMatchObject({ search: 'hnsw' });
    // Nothing but its meaning is near: no word of it stands anywhere.
    expect((await ask(knowledge, 'parkings')).passages[0]?.articleId).toBe('parking');
  });

  it('goes on answering by words when the embedder fails, and is finished by the next attempt', async () => {
    const failing = held();
    const knowledge = await open({ embedder: failing.embedder });
    failing.fail();
    await expect(knowledge.settle()).rejects.toThrow('the embedder is down');
    expect(knowledge.status()).toEqual({ articles: PASSAGES, passages: PASSAGES, search: 'exact', reason: expect.stringContaining('being built') });
    expect((await ask(knowledge, 'is parking free')).passages[0]?.articleId).toBe('parking');
    await knowledge.settle();
    expect(knowledge.status().search).toBe('hnsw');
  });
});
