import { describe, expect, it } from 'vitest';
import type { Gap, GapReviewQuery } from '#core/gap.ts';
import type { Evidence } from '#core/passage.ts';
import { reviewGaps, type ReviewTools } from '#knowledge/gaps/review-gaps.ts';
import { passage } from '../../core/samples.ts';
import { createHashingEmbedder } from '../hashing-embedder.ts';
import { DAY, gap, NOON } from './gaps.ts';

const NONE: Evidence = { verdict: 'none', passages: [], topics: [] };

const review = (gaps: readonly Gap[], query: Partial<GapReviewQuery> = {}, tools: Partial<ReviewTools> = {}) =>
  reviewGaps(gaps, { limit: 10, ...query }, { embedder: createHashingEmbedder(), nearness: 0.6, search: () => Promise.resolve(NONE), versionOf: () => Promise.resolve(1), ...tools }, NOON);

describe('what customers asked in vain', () => {
  it('comes with what was asked often and lately first', async () => {
    const gaps = [gap('often, long ago', 100), gap('often long ago', 99), gap('often long ago!', 98), gap('yesterday', 1), gap('twice a week ago', 7, { id: 'x' }), gap('twice a week ago', 8)];
    const { groups, questions } = await review(gaps);
    expect(groups.map(({ examples, count }) => [examples[0]?.text, count])).toEqual([
      ['twice a week ago', 2],
      ['yesterday', 1],
      ['often long ago!', 3],
    ]);
    expect(questions).toBe(6);
  });

  it('names the nearest article with its score', async () => {
    const { groups } = await review([gap('green robot', 1)], {}, { search: async () => ({ ...NONE, passages: [passage('vacuum-care', { title: 'Robot vacuum', score: 0.31 })] }) });
    expect(groups[0]).toMatchObject({ state: 'open', nearest: { articleId: 'vacuum-care', title: 'Robot vacuum', score: 0.31 } });
  });

  it('names none where no article has to do with it', async () => {
    const { groups } = await review([gap('green robot', 1)], {}, { search: async () => ({ ...NONE, passages: [passage('vacuum-care', { score: 0.01 })] }) });
    expect(groups[0]).toMatchObject({ state: 'open', nearest: undefined });
  });

  it('counts as answered when an article answers it now', async () => {
    const found: Evidence = { verdict: 'found', passages: [passage('robot-colours')], topics: [] };
    const tools = { search: async () => found };
    expect(await review([gap('green robot', 1)], {}, tools)).toMatchObject({ groups: [], hidden: { resolved: 1, dismissed: 0 } });
    expect((await review([gap('green robot', 1)], { isAll: true }, tools)).groups).toMatchObject([{ state: 'resolved' }]);
  });

  it('stays open while only the article answers that did not help, until that has a new version', async () => {
    const unhelpful = gap('when is my money back', 1, { reason: 'did_not_help', shown: { articleId: 'refund-time', version: 2 } });
    const at = (version: number, articleId = 'refund-time') =>
      review([unhelpful], { isAll: true }, { search: async () => ({ verdict: 'found', passages: [passage(articleId)], topics: [] }), versionOf: () => Promise.resolve(version) });
    expect((await at(2)).groups).toMatchObject([{ state: 'open' }]);
    expect((await at(3)).groups).toMatchObject([{ state: 'resolved' }]);
    expect((await at(1, 'refund-missing')).groups).toMatchObject([{ state: 'resolved' }]);
  });

  it('stays away once it was dismissed, also when it is asked again', async () => {
    const gaps = [gap('what is your share price', 9, { dismissedAt: NOON - 5 * DAY }), gap('what is your share price?', 1)];
    expect(await review(gaps)).toMatchObject({ groups: [], hidden: { dismissed: 1 } });
    expect((await review(gaps, { isAll: true, since: NOON - 2 * DAY })).groups).toMatchObject([{ state: 'dismissed', count: 1, firstAt: NOON - 9 * DAY }]);
  });

  it('can be limited to a number and a time, and says what is left out', async () => {
    const gaps = [gap('alpha question', 1), gap('completely other matter', 2), gap('third thing entirely', 3), gap('very old business', 50)];
    const { groups, more, questions } = await review(gaps, { limit: 2, since: NOON - 10 * DAY });
    expect([groups.length, more, questions]).toEqual([2, 1, 3]);
  });

  it('is asked of the search only as far as it is shown', async () => {
    let asked = 0;
    const search = () => {
      asked += 1;
      return Promise.resolve(NONE);
    };
    await review(Array.from({ length: 30 }, (_, i) => gap(`${String.fromCharCode(97 + i).repeat(6)} ${i * 977}`, i)), { limit: 3 }, { search });
    expect(asked).toBe(3);
  });
});
