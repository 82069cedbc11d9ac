import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '#core/article.ts';
import { BatonError } from '#core/errors.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import { describeKnowledgeBase } from '../contract/knowledge-base.contract.ts';
import { createHashingEmbedder } from './hashing-embedder.ts';

describeKnowledgeBase({ name: 'hnswlib-node', create: (articles, today) => createKnowledgeBase({ articles, today, embedder: createHashingEmbedder() }) });
describeKnowledgeBase({ name: 'exact search', create: (articles, today) => createKnowledgeBase({ articles, today, embedder: createHashingEmbedder(), search: 'exact' }) });

const article = (id: string, title: string, body: string): Article => ({
  id, language: 'zh', audience: 'customer', title, product: 'all', version: 1, review: '2027-05-31', body,
});

const articles = [
  article('refund-time', '退款多久到账', '退款一般1–3个工作日到账。'),
  article('shop-hours', '门店营业时间', '门店每天10:00到22:00营业。'),
  article('member-points', '积分规则', '每消费1元得1积分，100积分抵1元。'),
];

/** The hashing embedder, counting the texts it is asked for. */
function counting(model?: string): Embedder & { count: number } {
  const inner = createHashingEmbedder(64, model);
  const embedder = {
    model: inner.model,
    dimension: inner.dimension,
    count: 0,
    embed: (texts: readonly string[]) => {
      embedder.count += texts.length;
      return inner.embed(texts);
    },
  };
  return embedder;
}

describe('the cache of a knowledge base', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baton-knowledge-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = async (embedder = counting(), content = articles) => {
    const base = await createKnowledgeBase({ articles: content, embedder, cacheFolder: folder });
    const built = embedder.count;
    const { passages } = await base.search({ text: '积分规则', language: 'zh', audience: 'customer' });
    return { built, first: passages[0]?.articleId, status: base.status() };
  };

  it('embeds nothing at the second start', async () => {
    expect(await open()).toMatchObject({ built: 3, first: 'member-points' });
    expect(await open()).toMatchObject({ built: 0, first: 'member-points', status: { search: 'hnsw' } });
  });

  it('embeds only what changed', async () => {
    await open();
    const changed = [...articles.slice(0, 2), article('member-points', '积分规则', '每消费1元得2积分。')];
    expect(await open(counting(), changed)).toMatchObject({ built: 1, first: 'member-points' });
  });

  it('embeds everything anew for another model', async () => {
    await open();
    expect(await open(counting('another'))).toMatchObject({ built: 3, first: 'member-points' });
  });

  it('leaves no half-written file behind', async () => {
    await open();
    expect((await readdir(folder)).filter((file) => file.endsWith('.part'))).toEqual([]);
  });

  it('is rid of what a killed process had begun to write, and leaves alone what may still be written', async () => {
    const hoursAgo = Date.now() / 1000 - 2 * 3600;
    for (const name of ['customer-zh.hnsw.part', 'customer-zh.hnsw.0a1b2c3d.part', 'customer-zh.vectors.4e5f6a7b.part']) {
      await writeFile(join(folder, name), 'half');
      if (!name.includes('vectors')) await utimes(join(folder, name), hoursAgo, hoursAgo);
    }
    await open();
    expect((await readdir(folder)).filter((file) => file.endsWith('.part'))).toEqual(['customer-zh.vectors.4e5f6a7b.part']);
  });

  it('builds again whatever is damaged, and still finds', async () => {
    await open();
    const files = await readdir(folder);
    expect(files).toContain('customer-zh.hnsw');
    for (const file of files) {
      const content = await readFile(join(folder, file));
      const broken = Buffer.from(content);
      const middle = Math.floor(broken.length / 2);
      broken.writeUInt8(broken.readUInt8(middle) ^ 0xff, middle);
      for (const damage of [broken, content.subarray(0, middle), Buffer.alloc(0), Buffer.from('{}')]) {
        await writeFile(join(folder, file), damage);
        expect(await open(), `${file} damaged`).toMatchObject({ first: 'member-points' });
      }
    }
  });

  it('serves without a cache when its folder cannot be written', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const base = await createKnowledgeBase({ articles, embedder: counting(), cacheFolder: join(file, 'below') });
    expect((await base.search({ text: '积分规则', language: 'zh', audience: 'customer' })).verdict).toBe('found');
  });

  it('tells its progress while it builds, and nothing when the cache serves', async () => {
    const told: { done: number; total: number }[] = [];
    const onProgress = (progress: { done: number; total: number }) => told.push(progress);
    await createKnowledgeBase({ articles, embedder: counting(), cacheFolder: folder, onProgress });
    // Each passage gets its vector, then its place in the graph.
    expect(told.at(-1)).toEqual({ done: 6, total: 6 });
    told.length = 0;
    await createKnowledgeBase({ articles, embedder: counting(), cacheFolder: folder, onProgress });
    expect(told).toEqual([]);
  });
});

describe('a failing embedder', () => {
  it('stops building, because vectors of some passages would be missing', async () => {
    const failing: Embedder = { model: 'failing', dimension: 8, embed: () => Promise.reject(new BatonError('unavailable', 'no embedder')) };
    await expect(createKnowledgeBase({ articles, embedder: failing })).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('leaves questions to the search by words', async () => {
    const inner = counting();
    let isBroken = false;
    const embed = (texts: readonly string[]) => (isBroken ? Promise.reject(new BatonError('unavailable', 'gone')) : inner.embed(texts));
    const base = await createKnowledgeBase({ articles, embedder: { ...inner, embed } });
    isBroken = true;
    const evidence = await base.search({ text: '门店几点营业', language: 'zh', audience: 'customer' });
    expect(evidence.passages[0]?.articleId).toBe('shop-hours');
  });

  it('may give vectors that are no numbers without harm', async () => {
    const base = await createKnowledgeBase({
      articles,
      embedder: { model: 'nan', dimension: 4, embed: async (texts) => texts.map(() => new Float32Array(4).fill(Number.NaN)) },
    });
    const evidence = await base.search({ text: '门店营业时间', language: 'zh', audience: 'customer' });
    expect(evidence.passages[0]).toMatchObject({ articleId: 'shop-hours' });
    expect(evidence.passages[0]?.score).toBeGreaterThan(0);
  });
});
