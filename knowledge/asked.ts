import type { Embedder } from '#core/ports/embedder.ts';
import { fingerprint } from './cache-file.ts';
import { keepBytes } from './kept-bytes.ts';
import { packColumns, unpackColumns } from './pack-columns.ts';
import { subjectUnits } from './question-words.ts';
import { embedTexts } from './vector-cache.ts';
import { learnWhitening, whitenBy } from './whiten.ts';

/** How customers ask, by article, and what they ask that no article answers. */
export type AskedPhrases = { readonly articles: ReadonlyMap<string, readonly string[]>; readonly elsewhere: readonly string[] };

/** How near a question comes to a group of phrases by meaning and by words, each at most 1. */
export type AskedLikeness = { readonly meaning: number; readonly words: number };

/** What a question is like. */
export type AskedLike = { readonly articles: ReadonlyMap<string, AskedLikeness>; readonly elsewhere: AskedLikeness };

/** Compares a question with all phrases. Without a vector by words alone. */
export type Asked = (question: string, vector: Float32Array | undefined) => AskedLike;

/** Of a group, so many of the nearest phrases count: one alone may be near by chance. */
const NEAREST = 2;

/** Like nothing. */
export const UNLIKE: AskedLikeness = { meaning: 0, words: 0 };

/** So many articles are looked at because of what customers ask for them. */
const EXPECTED = 5;

/** The articles that are worth a look whatever words they have: hinted at, or asked for in such words. */
export function expectedArticles(hints: readonly { readonly articleId: string }[] = [], like: AskedLike | undefined): ReadonlySet<string> {
  const near = [...(like?.articles ?? [])].toSorted(([, a], [, b]) => b.meaning + b.words - a.meaning - a.words).slice(0, EXPECTED);
  return new Set([...hints.map(({ articleId }) => articleId), ...near.map(([articleId]) => articleId)]);
}

/**
 * Prepares phrases to be compared with questions. What was prepared is kept in `file` between starts where it is given.
 * Throws what the embedder throws.
 */
export async function createAsked(phrases: AskedPhrases, embedder: Embedder, file?: string): Promise<Asked> {
  const groups = [...phrases.articles.values(), phrases.elsewhere];
  const ids = [...phrases.articles.keys()];
  const all = groups.flat();
  if (all.length === 0) return () => ({ articles: new Map(), elsewhere: UNLIKE });
  const starts = startsOf(groups);
  const { dimension } = embedder;
  const { factor, turned } = await prepare(all, starts, embedder, file);
  const whiten = whitenBy(factor, dimension);
  const sharedWith = createWordLikeness(all);
  return (question, vector) => {
    const near = vector === undefined ? new Float32Array(all.length) : dots(whiten(vector), turned);
    const shared = sharedWith(question);
    const likeness = (group: number): AskedLikeness => ({
      meaning: nearestOf(near, starts[group] ?? 0, starts[group + 1] ?? 0),
      words: nearestOf(shared, starts[group] ?? 0, starts[group + 1] ?? 0),
    });
    return { articles: new Map(ids.map((id, group) => [id, likeness(group)])), elsewhere: likeness(ids.length) };
  };
}

/** What whitens, and all phrases whitened, one behind the other. */
type Prepared = { readonly factor: Float32Array; readonly turned: Float32Array };

/** Goes up when phrases are prepared in another way. */
const FORMAT = 1;

async function prepare(phrases: readonly string[], starts: readonly number[], embedder: Embedder, file: string | undefined): Promise<Prepared> {
  const { dimension, model } = embedder;
  const cache = keepBytes(file);
  const key = `${FORMAT} ${fingerprint(model, starts.join(' '), ...phrases)}`;
  const kept = await cache.read(key);
  if (kept !== undefined) {
    const { take } = unpackColumns(kept);
    return { factor: take(Float32Array), turned: take(Float32Array) };
  }
  const vectors = await embedTexts(phrases, embedder, undefined);
  // The last group is about nothing in common.
  const factor = learnWhitening(starts.slice(0, -2).map((start, at) => vectors.slice(start, starts[at + 1])), dimension);
  const whiten = whitenBy(factor, dimension);
  const turned = new Float32Array(phrases.length * dimension);
  vectors.forEach((vector, at) => turned.set(whiten(vector), at * dimension));
  await cache.write(key, packColumns({}, [factor, turned]));
  return { factor, turned };
}

/** The inner products of a vector with others that stand one behind the other. */
function dots(vector: Float32Array, others: Float32Array): Float32Array {
  const products = new Float32Array(others.length / vector.length);
  for (let at = 0, from = 0; at < products.length; at += 1, from += vector.length) {
    let sum = 0;
    for (let i = 0; i < vector.length; i += 1) sum += vector[i]! * others[from + i]!;
    products[at] = sum;
  }
  return products;
}

/** Where each group begins, and the end of the last. */
function startsOf(groups: readonly (readonly string[])[]): number[] {
  const starts = [0];
  for (const group of groups) starts.push((starts.at(-1) ?? 0) + group.length);
  return starts;
}

/** The mean of the highest values of a stretch. */
function nearestOf(values: ArrayLike<number>, from: number, to: number): number {
  const highest: number[] = [];
  for (let at = from; at < to; at += 1) {
    const value = values[at]!;
    if (highest.length === NEAREST && value <= highest[NEAREST - 1]!) continue;
    highest.push(value);
    highest.sort((a, b) => b - a);
    highest.length = Math.min(highest.length, NEAREST);
  }
  return Math.max(0, highest.reduce((sum, value) => sum + value, 0) / NEAREST);
}

/** The likeness of a question to each text by shared words: the cosine of their words, weighed by how rare they are (tf-idf). */
function createWordLikeness(texts: readonly string[]): (question: string) => Float64Array {
  const terms = texts.map((text) => new Set(termsOf(text)));
  const places = new Map<string, number[]>();
  terms.forEach((own, at) => {
    for (const term of own) {
      const known = places.get(term);
      if (known === undefined) places.set(term, [at]);
      else known.push(at);
    }
  });
  const rarity = (term: string) => Math.log(1 + texts.length / (0.5 + (places.get(term)?.length ?? 0)));
  const lengthOf = (own: Iterable<string>) => Math.sqrt([...own].reduce((sum, term) => sum + rarity(term) ** 2, 0));
  const lengths = terms.map(lengthOf);
  return (question) => {
    const asked = new Set(termsOf(question));
    const length = lengthOf(asked);
    const shared = new Float64Array(texts.length);
    for (const term of asked) for (const at of places.get(term) ?? []) shared[at]! += rarity(term) ** 2 / (length * lengths[at]!);
    return shared;
  };
}

/** English stems, single Chinese characters, and pairs of neighbours. */
function termsOf(text: string): string[] {
  const units = subjectUnits(text);
  return units.flatMap((unit, place) => {
    const next = units[place + 1];
    return next !== undefined && isHan(unit) && isHan(next) ? [unit, unit + next] : [unit];
  });
}

function isHan(unit: string): boolean {
  return /\p{Script=Han}/u.test(unit);
}
