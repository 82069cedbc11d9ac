import type { FoundPassage, Passage } from '#core/passage.ts';
import { figureAskedIn } from './answer-figure.ts';
import type { Shelf } from './shelf.ts';
import { ARTICLE_SHARE, CANDIDATES, COSINE_RANGE, COUNTERPART_SHARE, HINT_BOOST, NO_FIGURE_SHARE, OPENING_BONUS, OTHER_LANGUAGE_SHARE, OTHER_PRODUCT_SHARE, TITLE_SHARE, VECTOR_SHARE } from './tuning.ts';
import type { KnowledgeQuery } from '#core/ports/knowledge-base.ts';

/** An article that may answer: its score in [0, 1] and its passages in the language of the answer, best first. */
export type RankedArticle = { readonly articleId: string; readonly title: string; readonly score: number; readonly passages: readonly FoundPassage[] };

/** Scores in [0, 1] of the passages of one shelf that have something to do with the question, by place on the shelf. */
export function scoreShelf(shelf: Shelf, question: string, vector: Float32Array | undefined, hints: KnowledgeQuery['hints']): Map<number, number> {
  const words = scoreWords(shelf, question);
  const near = new Map(vector === undefined ? [] : shelf.vectors.search(vector, CANDIDATES).map(({ label, cosine }) => [label, cosine]));
  const hinted = hints?.flatMap(({ articleId }) => shelf.places.get(articleId) ?? []) ?? [];
  const labels = new Set([...words.keys(), ...near.keys(), ...hinted]);
  const scores = new Map<number, number>();
  for (const label of labels) {
    const cosine = vector === undefined ? 0 : (near.get(label) ?? shelf.vectors.cosineOf(vector, label));
    const share = vector === undefined ? 0 : VECTOR_SHARE;
    scores.set(label, share * stretch(cosine) + (1 - share) * (words.get(label) ?? 0));
  }
  return scores;
}

/**
 * Scores in [0, 1] by words. How much of the question a passage has says whether it answers at all, BM25 which passage
 * says it best; what its title and the rest of its article have counts too, because articles are about one topic.
 */
function scoreWords(shelf: Shelf, question: string): Map<number, number> {
  const { hits, coverage } = shelf.keywords.search(question);
  const best = hits[0]?.score ?? 1;
  const ofArticle = new Map<string, number[]>();
  const articleAt = (label: number) => shelf.passages[label]?.articleId ?? '';
  for (const { label, places } of hits) ofArticle.set(articleAt(label), [...(ofArticle.get(articleAt(label)) ?? []), ...places]);
  const shares = new Map([...ofArticle].map(([id, places]) => [id, coverage(places)]));
  return new Map(
    hits.slice(0, CANDIDATES).map(({ label, score, places, titlePlaces }) => {
      const article = shares.get(articleAt(label)) ?? 0;
      const title = coverage(titlePlaces);
      const own = (1 - ARTICLE_SHARE - TITLE_SHARE) * coverage(places);
      return [label, (own + ARTICLE_SHARE * article + TITLE_SHARE * title) * Math.sqrt(score / best)];
    }),
  );
}

/**
 * Joins the scores of all shelves of an audience into articles, best first. `isAboutOthers` tells the articles that are
 * only about other products than the question names.
 */
export function rankArticles(
  shelves: readonly { shelf: Shelf; scores: ReadonlyMap<number, number> }[],
  query: Pick<KnowledgeQuery, 'text' | 'language' | 'hints'>,
  isAboutOthers: (articleId: string) => boolean,
): RankedArticle[] {
  const hasFigure = figureAskedIn(query.text) ?? (() => true);
  const candidates = new Map<string, { passage: Passage; score: number }[]>();
  for (const { shelf, scores } of shelves) {
    for (const label of scores.keys()) candidates.set(`${shelf.audience}/${shelf.passages[label]?.articleId ?? ''}`, []);
  }
  for (const [key, group] of candidates) {
    for (const { shelf, scores } of shelves) {
      const articleId = key.slice(shelf.audience.length + 1);
      if (key !== `${shelf.audience}/${articleId}`) continue;
      for (const label of shelf.places.get(articleId) ?? []) {
        const passage = shelf.passages[label];
        if (passage !== undefined) group.push({ passage, score: scores.get(label) ?? 0 });
      }
    }
  }
  const boosts = boostsOf(query.hints ?? []);
  const ranked: RankedArticle[] = [];
  for (const group of candidates.values()) {
    const passages = inOneLanguage(group, query);
    const articleId = passages[0]?.articleId ?? '';
    const boost = boosts.get(articleId) ?? 0;
    const share = isAboutOthers(articleId) ? OTHER_PRODUCT_SHARE : 1;
    const scored = passages
      .map((passage) => {
        const opening = passage.headings.length === 0 ? OPENING_BONUS : 1;
        const score = Math.min(1, passage.score * opening) * (hasFigure(passage.text) ? 1 : NO_FIGURE_SHARE);
        // Two independent signs: what the one leaves open, the other may close; the sum stays within 1.
        return scoredAs(passage, (1 - (1 - score) * (1 - boost)) * share);
      })
      .filter(({ score }) => score > 0)
      .toSorted((a, b) => b.score - a.score);
    const best = scored[0];
    if (best !== undefined) ranked.push({ articleId: best.articleId, title: best.title, score: best.score, passages: scored });
  }
  return ranked.toSorted((a, b) => b.score - a.score || (a.articleId < b.articleId ? -1 : 1));
}

/**
 * The passages of one article in the language of the answer when there are any. What was found in the other language
 * counts for its counterpart: parts of a translation stand in the same order.
 */
function inOneLanguage(group: readonly { passage: Passage; score: number }[], query: Pick<KnowledgeQuery, 'language'>): FoundPassage[] {
  const own = group.filter(({ passage }) => passage.language === query.language);
  const other = group.filter(({ passage }) => passage.language !== query.language);
  if (own.length === 0) return other.map(({ passage, score }) => scoredAs(passage, score * OTHER_LANGUAGE_SHARE));
  return own.map(({ passage, score }, index) => {
    const counterpart = other[Math.min(index, other.length - 1)];
    return scoredAs(passage, Math.max(score, (counterpart?.score ?? 0) * COUNTERPART_SHARE));
  });
}

/** Several intents may point to one article: they exclude each other, so their weights add up. */
function boostsOf(hints: NonNullable<KnowledgeQuery['hints']>): Map<string, number> {
  const weights = new Map<string, number>();
  for (const { articleId, weight } of hints) weights.set(articleId, Math.min(1, (weights.get(articleId) ?? 0) + Math.max(0, weight)));
  return new Map([...weights].map(([articleId, weight]) => [articleId, HINT_BOOST * weight]));
}

function scoredAs(passage: Passage, score: number): FoundPassage {
  return { ...passage, score };
}

function stretch(cosine: number): number {
  const [low, high] = COSINE_RANGE;
  return Math.min(1, Math.max(0, (cosine - low) / (high - low)));
}
