import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '#core/article.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import type { KnowledgeBaseOptions, LivingKnowledge } from '#knowledge/create-knowledge-base.ts';
import { createHashingEmbedder } from './hashing-embedder.ts';

const article = (id: string, title: string, body: string, more: Partial<Article> = {}): Article => ({
  id,
  language: 'en',
  audience: 'customer',
  title,
  product: 'all',
  version: 1,
  review: '2027-05-31',
  body,
  ...more,
});

const HOURS = article('shop-hours', 'Shop opening hours', 'The shops open at 10:00 and close at 22:00.');
const PARKING = article('parking', 'Parking at the shops', 'Parking is free for two hours at every shop.');
const MANY = Array.from({ length: 60 }, (_, at) => article(`topic-${at}`, `Topic number ${at}`, `Some words about matter ${at} and nothing else.`));

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-changes-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (articles: readonly Article[], more: Partial<KnowledgeBaseOptions> = {}) =>
  createKnowledgeBase({ articles, embedder: createHashingEmbedder(), cacheFolder: folder, ...more });
const found = async (knowledge: LivingKnowledge, text: string) => (await knowledge.search({ text, language: 'en', audience: 'customer' })).passages.map(({ articleId }) => articleId);
const first = async (knowledge: LivingKnowledge, text: string) => (await found(knowledge, text))[0];
const onDisk = async () => (await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'latin1')))).join('\n');

describe.each([['hnswlib-node', {}], ['exact search', { search: 'exact' as const }]])('an article (%s)', (_, more) => {
  it('that comes is found by the next question', async () => {
    const knowledge = await open([HOURS, ...MANY], more);
    expect(await found(knowledge, 'Where can I leave my car, is parking free?')).not.toContain('parking');
    await knowledge.change({ put: [PARKING] });
    expect(await first(knowledge, 'Where can I leave my car, is parking free?')).toBe('parking');
    expect(await knowledge.article('parking', 'en', 'customer')).toMatchObject({ title: PARKING.title });
    expect(knowledge.status().articles).toBe(62);
  });

  it('that changes is found by its new words and no more by its old ones', async () => {
    const knowledge = await open([HOURS, PARKING, ...MANY], more);
    await knowledge.change({ put: [{ ...PARKING, title: 'Bicycle stands', body: 'Bicycle stands are beside the door.' }] });
    expect(await first(knowledge, 'bicycle stands')).toBe('parking');
    expect(await found(knowledge, 'parking free two hours')).not.toContain('parking');
    const [passage] = await knowledge.passagesOf('parking', 'en', 'customer');
    expect(passage?.text).toBe('Bicycle stands are beside the door.');
  });

  it('that goes is found no more, nor read', async () => {
    const knowledge = await open([HOURS, PARKING, ...MANY], more);
    await knowledge.change({ remove: [PARKING] });
    expect(await found(knowledge, 'parking at the shops')).not.toContain('parking');
    expect(await knowledge.article('parking', 'en', 'customer')).toBeUndefined();
    expect(await knowledge.passagesOf('parking', 'en', 'customer')).toEqual([]);
  });

  it('that becomes one for staff is hidden from customers at once', async () => {
    const knowledge = await open([HOURS, PARKING, ...MANY], more);
    await knowledge.change({ put: [{ ...PARKING, audience: 'staff' }] });
    expect(await found(knowledge, 'parking at the shops')).not.toContain('parking');
    expect((await knowledge.search({ text: 'parking at the shops', language: 'en', audience: 'staff' })).passages[0]?.articleId).toBe('parking');
  });
});

describe('changes', () => {
  it('are in force for questions after them while others are being taken in', async () => {
    const knowledge = await open([HOURS]);
    const all = MANY.map((each) => knowledge.change({ put: [each] }));
    await all[0];
    expect(await first(knowledge, 'topic number 0 matter')).toBe('topic-0');
    await Promise.all(all);
    expect(await first(knowledge, 'topic number 59 matter')).toBe('topic-59');
    expect(knowledge.status().articles).toBe(61);
  });

  it('score as if everything had been indexed at once', async () => {
    const grown = await open(MANY.slice(0, 30));
    await grown.change({ put: [...MANY.slice(30), HOURS, PARKING] });
    const whole = await createKnowledgeBase({ articles: [...MANY, HOURS, PARKING], embedder: createHashingEmbedder() });
    for (const question of ['parking free', 'when do the shops open', 'matter 41']) {
      const [got, wanted] = [await grown.search({ text: question, language: 'en', audience: 'customer' }), await whole.search({ text: question, language: 'en', audience: 'customer' })];
      expect(got.verdict).toBe(wanted.verdict);
      expect(got.passages[0]?.articleId).toBe(wanted.passages[0]?.articleId);
      expect(got.passages[0]?.score).toBeCloseTo(wanted.passages[0]?.score ?? Number.NaN, 3);
    }
  });

  it('that could not be embedded can be given again', async () => {
    const embedder = createHashingEmbedder();
    let isDown = false;
    const knowledge = await createKnowledgeBase({
      articles: [HOURS],
      embedder: { ...embedder, embed: (texts) => (isDown ? Promise.reject(new Error('down')) : embedder.embed(texts)) },
    });
    isDown = true;
    await expect(knowledge.change({ put: [PARKING] })).rejects.toThrow('down');
    isDown = false;
    await knowledge.change({ put: [PARKING] });
    expect(await first(knowledge, 'parking free')).toBe('parking');
  });
});

describe('setting in order', () => {
  it('takes what was removed out of the cache as well', async () => {
    const knowledge = await open([HOURS, article('secret', 'Zanzibar', 'The word is xylophonic.'), ...MANY]);
    expect(await onDisk()).toContain('xylophon');
    await knowledge.change({ remove: [{ id: 'secret', language: 'en' }] });
    await knowledge.settle(true);
    expect(await onDisk()).not.toContain('xylophon');
    const { size } = await stat(join(folder, 'customer-en.vectors'));
    expect(size).toBe((MANY.length + 1) * createHashingEmbedder().dimension * Float32Array.BYTES_PER_ELEMENT);
  });

  it('finds the same before and after, also what came meanwhile', async () => {
    const knowledge = await open([HOURS, ...MANY]);
    await knowledge.change({ put: [PARKING], remove: [{ id: 'topic-3', language: 'en' }] });
    const settling = knowledge.settle(true);
    await knowledge.change({ put: [article('bikes', 'Bicycle stands', 'Bicycle stands are beside the door.')], remove: [HOURS] });
    await settling;
    expect(await first(knowledge, 'parking free')).toBe('parking');
    expect(await first(knowledge, 'bicycle stands')).toBe('bikes');
    expect(await found(knowledge, 'when do the shops open')).not.toContain('shop-hours');
    expect(await found(knowledge, 'topic number 3')).not.toContain('topic-3');
  });

  it('does nothing where nothing has changed', async () => {
    const knowledge = await open(MANY);
    const before = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
    await knowledge.settle(true);
    expect(await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))))).toEqual(before);
  });
});
