import { join } from 'node:path';
import type { Article, Audience } from '#core/article.ts';
import type { Language } from '#core/language.ts';
import type { FoundPassage, Passage } from '#core/passage.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import type { KnowledgeBase, KnowledgeQuery } from '#core/ports/knowledge-base.ts';
import { composeAnswer } from './compose-answer.ts';
import { loadHnsw } from './hnsw-library.ts';
import { judge } from './judge.ts';
import type { Product } from './load-company.ts';
import { loadSynonyms } from './load-synonyms.ts';
import type { SynonymGroup } from './load-synonyms.ts';
import { openShelves } from './open-shelves.ts';
import type { KnowledgeProgress } from './open-shelves.ts';
import { createProductNames } from './product-names.ts';
import { embedQuestion, readableQuestion } from './question.ts';
import { questionSize, subjectUnits } from './question-words.ts';
import { rankArticles } from './rank.ts';
import { scoreShelf } from './score-shelf.ts';
import { splitArticle } from './split-article.ts';
import { createSynonyms } from './synonyms.ts';

/** What a knowledge base is made from. */
export type KnowledgeBaseOptions = {
  readonly articles: readonly Article[];
  readonly embedder: Embedder;
  /** Names and aliases of products, by which articles about them are found too. */
  readonly products?: readonly Product[];
  /** Words that customers use for the same thing; the room's own `synonyms.yaml` when left out. */
  readonly synonyms?: readonly SynonymGroup[];
  /** Where indexes are kept between starts, as a cache that may be deleted at any time; without it nothing is kept. */
  readonly cacheFolder?: string;
  readonly onProgress?: (progress: KnowledgeProgress) => void;
  /** `exact` leaves hnswlib-node aside; for tests and comparison. */
  readonly search?: 'hnsw' | 'exact';
};

/**
 * The knowledge base over some articles. Each audience and language has its own indexes, so a customer's question never
 * touches a staff article. Throws what the embedder throws while passages are embedded; later it answers by words alone.
 */
export async function createKnowledgeBase(options: KnowledgeBaseOptions): Promise<KnowledgeBase> {
  const { articles, embedder } = options;
  const synonyms = createSynonyms(options.synonyms ?? (await loadSynonyms(join(import.meta.dirname, 'synonyms.yaml'))), subjectUnits);
  const names = createProductNames(options.products ?? []);
  const productsOf = new Map(articles.map(({ id, product }) => [id, product]));
  const passages = (await Promise.all(articles.map(splitArticle))).flat();
  const loaded = options.search === 'exact' ? { reason: 'chosen by the caller' } : await loadHnsw();
  const shelves = await openShelves(passages, {
    embedder,
    folder: options.cacheFolder,
    hnsw: 'library' in loaded ? loaded.library : undefined,
    productNames: new Map(articles.map((article) => [article.id, names.ofArticle(article)])),
    onProgress: options.onProgress,
  });

  return {
    async search(query) {
      const question = readableQuestion(query.text);
      if (question === '') return { verdict: 'none', passages: [], topics: [] };
      const vector = await embedQuestion(embedder, question);
      const searched = shelves
        .filter(visible(query.audience))
        .map((shelf) => ({ shelf, scores: scoreShelf(shelf, { text: question, vector, synonyms, hints: query.hints }) }));
      const named = names.namedIn(question);
      const isAboutOthers = (articleId: string) => {
        const about = productsOf.get(articleId) ?? 'all';
        return named.size > 0 && about !== 'all' && !about.some((id) => named.has(id));
      };
      return judge(rankArticles(searched, query, isAboutOthers), questionSize(question));
    },
    compose: (query: KnowledgeQuery, found) => composeAnswer(query, found),
    async passagesOf(articleId, language, audience) {
      const all = passages.filter(visible(audience)).filter((passage) => passage.articleId === articleId);
      return preferred(all, language).map(certain);
    },
    async article(articleId, language, audience) {
      return preferred(articles.filter(visible(audience)).filter(({ id }) => id === articleId), language)[0];
    },
    articles: async (audience) => articles.filter(visible(audience)).toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
    status: () => ({
      articles: articles.length,
      passages: passages.length,
      ...('library' in loaded ? { search: 'hnsw' as const } : { search: 'exact' as const, reason: loaded.reason }),
    }),
  };
}

/** Staff read everything, customers what is for them. */
function visible(audience: Audience): (item: { readonly audience: Audience }) => boolean {
  return (item) => audience === 'staff' || item.audience === 'customer';
}

function certain(passage: Passage): FoundPassage {
  return { ...passage, score: 1 };
}

function preferred<Item extends { readonly language: Language }>(items: readonly Item[], language: Language): Item[] {
  const own = items.filter((item) => item.language === language);
  return own.length > 0 ? own : [...items];
}
