import { beforeAll, describe, expect, it } from 'vitest';
import type { Embedder } from '#core/ports/embedder.ts';
import { createEmbedder } from '#intents/create-embedder.ts';
import { chooseNearness } from '#knowledge/gaps/choose-nearness.ts';
import { groupGaps } from '#knowledge/gaps/group-gaps.ts';
import { loadArticles } from '#knowledge/load-articles.ts';
import { createHashingEmbedder } from '../hashing-embedder.ts';
import { DAY, gap, NOON } from './gaps.ts';

let embedder: Embedder;
let nearness: number;
beforeAll(async () => {
  embedder = await createEmbedder();
  const articles = await loadArticles(new URL('../../../knowledge/articles', import.meta.url).pathname);
  nearness = await chooseNearness(embedder, articles.filter(({ audience }) => audience === 'customer'));
});

const grouped = async (...gaps: Parameters<typeof groupGaps>[0]) => (await groupGaps(gaps, embedder, nearness)).map((group) => group.gaps.map(({ text }) => text));

describe('questions that mean the same', () => {
  it('are one group, in both languages', async () => {
    const groups = await grouped(gap('你们能送货到西班牙吗', 3), gap('do you ship to Spain?', 2), gap('can you deliver to Spain', 1), gap('支持比特币付款吗', 4), gap('能用比特币付款吗', 2));
    expect(groups.map((texts) => texts.toSorted())).toEqual([
      ['支持比特币付款吗', '能用比特币付款吗'].toSorted(),
      ['can you deliver to Spain', 'do you ship to Spain?', '你们能送货到西班牙吗'].toSorted(),
    ]);
  });

  it('are told apart from questions about other things', async () => {
    const apart = ['有极光绿的扫地机吗', '你们招人吗', '支持比特币付款吗', 'do you ship to Spain?', '可以去你们工厂参观吗', 'is the rice cooker pot ceramic?'];
    expect(await grouped(...apart.map((text, at) => gap(text, at)))).toHaveLength(apart.length);
  });

  it('have their times, their count, and a few wordings, the newest first', async () => {
    const asked = [gap('有极光绿的扫地机吗', 9), gap('有极光绿的扫地机吗？', 3), gap('扫地机有极光绿的吗', 1)];
    const [group] = await groupGaps(asked, embedder, nearness);
    expect(group).toMatchObject({
      id: asked[0]?.id,
      count: 3,
      firstAt: NOON - 9 * DAY,
      lastAt: NOON - DAY,
      examples: [{ text: '扫地机有极光绿的吗', language: 'zh' }, { text: '有极光绿的扫地机吗？', language: 'zh' }],
    });
  });

  it('keep their group when others come, whatever order they are read in', async () => {
    const asked = [gap('有极光绿的扫地机吗', 9), gap('扫地机有极光绿的吗', 8)];
    const later = [gap('支持比特币付款吗', 2), gap('有极光绿色的扫地机吗', 1)];
    const ids = async (gaps: Parameters<typeof groupGaps>[0]) => (await groupGaps(gaps, embedder, nearness)).map(({ id }) => id);
    const [first] = await ids(asked);
    expect(await ids([...later, ...asked])).toEqual([first, later[0]?.id]);
  });

  it('without any known word go together only where they are written alike', async () => {
    const mute: Embedder = { model: 'mute', dimension: 2, embed: (texts) => Promise.resolve(texts.map(() => new Float32Array(2))) };
    const groups = await groupGaps([gap('zzqx?', 3), gap('ZZQX', 2), gap('wvut', 1), gap('？？', 1)], mute, 0.5);
    expect(groups.map(({ count }) => count)).toEqual([2, 1, 1]);
  });
});

describe('how near is near', () => {
  it('is read off the embedder: hardly any pair of different topics is that near', async () => {
    const embed = createHashingEmbedder(64);
    const titles = Array.from({ length: 80 }, (_, i) => ({ id: `topic-${i}`, title: `subject number ${i * 7919} ${String.fromCharCode(97 + (i % 26)).repeat(5)}` }));
    const vectors = await embed.embed(titles.map(({ title }) => title));
    const near = await chooseNearness(embed, titles);
    const pairs = vectors.flatMap((a, i) => vectors.slice(i + 1).map((b) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)));
    expect(pairs.filter((cosine) => cosine > near).length / pairs.length).toBeLessThanOrEqual(0.015);
    expect(near).toBeGreaterThan(nearness);
  });

  it('is a usual one where there are few articles', async () => {
    expect(await chooseNearness(embedder, [{ id: 'a', title: 'A' }])).toBe(0.4);
  });
});
