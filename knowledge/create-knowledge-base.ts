import { join } from 'node:path';
import type { Article, Audience } from '#core/article.ts';
import type { Language } from '#core/language.ts';
import type { FoundPassage, Passage } from '#core/passage.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import type { IndexBuilding, KnowledgeBase, KnowledgeQuery } from '#core/ports/knowledge-base.ts';
import type { TopicGuesser } from '#core/ports/topic-guesser.ts';
import { createBackground } from './background.ts';
import { removeAbandoned } from './cache-file.ts';
import { composeAnswer } from './compose-answer.ts';
import { loadHnsw } from './hnsw-library.ts';
import { openBuildingBook } from './index-building.ts';
import { judge } from './judge.ts';
import type { Product } from './load-company.ts';
import { loadSynonyms } from './load-synonyms.ts';
import type { SynonymGroup } from './load-synonyms.ts';
import { openLibrary } from './library.ts';
import type { Library } from './library.ts';
import { openShelves, readKeptShelves } from './open-shelves.ts';
import type { PlacedShelf } from './open-shelves.ts';
import { createProductNames, productFitOf } from './product-names.ts';
import { embedQuestion, readableQuestion } from './question.ts';
import { questionSize, subjectUnits } from './question-words.ts';
import { rankArticles } from './rank.ts';
import type { Ranking } from './rank.ts';
import { scoreShelf } from './score-shelf.ts';
import { emptyShelf } from './shelf.ts';
import { createSynonyms } from './synonyms.ts';
import { expectedArticles } from './topic-phrases.ts';
import { createValidity } from './validity.ts';
import type { Validity } from './validity.ts';

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
  /** Hears of everything that is built, at the start and later; nothing where the cache has it all. */
  readonly onProgress?: (building: IndexBuilding) => void;
  /** Guesses articles from the ways in which customers ask; the articles' own words decide alone when left out. */
  readonly guessTopics?: TopicGuesser | undefined;
  /** Hears what every search was decided by; for those who choose the numbers. */
  readonly onRanked?: (ranking: Ranking) => void;
  /** So many articles are ranked and handed back; few when left out. */
  readonly mostRanked?: number;
  /** The day, `2027-05-31`, by which articles become valid; that of UTC when left out. */
  readonly today?: () => string;
  /** `exact` leaves hnswlib-node aside; for tests and comparison. */
  readonly search?: 'hnsw' | 'exact';
};

/** Articles that come, change and go while questions are asked. */
export type ArticleChange = {
  /** New articles, or new forms of those with the same id and language. */
  readonly put?: readonly Article[];
  readonly remove?: readonly Pick<Article, 'id' | 'language'>[];
};

/** A knowledge base that changes while it serves. */
export type LivingKnowledge = KnowledgeBase & {
  /** Takes a change in; the next question sees all of it. Changes are taken one after the other. Throws what the embedder throws; the same change may then be given again. */
  change(change: ArticleChange): Promise<void>;
  /**
   * Brings the indexes in order: builds at once what opening has left for later, and takes changes in where there are many,
   * or any and `isDue`. What was removed is then gone from the cache as well. Throws what the embedder throws; the old
   * indexes serve on, and it may be asked for again.
   */
  settle(isDue?: boolean): Promise<void>;
};

/**
 * The knowledge base over some articles. Each audience and language has its own indexes, so a customer's question never
 * touches a staff article. It answers as soon as it can: large indexes that the cache does not have are built by the first
 * `settle`, and until then all vectors that are kept are compared, and words alone find the rest. Throws what the embedder
 * throws while the passages of small ones are embedded; later it answers by words alone.
 */
