import type { Article } from '#core/article.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import { dot } from '../vector-index.ts';
import { withoutFigures } from './figures.ts';
import { statementsOf, type Statement } from './statements.ts';
import { containment, pairsSharingWords, subjectWords } from '../subject-words.ts';

/** Two sentences about one subject that state different figures. */
export type Contradiction = {
  readonly a: Statement;
  readonly b: Statement;
  /** How near they are in meaning without their figures, a cosine. */
  readonly nearness: number;
  /** Kind of the figures that differ, and what each states. */
  readonly differs: { readonly kind: string; readonly a: readonly string[]; readonly b: readonly string[] };
};

/**
 * Of the words of the shorter sentence, so many must stand in the other: "silver card" and "gold card" are two subjects.
 * Pairs of Chinese characters change with every word beside them.
 */
const SHARED = { zh: 0.7, en: 0.8 } as const;
/** Fewer words tell no subject. */
const FEWEST_WORDS = 3;
/** The sentences may differ in length by this factor. */
const MOST_LONGER = 2.5;

/**
 * Sentences of different articles in one language that say the same of the same subject and state different figures of
 * one kind. `nearness` is the cosine from which on sentences count as near. Finds disagreements of wording as well as
 * faults: a person decides. Nearest first. Throws what the embedder throws.
 */
export async function findContradictions(articles: readonly Article[], embedder: Embedder, nearness: number): Promise<Contradiction[]> {
  const found: Contradiction[] = [];
  for (const language of ['zh', 'en'] as const) {
    const statements = articles.filter((article) => article.language === language).flatMap(statementsOf).filter(({ figures }) => figures.length > 0);
    const bare = statements.map(({ text }) => withoutFigures(text));
    const words = bare.map((text) => subjectWords(text));
    const candidates = pairsSharingWords(words).flatMap(([i, j]) => {
      const [a, b, wordsA, wordsB] = [statements[i], statements[j], words[i], words[j]];
      const differs = a && b && wordsA && wordsB && areComparable(a, b, wordsA, wordsB) ? differenceOf(a, b) : undefined;
      return a && b && differs ? [{ a, b, differs, i, j }] : [];
    });
    const places = [...new Set(candidates.flatMap(({ i, j }) => [i, j]))];
    const vectors = new Map((await embedder.embed(places.map((place) => bare[place] ?? ''))).map((vector, at) => [places[at], vector]));
    for (const { a, b, differs, i, j } of candidates) {
      const [x, y] = [vectors.get(i), vectors.get(j)];
      const near = x && y ? dot(x, y) : 0;
      if (near >= nearness) found.push({ a, b, differs, nearness: near });
    }
  }
  return found.toSorted((a, b) => b.nearness - a.nearness);
}

function areComparable(a: Statement, b: Statement, wordsA: ReadonlySet<string>, wordsB: ReadonlySet<string>): boolean {
  const [fewer, more] = [Math.min(wordsA.size, wordsB.size), Math.max(wordsA.size, wordsB.size)];
  return a.article.id !== b.article.id && mayConcernTheSame(a.article.product, b.article.product) && fewer >= FEWEST_WORDS && more <= fewer * MOST_LONGER && containment(wordsA, wordsB) >= SHARED[a.article.language];
}

/** May two articles speak of the same product? Of different ones different things hold. */
export function mayConcernTheSame(a: Article['product'], b: Article['product']): boolean {
  return a === 'all' || b === 'all' || a.some((id) => b.includes(id));
}

/** The first kind of figures that both state and of which they have none in common. */
function differenceOf(a: Statement, b: Statement): Contradiction['differs'] | undefined {
  for (const { kind } of a.figures) {
    const [own, others] = [a, b].map(({ figures }) => figures.filter((figure) => figure.kind === kind));
    if (!own?.length || !others?.length) continue;
    const values = new Set(others.map(({ value }) => value));
    if (own.every(({ value }) => !values.has(value))) return { kind, a: own.map(({ text }) => text), b: others.map(({ text }) => text) };
  }
  return undefined;
}
