import type { FoundPassage, Passage } from '#core/passage.ts';
import type { KnowledgeQuery } from '#core/ports/knowledge-base.ts';
import { figureAskedIn } from './answer-figure.ts';
import { kindFitOf } from './question-kind.ts';
import { NOTHING } from './score-shelf.ts';
import type { PassageScore, ShelfScores } from './score-shelf.ts';
import { sharedWith } from './shared-words.ts';
import type { Shelf } from './shelf.ts';
import { COUNTERPART_SHARE, HINT_BOOST, KIND_BONUS, LEAD_BONUS, NAMED_BONUS, NO_FIGURE_SHARE, OPENING_BONUS, OTHER_LANGUAGE_SHARE, OTHER_PRODUCT_SHARE, SAID_ENOUGH, UNDERSTOOD, UNKNOWN_LOSS, UNSAID_SHARE } from './tuning.ts';

/** An article that may answer: its score in [0, 1] and its passages in the language of the answer, the part that answers first. */
export type RankedArticle = { readonly articleId: string; readonly title: string; readonly score: number; readonly passages: readonly FoundPassage[] };

/** A shelf with what `scoreShelf` says about its passages. */
export type ScoredShelf = { readonly shelf: Shelf; readonly scores: ShelfScores };

/** More articles than a search hands back are not looked at closely. */
const MAX_ARTICLES = 8;

type Candidate = PassageScore & { readonly passage: Passage };

/**
 * Joins the scores of all shelves of an audience into articles, best first. `isAboutOthers` tells the articles that are
 * only about other products than the question names.
 */
export function rankArticles(
  shelves: readonly ScoredShelf[],
  query: Pick<KnowledgeQuery, 'text' | 'language' | 'hints'>,
  isAboutOthers: (articleId: string) => boolean,
): RankedArticle[] {
  const fitOf = partFitOf(query.text);
  const hasFigure = figureAskedIn(query.text) ?? (() => true);
  const weights = weightsOf(query.hints ?? []);
  const unknown = Math.min(1, ...shelves.map(({ scores }) => scores.unknown));
  const ranked: (Omit<RankedArticle, 'passages'> & { readonly parts: readonly Candidate[] })[] = [];
  for (const group of candidatesOf(shelves)) {
    const parts = inOneLanguage(group, query);
    const { articleId = '', title = '' } = parts[0]?.passage ?? {};
    const hinted = weights.get(articleId) ?? 0;
    const boost = HINT_BOOST * hinted;
    const isUnsaid = hinted < UNDERSTOOD && Math.max(...parts.map(({ said }) => said)) < SAID_ENOUGH;
    // Words of no article ask for what none holds, unless the question was understood all the same.
    const share = (isAboutOthers(articleId) ? OTHER_PRODUCT_SHARE : 1) * (isUnsaid ? UNSAID_SHARE : 1) * (1 - UNKNOWN_LOSS * unknown * (1 - hinted));
    const scores = parts.map(({ passage, score }) => {
      const bonus = passage.headings.length === 0 ? OPENING_BONUS : 1;
      const own = Math.min(1, score * bonus) * (hasFigure(passage.text) ? 1 : NO_FIGURE_SHARE);
      // Two independent signs: what the one leaves open, the other may close; the sum stays within 1.
      return (1 - (1 - own) * (1 - boost)) * share;
    });
    const score = Math.max(...scores);
    if (score > 0) ranked.push({ articleId, title, score, parts });
  }
  return ranked
    .toSorted((a, b) => b.score - a.score || (a.articleId < b.articleId ? -1 : 1))
    .slice(0, MAX_ARTICLES)
    .map(({ parts, ...article }) => ({ ...article, passages: bestPartFirst(parts, article.score, fitOf) }));
}

/** The parts of an article, the one that answers first; that one has the score of the article, the others less. */
function bestPartFirst(parts: readonly Candidate[], score: number, fitOf: ReturnType<typeof partFitOf>): FoundPassage[] {
  const sorted = parts.map((part) => ({ passage: part.passage, fit: fitOf(part) })).toSorted((a, b) => b.fit - a.fit);
  const best = sorted[0]?.fit ?? 0;
  return sorted.map(({ passage, fit }) => ({ ...passage, score: best > 0 ? (score * Math.max(0, fit)) / best : score }));
}

/** How well a part of an article fits beside the others: its words and meaning, what its heading names, and what kind of answer it gives. */
function partFitOf(question: string): (part: Candidate) => number {
  const kindFit = kindFitOf(question);
  const namedIn = sharedWith(question);
  return ({ passage, fit }) => {
    const lead = passage.headings.length === 0 ? LEAD_BONUS : 0;
    return fit + lead + NAMED_BONUS * namedIn(passage.headings.at(-1) ?? passage.title) + KIND_BONUS * kindFit(passage);
  };
}

/** The passages of every article that any shelf has something of, in their order. */
function candidatesOf(shelves: readonly ScoredShelf[]): Iterable<Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const { shelf, scores } of shelves) {
    for (const label of scores.passages.keys()) groups.set(`${shelf.audience}/${shelf.passages[label]?.articleId ?? ''}`, []);
  }
  for (const { shelf, scores } of shelves) {
    for (const [articleId, places] of shelf.places) {
      const group = groups.get(`${shelf.audience}/${articleId}`);
      if (group === undefined) continue;
      for (const label of places) {
        const passage = shelf.passages[label];
        if (passage !== undefined) group.push({ passage, ...(scores.passages.get(label) ?? NOTHING) });
      }
    }
  }
  return groups.values();
}

/**
 * The passages of one article in the language of the answer when there are any. What was found in the other language
 * counts for its counterpart: parts of a translation stand in the same order.
 */
function inOneLanguage(group: readonly Candidate[], query: Pick<KnowledgeQuery, 'language'>): Candidate[] {
  const own = group.filter(({ passage }) => passage.language === query.language);
  const other = group.filter(({ passage }) => passage.language !== query.language);
  if (own.length === 0) return other.map((candidate) => ({ ...candidate, score: candidate.score * OTHER_LANGUAGE_SHARE }));
  return own.map(({ passage, ...scored }, index) => {
    const counterpart = other[Math.min(index, other.length - 1)] ?? NOTHING;
    return {
      passage,
      score: Math.max(scored.score, counterpart.score * COUNTERPART_SHARE),
      fit: Math.max(scored.fit, counterpart.fit * COUNTERPART_SHARE),
      said: Math.max(scored.said, counterpart.said),
    };
  });
}

/** Several intents may point to one article: they exclude each other, so their weights add up. */
function weightsOf(hints: NonNullable<KnowledgeQuery['hints']>): Map<string, number> {
  const weights = new Map<string, number>();
  for (const { articleId, weight } of hints) weights.set(articleId, Math.min(1, (weights.get(articleId) ?? 0) + Math.max(0, weight)));
  return weights;
}
