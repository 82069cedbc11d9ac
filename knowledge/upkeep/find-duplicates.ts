import type { Article } from '#core/article.ts';
import type { Passage } from '#core/passage.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import { splitArticle } from '../split-article.ts';
import { dot } from '../vector-index.ts';
import { containment, pairsSharingWords, subjectWords } from '../subject-words.ts';

/** Parts of two articles that say nearly the same. */
export type NearDuplicate = { readonly a: Passage; readonly b: Passage; /** A cosine. */ readonly nearness: number; /** Share of the shorter one's words that the other has. */ readonly shared: number };

/** So many words of the shorter part must stand in the other; pairs of Chinese characters change with every word beside them. */
const SHARED = { zh: 0.55, en: 0.75 } as const;
/** Shorter parts repeat each other without harm. */
const FEWEST_WORDS = 10;
/** One part may be longer by this factor. */
const MOST_LONGER = 1.6;

/**
 * Parts of different articles for the same readers, in one language, that say nearly the same: what changes has to be
 * changed in both, and questions find now one, now the other. Nearest first. Throws what the embedder throws.
 */
export async function findDuplicates(articles: readonly Article[], embedder: Embedder, nearness: number): Promise<NearDuplicate[]> {
  const found: NearDuplicate[] = [];
  for (const own of Map.groupBy(articles, ({ language, audience }) => `${language} ${audience}`).values()) {
    const passages = (await Promise.all(own.map(splitArticle))).flat();
    const words = passages.map(({ text }) => subjectWords(text));
    const candidates = pairsSharingWords(words).flatMap(([i, j]) => {
      const [a, b, wordsA, wordsB] = [passages[i], passages[j], words[i], words[j]];
      if (!a || !b || !wordsA || !wordsB || a.articleId === b.articleId) return [];
      const [fewer, more] = [Math.min(wordsA.size, wordsB.size), Math.max(wordsA.size, wordsB.size)];
      const shared = containment(wordsA, wordsB);
      return fewer >= FEWEST_WORDS && more <= fewer * MOST_LONGER && shared >= SHARED[a.language] ? [{ a, b, shared }] : [];
    });
    const texts = [...new Set(candidates.flatMap(({ a, b }) => [a.text, b.text]))];
    const vectors = new Map((await embedder.embed(texts)).map((vector, at) => [texts[at], vector]));
    for (const { a, b, shared } of candidates) {
      const [x, y] = [vectors.get(a.text), vectors.get(b.text)];
      const near = x && y ? dot(x, y) : 0;
      if (near >= nearness) found.push({ a, b, shared, nearness: near });
    }
  }
  return found.toSorted((a, b) => b.nearness - a.nearness);
}
