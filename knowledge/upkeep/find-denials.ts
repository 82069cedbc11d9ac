import type { Article } from '#core/article.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import { dot } from '../vector-index.ts';
import { mayConcernTheSame, type Contradiction } from './find-contradictions.ts';
import { type Clause, clausesOf, conditionsIn } from './polarity.ts';
import { statementsOf, type Statement } from './statements.ts';

/** So many of the words of both clauses together must stand in both: one word more is another subject. */
const SHARED = { zh: 0.5, en: 0.6 } as const;
/** Clauses of few words must have all of them in common. */
const FEW_WORDS = 3;
/** A word that more clauses have says nothing about any of them. */
const MOST_HOLDERS = 200;

type Told = { readonly statement: Statement; readonly clause: Clause; readonly conditions: string };

/**
 * Sentences of different articles in one language of which one says what the other denies, under the same conditions.
 * `nearness` is the cosine from which on clauses count as near. A person decides which of them is right, or that both
 * are. Nearest first. Throws what the embedder throws.
 */
export async function findDenials(articles: readonly Article[], embedder: Embedder, nearness: number): Promise<Contradiction[]> {
  const found: Contradiction[] = [];
  for (const language of ['zh', 'en'] as const) {
    const told = articles.filter((article) => article.language === language).flatMap(statementsOf).flatMap(clausesTold);
    const pairs = opposites(told);
    const texts = [...new Set(pairs.flatMap(([a, b]) => [a.clause.saying, b.clause.saying]))];
    const vectors = new Map((await embedder.embed(texts)).map((vector, at) => [texts[at], vector]));
    for (const [a, b] of pairs) {
      const [x, y] = [vectors.get(a.clause.saying), vectors.get(b.clause.saying)];
      const near = x && y ? dot(x, y) : 0;
      if (near >= nearness) found.push({ a: a.statement, b: b.statement, nearness: near, differs: { kind: 'yes and no', a: [a.clause.text], b: [b.clause.text] } });
    }
  }
  return found.toSorted((a, b) => b.nearness - a.nearness);
}

function clausesTold(statement: Statement): Told[] {
  const conditions = conditionsIn([...statement.headings, statement.text].join('\n'));
  return clausesOf(statement.text).map((clause) => ({ statement, clause, conditions }));
}

/** Pairs of what is said in one article and denied in another. */
function opposites(told: readonly Told[]): [Told, Told][] {
  const said = new Map<string, Told[]>();
  for (const each of told) if (each.clause.isDenied === false) for (const word of each.clause.words) said.set(word, [...(said.get(word) ?? []), each]);
  return told.flatMap((denied): [Told, Told][] => {
    if (denied.clause.isDenied !== true) return [];
    const holders = [...denied.clause.words].map((word) => said.get(word) ?? []).filter((own) => own.length <= MOST_HOLDERS);
    return [...new Set(holders.flat())].filter((other) => contradicts(denied, other)).map((other) => [other, denied]);
  });
}

function contradicts(denied: Told, said: Told): boolean {
  const [own, other] = [denied.statement.article, said.statement.article];
  if (own.id === other.id || !mayConcernTheSame(own.product, other.product) || !excludes(denied.clause, said.clause) || denied.conditions !== said.conditions) return false;
  const [wordsA, wordsB] = [denied.clause.words, said.clause.words];
  if (!hasWord(said.clause, denied.clause.denied)) return false;
  const shared = wordsA.intersection(wordsB).size;
  const all = wordsA.union(wordsB).size;
  return shared === all || (Math.min(wordsA.size, wordsB.size) > FEW_WORDS && shared >= all * SHARED[own.language]);
}

/** Does it say the word that the other denies? A single Chinese character makes no word of its own. */
function hasWord({ words, text }: Clause, word: string | undefined): boolean {
  return word === undefined || words.has(word) || (/^\p{Script=Han}$/u.test(word) && text.includes(word));
}

/** What need not be may well be; what is not or may not be neither is, nor may be, nor must be. */
function excludes(denied: Clause, said: Clause): boolean {
  return denied.kind !== 'must' || said.kind === 'must';
}