export async function createKnowledgeBase(options: KnowledgeBaseOptions): Promise<LivingKnowledge> {
  const { embedder } = options;
  const synonyms = createSynonyms(options.synonyms ?? (await loadSynonyms(join(import.meta.dirname, 'synonyms.yaml'))), subjectUnits);
  const background = createBackground(embedder);
  const names = createProductNames(options.products ?? []);
  const validity = createValidity(options.today ?? (() => new Date().toISOString().slice(0, 10)));
  validity.change(options.articles);
  if (options.cacheFolder !== undefined) await removeAbandoned(options.cacheFolder, Date.now());
  const cached = (name: string) => (options.cacheFolder === undefined ? undefined : join(options.cacheFolder, name));
  const loaded = options.search === 'exact' ? { reason: 'chosen by the caller' } : await loadHnsw();
  const tools = { embedder, folder: options.cacheFolder, hnsw: 'library' in loaded ? loaded.library : undefined };
  const kept = readKeptShelves(tools);
  const library = await openLibrary(options.articles, cached('articles.cuts'));
  const building = openBuildingBook(options.onProgress);
  const shelves = await openShelves(library.passages(), kept, {
    ...tools,
    productNamesOf: ({ articleId }) => names.ofArticle({ product: library.productOf(articleId) }),
    building,
  });
  let changing: Promise<unknown> = Promise.resolve();
  const readable = (audience: Audience, articles: readonly Article[]): Article[] => {
    const waits = validity.waiting();
    return articles.filter(visible(audience)).filter(({ id, language }) => !waits?.(id, language));
  };

  return {
    async search(query) {
      const question = readableQuestion(query.text);
      if (question === '') return { verdict: 'none', passages: [], topics: [] };
      const vector = await embedQuestion(embedder, question);
      const guess = options.guessTopics?.(question);
      const expected = expectedArticles(query.hints, guess);
      const admits = filterOf(query, validity, library);
      const searched = shelves
        // As if there were nothing in the other language: what a question is likened to stays the same.
        .map((shelf) => (query.onlyLanguage === undefined || shelf.language === query.onlyLanguage ? shelf.view() : emptyShelf(shelf)))
        .filter(query.isOnly ? ({ audience }) => audience === query.audience : visible(query.audience))
        .map((shelf) => ({ shelf, admits, scores: scoreShelf(shelf, { text: question, vector, synonyms, expected, admits }) }));
      const named = names.namedIn(question);
      const ranking = rankArticles(searched, { ...query, text: question, guess, outside: await background(vector, query.language), productFit: (articleId) => productFitOf(named, library.productOf(articleId)) }, options.mostRanked);
      options.onRanked?.(ranking);
      return judge(ranking.articles, questionSize(question));
    },
    compose: (query: KnowledgeQuery, found) => composeAnswer(query, found),
    async passagesOf(articleId, language, audience) {
      const waits = validity.waiting();
      return preferred(library.passagesOf(articleId).filter(visible(audience)).filter((passage) => !waits?.(articleId, passage.language)), language).map(certain);
    },
    async article(articleId, language, audience) {
      return preferred(readable(audience, library.formsOf(articleId)), language)[0];
    },
    articles: async (audience) => readable(audience, library.articles()),
    status() {
      const isFinished = shelves.every((shelf) => shelf.isFinished());
      const reason = 'reason' in loaded ? loaded.reason : isFinished ? undefined : 'the index is being built and takes over when it is ready';
      const now = building.current();
      return { ...library.size(), ...(reason === undefined ? { search: 'hnsw' } : { search: 'exact', reason }), ...(now ? { building: now } : {}) };
    },
    change(change) {
      const next = changing.then(() => takeIn(change, library, shelves, validity));
      changing = next.catch(() => undefined);
      return next;
    },
    async settle(isDue) {
      for (const shelf of shelves) await shelf.settle(isDue);
      if (isDue === true) await library.keep();
    },
  };
}

/** Changes library and shelves. */
async function takeIn({ put = [], remove = [] }: ArticleChange, library: Library, shelves: readonly PlacedShelf[], validity: Validity): Promise<void> {
  validity.change(put, remove);
  const changed = await library.change(put, remove);
  for (const shelf of shelves) {
    const { audience, language } = shelf;
    // An article that moves to another audience leaves the shelf where it was.
    const own = new Map(
      [...changed].filter(([, form]) => form.language === language).map(([, { id, passages }]) => [id, passages.filter((passage) => passage.audience === audience)]),
    );
    const isConcerned = [...own].some(([id, passages]) => passages.length > 0 || shelf.view().places.has(id));
    if (isConcerned) await shelf.put(own);
  }
}

/** What a question may find besides what its audience may see; `undefined` where that is everything. */
function filterOf({ products }: KnowledgeQuery, validity: Validity, library: Library): ((passage: Passage) => boolean) | undefined {
  const waits = validity.waiting();
  if (products === undefined && waits === undefined) return undefined;
  const isAbout = (about: Article['product']): boolean => products === undefined || about === 'all' || about.some((id) => products.includes(id));
  return ({ articleId, language }) => !waits?.(articleId, language) && isAbout(library.productOf(articleId));
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
