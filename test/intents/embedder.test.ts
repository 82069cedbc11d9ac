import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEmbedder } from '#intents/create-embedder.ts';
import { readChecks } from '#intents/tune.ts';
import { loadArticles } from '#knowledge/load-articles.ts';
import { loadProducts } from '#knowledge/load-company.ts';
import { cosine } from '../contract/embedder.contract.ts';

const SHIPPED = fileURLToPath(new URL('../../intents/vectors/words.bin', import.meta.url));

describe('the file of word vectors', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'baton-vectors-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('is at most 15 MB and loaded within 200 ms', async () => {
    expect((await stat(SHIPPED)).size).toBeLessThan(15e6);
    const started = performance.now();
    await createEmbedder({ file: SHIPPED });
    expect(performance.now() - started).toBeLessThan(200);
  });

  it('names the command that makes it when it is missing', async () => {
    const file = path.join(folder, 'none.bin');
    await expect(createEmbedder({ file })).rejects.toMatchObject({ code: 'unavailable', message: expect.stringMatching(/none\.bin.*npm run build:vectors/) });
  });

  it.each([
    ['cut short', (file: Buffer) => file.subarray(0, 100_000)],
    ['empty', () => Buffer.alloc(0)],
    ['changed in one byte', (file: Buffer) => Buffer.from(file.map((byte, at) => (at === 5_000 ? byte ^ 1 : byte)))],
    ['something else', () => Buffer.from('x'.repeat(1_000))],
  ] as const)('is refused when it is %s', async (_, damage) => {
    const file = path.join(folder, 'words.bin');
    await writeFile(file, damage(await readFile(SHIPPED)));
    await expect(createEmbedder({ file })).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('damaged') });
  });
});

describe('texts of every kind', () => {
  it.each([
    ['100,000 characters', '退货'.repeat(50_000)],
    ['10,000 repeated words', 'refund '.repeat(10_000)],
    ['one word of 100,000 letters', 'a'.repeat(100_000)],
    ['many short runs', '退a'.repeat(50_000)],
    ['lone surrogates', '退款\ud800 refund \udc00'],
    ['control and direction marks', '\u0000退\u202e款\u200f\u0007 refund'],
    ['names of object members', 'constructor __proto__ toString hasOwnProperty'],
  ])('give a finite vector of length 1 in bounded time: %s', async (_, text) => {
    const embedder = await createEmbedder();
    const started = performance.now();
    const [vector] = await embedder.embed([text]);
    expect(performance.now() - started).toBeLessThan(500);
    expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 3);
  });

  it('mean the same in traditional characters and full width', async () => {
    const [plain, other] = await (await createEmbedder()).embed(['退货 vip', '退貨 ＶＩＰ']);
    expect(other).toEqual(plain);
  });
});

describe('meaning over both languages', () => {
  it('finds the English twin of most Chinese article titles', async () => {
    const root = fileURLToPath(new URL('../../knowledge', import.meta.url));
    const products = await loadProducts(path.join(root, 'products.yaml'));
    const articles = (await loadArticles(path.join(root, 'articles'), { products: products.map(({ id }) => id) })).filter(({ audience }) => audience === 'customer');
    const titlesIn = (language: string) => articles.filter((article) => article.language === language).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const [chinese, english] = [titlesIn('zh'), titlesIn('en')];
    const embedder = await createEmbedder();
    const [left, right] = [await embedder.embed(chinese.map(({ title }) => title)), await embedder.embed(english.map(({ title }) => title))];
    const places = left.map((vector, at) => right.filter((other) => cosine(vector, other) > cosine(vector, right[at]!)).length);
    expect(chinese.map(({ id }) => id)).toEqual(english.map(({ id }) => id));
    // The model card tells the exact figures.
    expect(places.filter((place) => place === 0).length / places.length).toBeGreaterThan(0.78);
    expect(places.filter((place) => place < 5).length / places.length).toBeGreaterThan(0.9);
  });

  it('tells the same meaning from the same words in most general checks', async () => {
    const checks = await readChecks();
    const embedder = await createEmbedder();
    const vectors = await embedder.embed(checks.flat());
    const right = checks.filter((_, at) => cosine(vectors[3 * at]!, vectors[3 * at + 1]!) > cosine(vectors[3 * at]!, vectors[3 * at + 2]!));
    expect(checks).toHaveLength(95);
    expect(right.length).toBeGreaterThanOrEqual(64);
  });
});
