import type { Passage } from '#core/passage.ts';
import type { KeywordHit, KeywordResult } from './keyword-index.ts';
import type { Shelf } from './shelf.ts';
import type { Synonyms } from './synonyms.ts';
import { ARTICLE_SHARE, CANDIDATES, COSINE_RANGE, PART_WEIGHTS, TITLE_SHARE } from './tuning.ts';

/** What one passage has to do with a question; all in [0, 1]. */
export type PassageScore = {
  /** How much of the question it says with its article, and how well beside the other passages (BM25). */
  readonly words: number;
  /** How near its meaning is: the cosine of both vectors, 0 where there is none or it is below 0. */
  readonly meaning: number;
  /** Does it answer better than the other parts of its article? Comparable within one article. */
  readonly fit: number;
  /** How much of what the question says, besides the names of products, its article says in whole words. */
  readonly said: number;
};

/** What a shelf has on a question. */
export type ShelfScores = {
  /** By place on the shelf; passages that have nothing to do with the question are left out. */
  readonly passages: ReadonlyMap<number, PassageScore>;
  /** How much of what the question says stands in no article of the shelf, in [0, 1]. */
  readonly unknown: number;
};

/** So many are compared by meaning; reading one vector alone costs far more than finding it among its neighbours. */
const COMPARED = 600;

/** Nothing in common with the question. */
export const NOTHING: PassageScore = { words: 0, meaning: 0, fit: 0, said: 0 };

/** A question as a shelf is asked. */
export type ShelfQuestion = {
  readonly text: string;
  /** `undefined`: words alone are searched. */
  readonly vector: Float32Array | undefined;
  readonly synonyms: Synonyms;
  /** Articles that are looked at whatever they say: those that intents point to, or that are asked for in such words. */
  readonly expected: Iterable<string>;
  /** Only passages that it lets through are searched; all when left out. */
  readonly admits?: ((passage: Passage) => boolean) | undefined;
};

/** Scores the passages of one shelf that share words or meaning with the question, or whose articles are expected. */
export function scoreShelf(shelf: Shelf, { text, vector, synonyms, expected, admits }: ShelfQuestion): ShelfScores {
  const isAdmitted = admits && ((label: number) => shelf.passages[label] !== undefined && admits(shelf.passages[label]));
  const found = shelf.keywords.search(text, synonyms, isAdmitted);
  const words = scoreWords(shelf, found);
  const neighbours = vector === undefined ? [] : shelf.vectors.search(vector, COMPARED, isAdmitted);
  const cosines = new Map(neighbours.map(({ label, cosine }) => [label, cosine]));
  const near = neighbours.slice(0, CANDIDATES).map(({ label }) => label);
  const awaited = new Set([...expected].flatMap((articleId) => shelf.places.get(articleId) ?? []).filter(isAdmitted ?? (() => true)));
  const labels = new Set([...words.keys(), ...near, ...awaited]);
  const scores = new Map<number, PassageScore>();
  for (const label of labels) {
    // What shares words and is farther off than all neighbours has nothing of the meaning.
    const cosine = vector === undefined ? 0 : (cosines.get(label) ?? (awaited.has(label) ? shelf.vectors.cosineOf(vector, label) : 0));
    const { words: own, fit, said } = words.get(label) ?? NOTHING;
    scores.set(label, {
      words: own,
      meaning: Math.max(0, cosine),
      fit: (1 - PART_WEIGHTS.cosine) * fit + PART_WEIGHTS.cosine * stretch(cosine),
      said,
    });
  }
  return { passages: scores, unknown: found.unknown };
}

/**
 * Scores by words. How much of the question a passage has says whether it answers at all, BM25 which passage says it
 * best; what its title and the rest of its article have counts too, because articles are about one topic.
 */
function scoreWords(shelf: Shelf, { hits, coverage }: KeywordResult): Map<number, PassageScore> {
  const best = hits[0]?.score ?? 1;
  const articleAt = (label: number) => shelf.passages[label]?.articleId ?? '';
  const ofArticle = new Map<string, KeywordHit[]>();
  for (const hit of hits) {
    const own = ofArticle.get(articleAt(hit.label)) ?? [];
    own.push(hit);
    ofArticle.set(articleAt(hit.label), own);
  }
  const shares = new Map([...ofArticle].map(([id, own]) => [id, { all: coverage(own.flatMap(({ places }) => places)), said: saidBy(own, coverage) }]));
  return new Map(
    hits.map((hit, rank) => {
      const { label, score, places, titlePlaces } = hit;
      const { all: article = 0, said = 0 } = shares.get(articleAt(label)) ?? {};
      const own = (1 - ARTICLE_SHARE - TITLE_SHARE) * coverage(places);
      const isCandidate = rank < CANDIDATES;
      return [
        label,
        {
          words: isCandidate ? (own + ARTICLE_SHARE * article + TITLE_SHARE * coverage(titlePlaces)) * Math.sqrt(score / best) : 0,
          meaning: 0,
          fit: fitOf(hit, coverage, shelf.passages[label]?.headings.length === 0),
          said,
        },
      ];
    }),
  );
}

/** How much of a question, besides the names of products, an article says in whole words. */
function saidBy(hits: readonly KeywordHit[], coverage: KeywordResult['coverage']): number {
  const products = hits.flatMap(({ productPlaces }) => productPlaces);
  const named = coverage(products);
  if (named > 0.99) return 1;
  return (coverage([...products, ...hits.flatMap(({ wordPlaces }) => wordPlaces)]) - named) / (1 - named);
}

/**
 * How much of the question the part itself says, above all in its heading. The title counts half: it promises for all
 * parts, and names several things at times. For an opening, which answers the title, what stands in both counts fully.
 */
function fitOf({ titlePlaces, headingPlaces, textPlaces }: KeywordHit, coverage: KeywordResult['coverage'], isOpening: boolean): number {
  const inText = new Set(textPlaces);
  const top = isOpening ? titlePlaces.filter((place) => inText.has(place)) : headingPlaces;
  const texts = [...top, ...textPlaces];
  return (
    PART_WEIGHTS.heading * coverage(top) +
    PART_WEIGHTS.text * coverage(texts) +
    (1 - PART_WEIGHTS.heading - PART_WEIGHTS.text) * coverage([...texts, ...titlePlaces])
  );
}

function stretch(cosine: number): number {
  const [low, high] = COSINE_RANGE;
  return Math.min(1, Math.max(0, (cosine - low) / (high - low)));
}
