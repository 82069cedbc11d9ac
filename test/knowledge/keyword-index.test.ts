import { describe, expect, it } from 'vitest';
import { createChineseCutter } from '#knowledge/chinese-cutter.ts';
import { searchLayers } from '#knowledge/keyword-index.ts';
import type { KeywordIndex } from '#knowledge/keyword-index.ts';
import { buildWordLayer, cutText, packWordLayer, unpackWordLayer } from '#knowledge/word-layer.ts';
import type { KeywordText, WordLayer } from '#knowledge/word-layer.ts';

const cut = await createChineseCutter();

const text = (title: string, body: string, products = ''): KeywordText => ({ title, headings: '', text: body, products });

const layerOf = (...texts: KeywordText[]): WordLayer => buildWordLayer(texts.map((each) => cutText(each, cut)));
const TEXTS = [
  text('运费怎么算', '订单满¥99包邮，不满¥99收运费¥10。'),
  text('退款多久到账', '退到信用卡需要5–7个工作日，运费另算。'),
  text('Shipping costs', 'Orders of ¥99 or more ship free. Deliveries to Hong Kong cost ¥60.'),
  text('Cleaning the filter', 'Rinse it with water.', '空气净化器 A3\nair purifier'),
];
const index = searchLayers([layerOf(...TEXTS)]);

/** How much of a question the best passage has. */
function coverageOf(question: string): number {
  const { hits, coverage } = index.search(question);
  return coverage(hits[0]?.places ?? []);
}

const first = (question: string, from: KeywordIndex = index) => from.search(question).hits[0]?.label;

describe('search by words', () => {
  it('weighs a title more than the text', () => {
    expect(first('运费')).toBe(0);
  });

  it('finds English words in other forms and with a typing error', () => {
    expect(first('delivery to hong kong')).toBe(2);
    expect(first('delivry')).toBe(2);
  });

  it('finds full-width and upper-case codes, and products by what customers call them', () => {
    expect(first('Ａ３')).toBe(3);
    expect(first('a3')).toBe(3);
    expect(first('净化器')).toBe(3);
  });

  it('says how much of the question a passage has', () => {
    expect(coverageOf('运费')).toBe(1);
    expect(coverageOf('火星运费')).toBeLessThan(0.6);
    expect(coverageOf('请问运费怎么算呢')).toBe(coverageOf('运费算'));
  });

  it('finds nothing by words that every question may contain', () => {
    for (const question of ['怎么办', '请问一下可以吗', 'how can I', 'what is it', '', '？！', '🙂']) expect(index.search(question).hits).toEqual([]);
  });

  it('gives the same after saving and loading', () => {
    const again = searchLayers([unpackWordLayer(packWordLayer(layerOf(...TEXTS)))]);
    for (const question of ['退到信用卡', 'hong kong', '净化器运费']) expect(again.search(question).hits).toEqual(index.search(question).hits);
  });

  it('refuses bytes that are no index', () => {
    const bytes = packWordLayer(layerOf(...TEXTS));
    for (const broken of [new Uint8Array(0), bytes.subarray(0, 40), bytes.subarray(0, bytes.length - 60), new Uint8Array(200).fill(120)]) expect(() => unpackWordLayer(broken)).toThrow();
  });

  it('works when nothing is indexed', () => {
    expect(searchLayers([]).search('运费').hits).toEqual([]);
    expect(searchLayers([unpackWordLayer(packWordLayer(layerOf()))]).search('运费').hits).toEqual([]);
  });

  it('gives the same in several layers as in one', () => {
    const layered = searchLayers([layerOf(...TEXTS.slice(0, 1)), layerOf(), layerOf(...TEXTS.slice(1))]);
    for (const question of ['退到信用卡', 'delivery to hong kong', '净化器运费', 'filter']) {
      const [wanted, got] = [index.search(question), layered.search(question)];
      const places = ({ hits }: typeof got) => hits.map(({ label, places: found, titlePlaces }) => ({ label, found, titlePlaces }));
      expect(places(got)).toEqual(places(wanted));
      got.hits.forEach(({ score }, at) => expect(score).toBeCloseTo(wanted.hits[at]?.score ?? Number.NaN, 5));
    }
  });

  it('finds no more what is gone', () => {
    const without = searchLayers([layerOf(...TEXTS)], (label) => label === 0);
    expect(without.search('运费').hits.map(({ label }) => label)).toEqual([1]);
  });
});
