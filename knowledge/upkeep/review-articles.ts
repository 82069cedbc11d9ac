import type { Article } from '#core/article.ts';
import type { StoredDocument } from '#core/document.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import { chooseNearness } from '../gaps/choose-nearness.ts';
import { compareLanguages, type LanguageDifference } from './compare-languages.ts';
import { findContradictions, type Contradiction } from './find-contradictions.ts';
import { findDenials } from './find-denials.ts';
import { findDuplicates, type NearDuplicate } from './find-duplicates.ts';

/** Everything about articles that a person should look at. */
export type ArticleReview = {
  /** Different figures on one subject. */
  readonly contradictions: readonly Contradiction[];
  /** Yes against no. */
  readonly denials: readonly Contradiction[];
  readonly languages: readonly LanguageDifference[];
  readonly duplicates: readonly NearDuplicate[];
  /** Articles whose review date has passed, longest first. */
  readonly due: readonly (Pick<Article, 'id' | 'language' | 'title'> & { readonly review: string })[];
  /** Documents that wait: drafts, and what was quarantined with the reason. */
  readonly waiting: readonly Pick<StoredDocument, 'id' | 'language' | 'title' | 'state' | 'stateReason'>[];
};

/** Looks through all articles. `today` is a day, `2027-05-31`. Throws what the embedder throws. */
export async function reviewArticles(articles: readonly Article[], documents: readonly StoredDocument[], embedder: Embedder, today: string): Promise<ArticleReview> {
  // Sentences that say the same are nearer to each other than questions on one subject, and parts that repeat each other still more.
  const subject = await chooseNearness(embedder, articles);
  const towardsSame = (share: number): number => subject + (1 - subject) * share;
  return {
    contradictions: await findContradictions(articles, embedder, towardsSame(0.47)),
    denials: await findDenials(articles, embedder, towardsSame(0.47)),
    languages: compareLanguages(articles),
    duplicates: await findDuplicates(articles, embedder, towardsSame(0.56)),
    due: articles
      .flatMap(({ id, language, title, review }) => (review !== undefined && review < today ? [{ id, language, title, review }] : []))
      .toSorted((a, b) => (a.review < b.review ? -1 : a.review > b.review ? 1 : 0)),
    waiting: documents.flatMap(({ id, language, title, state, stateReason }) => (state === 'draft' || state === 'quarantined' ? [{ id, language, title, state, stateReason }] : [])),
  };
}
