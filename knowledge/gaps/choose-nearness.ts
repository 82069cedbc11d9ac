import type { Article } from '#core/article.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import { dot } from '../vector-index.ts';

/** The share of pairs of different topics that may be taken for the same. */
const CONFUSED = 0.015;
/** Fewer topics tell nothing about an embedder. */
const FEWEST_TOPICS = 12;
/** As many as are compared at most; more change nothing. */
const MOST_TITLES = 300;
/** Nearness for an embedder of which nothing is known, and its bounds. */
const [USUAL, LEAST, MOST] = [0.4, 0.25, 0.95];

/**
 * From which cosine on two texts may be held for the same subject. Every embedder spreads its cosines in its own way, so
 * it is read off the titles of articles: of pairs with different ids, written about different things, at most 15 in 1,000
 * are that near. Throws what the embedder throws.
 */
export async function chooseNearness(embedder: Embedder, articles: readonly Pick<Article, 'id' | 'title'>[]): Promise<number> {
  if (new Set(articles.map(({ id }) => id)).size < FEWEST_TOPICS) return USUAL;
  const step = Math.max(1, Math.ceil(articles.length / MOST_TITLES));
  const chosen = articles.filter((_, at) => at % step === 0);
  const vectors = await embedder.embed(chosen.map(({ title }) => title));
  const apart: number[] = [];
  for (let i = 0; i < chosen.length; i += 1) {
    for (let j = i + 1; j < chosen.length; j += 1) {
      const [a, b] = [vectors[i], vectors[j]];
      if (a && b && chosen[i]?.id !== chosen[j]?.id) apart.push(dot(a, b));
    }
  }
  apart.sort((a, b) => a - b);
  return Math.min(MOST, Math.max(LEAST, apart[Math.floor(apart.length * (1 - CONFUSED))] ?? USUAL));
}
