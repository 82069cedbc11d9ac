import { describe, expect, it } from 'vitest';
import { createAsked, expectedArticles } from '#knowledge/asked.ts';
import { loadAsked } from '#knowledge/load-asked.ts';
import { loadArticles } from '#knowledge/load-articles.ts';
import { learnWhitening, whitenBy } from '#knowledge/whiten.ts';
import { fileURLToPath } from 'node:url';
import { createHashingEmbedder } from './hashing-embedder.ts';

const PHRASES = {
  articles: new Map([
    ['refund-time', ['退款多久', '钱什么时候退', 'when is my money back']],
    ['shop-hours', ['几点关门', '门店营业时间', 'when do you close']],
  ]),
  elsewhere: ['明天会下雨吗', 'will it rain tomorrow'],
};
const embedder = createHashingEmbedder();
const vectorOf = async (text: string): Promise<Float32Array | undefined> => (await embedder.embed([text]))[0];

describe('how customers ask', () => {
  it('tells which article a question is nearest to, and whether it is about something else', async () => {
    const asked = await createAsked(PHRASES, embedder);
    const { articles, elsewhere } = asked('退款要多久', await vectorOf('退款要多久'));
    const [refund, shop] = [articles.get('refund-time'), articles.get('shop-hours')];
    expect(refund?.meaning).toBeGreaterThan(shop?.meaning ?? 1);
    expect(refund?.words).toBeGreaterThan(shop?.words ?? 1);
    expect(refund?.meaning).toBeGreaterThan(elsewhere.meaning);
    const rain = asked('明天会下雨吗', await vectorOf('明天会下雨吗'));
    expect(rain.elsewhere.words).toBeGreaterThan(rain.articles.get('refund-time')?.words ?? 1);
  });

  it('compares by words alone where there is no vector', async () => {
    const asked = await createAsked(PHRASES, embedder);
    const like = asked('when do you close', undefined).articles.get('shop-hours');
    expect(like).toMatchObject({ meaning: 0 });
    expect(like?.words).toBeGreaterThan(0.4);
  });

  it('holds nothing for nothing', async () => {
    const asked = await createAsked({ articles: new Map(), elsewhere: [] }, embedder);
    expect(asked('退款', undefined)).toEqual({ articles: new Map(), elsewhere: { meaning: 0, words: 0 } });
    expect(expectedArticles(undefined, undefined).size).toBe(0);
  });

  it('names only articles that are there, and no phrase twice', async () => {
    const path = (name: string) => fileURLToPath(new URL(`../../knowledge/${name}`, import.meta.url));
    const [{ articles, elsewhere }, written] = await Promise.all([loadAsked(path('asked.yaml')), loadArticles(path('articles'))]);
    const ids = new Set(written.filter(({ audience }) => audience === 'customer').map(({ id }) => id));
    expect([...articles.keys()].filter((id) => !ids.has(id))).toEqual([]);
    const foreign = new Set(elsewhere);
    expect([...articles].flatMap(([id, phrases]) => phrases.filter((phrase, at) => phrases.indexOf(phrase) < at || foreign.has(phrase)).map((phrase) => `${id}: ${phrase}`))).toEqual([]);
  });
});

describe('whitening', () => {
  it('makes texts of one meaning nearer where they differ in what says nothing', () => {
    const groups = [
      [Float32Array.of(1, 0, 0.9), Float32Array.of(1, 0, -0.9)],
      [Float32Array.of(0, 1, 0.9), Float32Array.of(0, 1, -0.9)],
    ];
    const whiten = whitenBy(learnWhitening(groups, 3), 3);
    const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
    const turned = groups.map((group) => group.map(whiten));
    expect(cosine(turned[0]?.[0] ?? new Float32Array(3), turned[0]?.[1] ?? new Float32Array(3))).toBeGreaterThan(0.9);
    expect(cosine(turned[0]?.[0] ?? new Float32Array(3), turned[1]?.[0] ?? new Float32Array(3))).toBeLessThan(0.2);
  });

  it('gives vectors of length 1, and leaves nothing nothing', () => {
    const whiten = whitenBy(learnWhitening([[Float32Array.of(1, 0), Float32Array.of(0.5, 0.5)]], 2), 2);
    expect(Math.hypot(...whiten(Float32Array.of(0.3, 0.4)))).toBeCloseTo(1);
    expect([...whiten(new Float32Array(2))]).toEqual([0, 0]);
  });
});
