import type { Article, Audience } from '../article.ts';
import type { Language } from '../language.ts';
import type { Citation } from '../message.ts';
import type { Evidence, FoundPassage } from '../passage.ts';

/** A question to the knowledge base. */
export type KnowledgeQuery = {
  readonly text: string;
  /** Language of the answer; passages in it are preferred. */
  readonly language: Language;
  /** Filters inside the search: a customer's question never touches staff articles. Staff may see both. */
  readonly audience: Audience;
  /** Searches articles for exactly this audience, so that staff articles do not stand back behind customer articles on the same matter. */
  readonly isOnly?: boolean;
  /** Searches only articles in this language; those in the other one too when left out. */
  readonly onlyLanguage?: Language;
  /** Ids of products: only articles about one of them or about all are searched; everything when left out. */
  readonly products?: readonly string[];
  /** Articles that the understood intents point to, with weight in [0, 1]. */
  readonly hints?: readonly { readonly articleId: string; readonly weight: number }[];
};

/** An answer in Markdown with the passages it rests on; `[1]` in the text is citation number 1. */
export type ComposedAnswer = { readonly text: string; readonly citations: readonly Citation[] };

/** How far the building of indexes has got, in steps: every passage gets its vector and then its place among the others. */
export type IndexBuilding = { readonly done: number; readonly total: number };

/** The service knowledge base. Articles that hold from a later day on are in it and are not found before that day. */
export type KnowledgeBase = {
  /** Finds what it has on a question. Never throws on any text; an empty question finds nothing. */
  search(query: KnowledgeQuery): Promise<Evidence>;
  /** Joins the sentences that answer, only as they stand in the passages, with citations. `undefined` without passages. */
  compose(query: KnowledgeQuery, passages: readonly FoundPassage[]): ComposedAnswer | undefined;
  /** The passages of one article in the wanted language, or in the other one when it has no translation, in order; scores 1. */
  passagesOf(articleId: string, language: Language, audience: Audience): Promise<readonly FoundPassage[]>;
  /** One article for reading; `undefined` when there is none for this audience. `staff` may read both audiences. */
  article(articleId: string, language: Language, audience: Audience): Promise<Article | undefined>;
  /** All articles that an audience may read (`staff`: both), by id. */
  articles(audience: Audience): Promise<readonly Article[]>;
  /** How it stands: number of articles and passages, which search serves (`hnsw`, or `exact` with the reason), and what is being built beside it. */
  status(): { readonly articles: number; readonly passages: number; readonly search: 'hnsw' | 'exact'; readonly reason?: string; readonly building?: IndexBuilding };
};
