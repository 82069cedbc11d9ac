import { expect, it } from 'vitest';
import type { Citation } from '#core/protocol.ts';
import { citedArticles } from '#adapters/web/widget/citation-groups.ts';

const citation = (number: number, articleId: string, heading: string, language: 'zh' | 'en' = 'zh'): Citation => ({ number, articleId, language, title: articleId, headings: [heading] });

it('several passages of one article are one source, with all their numbers and sections', () => {
  const articles = citedArticles([citation(1, 'returns', '时限'), citation(2, 'refunds', '到账'), citation(3, 'returns', '费用'), citation(4, 'returns', '时限')]);
  expect(articles.map(({ first, numbers, sections }) => [first.articleId, numbers, sections])).toEqual([
    ['returns', [1, 3, 4], ['时限', '费用']],
    ['refunds', [2], ['到账']],
  ]);
});

it('an article in another language is another source', () => {
  expect(citedArticles([citation(1, 'returns', 'a'), citation(2, 'returns', 'b', 'en')])).toHaveLength(2);
});

it('a section that repeats the title is not named', () => {
  expect(citedArticles([citation(1, 'returns', 'returns')]).map(({ sections }) => sections)).toEqual([[]]);
});
