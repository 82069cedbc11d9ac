import { z } from 'zod';
import { packColumns, unpackColumns } from './pack-columns.ts';
import { buildPostings, FIELDS, packPostings, unpackPostings } from './postings.ts';
import type { Field, Postings } from './postings.ts';
import { questionWords } from './question-words.ts';
import type { QuestionWords } from './question-words.ts';
import { scorePostings } from './score-postings.ts';
import type { ScoredText, Wanted } from './score-postings.ts';
import type { Synonyms } from './synonyms.ts';
import { findNearTerms, findTerm, packTerms } from './term-list.ts';
import type { TermList } from './term-list.ts';
import { ASKING_WEIGHT, KEYWORD_BOOSTS, SUBSTITUTE_WEIGHT } from './tuning.ts';
import { indexWords, unitsOf } from './words.ts';
import type { ChineseCutter } from './words.ts';

/** What is indexed of a passage. */
export type KeywordText = { readonly title: string; readonly headings: string; readonly text: string; readonly products: string };

/** A passage that shares words with a question. */
export type KeywordHit = {
  /** Place of the passage in the list that was indexed. */
  readonly label: number;
  /** BM25 score: above 0, comparable within one search only. */
  readonly score: number;
  /** Which parts of the question it has, as places in the question. */
  readonly places: readonly number[];
  /** Those of them that stand in its title, in its headings, and in its text. */
  readonly titlePlaces: readonly number[];
  readonly headingPlaces: readonly number[];
  readonly textPlaces: readonly number[];
  /** Those that name its products. */
  readonly productPlaces: readonly number[];
  /** Those found as whole words: of Chinese, two characters at least, because one is part of too many words. */
  readonly wordPlaces: readonly number[];
};

/** What a search by words found. */
export type KeywordResult = {
  /** Passages that share a word, best first; at most 2,000. */
  readonly hits: readonly KeywordHit[];
  /** How much of what the question says stands at some places of it, in [0, 1], weighed by rarity (idf). */
  readonly coverage: (places: Iterable<number>) => number;
  /** How much of what the question says stands in no text of this index at all, in [0, 1]. */
  readonly unknown: number;
};

/** Search by words. Never throws on any question. */
export type KeywordIndex = {
  search(question: string, synonyms?: Synonyms): KeywordResult;
  /** The index as bytes, to be loaded again by `loadKeywordIndex`. */
  save(): Uint8Array;
};

/** How many texts have a unit: units of two characters at most and English words, each with its count. */
type Frequencies = { readonly units: TermList; readonly texts: Uint32Array };

const unitsSchema = z.object({ text: z.string() });

/** Indexes texts by BM25 over Chinese words and character pairs and English stems. */
export function buildKeywordIndex(texts: readonly KeywordText[], cut: ChineseCutter): KeywordIndex {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const units = new Set(unitsOf(FIELDS.map((field) => text[field]).join('\n')));
    for (const unit of units) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  const units = packTerms(counts.keys());
  const frequencies = new Uint32Array(counts.size);
  for (const [unit, count] of counts) frequencies[findTerm(units, unit)] = count;
  const words = (text: string) => indexWords(text, cut);
  const postings = buildPostings(
    texts.map(({ title, headings, text, products }) => ({ title: words(title), headings: words(headings), text: words(text), products: words(products) })),
  );
  return searching(postings, { units, texts: frequencies });
}

/** The index that `save` wrote. Throws on bytes that are none. */
export function loadKeywordIndex(saved: Uint8Array): KeywordIndex {
  const size = Buffer.from(saved.buffer, saved.byteOffset, saved.byteLength).readUInt32LE(0);
  const { facts, take } = unpackColumns(saved.subarray(HEAD_BYTES, HEAD_BYTES + size));
  const units = { text: unitsSchema.parse(facts).text, starts: take(Uint32Array) };
  return searching(unpackPostings(saved.subarray(HEAD_BYTES + size)), { units, texts: take(Uint32Array) });
}

const HEAD_BYTES = 4;

function saveIndex(postings: Postings, { units, texts }: Frequencies): Uint8Array {
  const packed = packColumns({ text: units.text }, [units.starts, texts]);
  const size = Buffer.alloc(HEAD_BYTES);
  size.writeUInt32LE(packed.length);
  return Buffer.concat([size, packed, packPostings(postings)]);
}

/** What a word found by a typing error is worth beside one that was found as it stands, before the share of right letters. */
const TYPO_WEIGHT = 0.45;

function searching(postings: Postings, frequencies: Frequencies): KeywordIndex {
  const isKnown = (word: string) => findTerm(postings.terms, word) >= 0;
  // Rarity as BM25 weighs it (Robertson and Zaragoza 2009, eq. 3.3); a unit that is nowhere counts as the rarest.
  const rarity = (unit: string) => Math.log(1 + postings.texts / ((frequencies.texts[findTerm(frequencies.units, unit)] ?? 0) + 0.5));
  return {
    search(question, synonyms) {
      const { units, words: own, asking } = questionWords(question, isKnown);
      const { words, substitutes } = withSubstitutes(own, units, isKnown, synonyms);
      const weights = units.map((unit, place) => rarity(unit) * (asking.has(place) ? ASKING_WEIGHT : 1));
      const all = weights.reduce((sum, weight) => sum + weight, 0);
      const coverage = (places: Iterable<number>) => {
        let found = 0;
        for (const place of new Set(places)) found += weights[place] ?? 0;
        return all === 0 ? 0 : found / all;
      };
      const heard = new Set([...words].filter(([word]) => isKnown(word)).flatMap(([, places]) => places));
      const unknown = coverage(units.flatMap((_, place) => (heard.has(place) ? [] : [place])));
      const wanted = [...words.keys()].map((word) => lookUp(postings.terms, word, substitutes.has(word) ? SUBSTITUTE_WEIGHT : 1));
      const hits = scorePostings(postings, wanted, KEYWORD_BOOSTS).map((text) => toHit(text, [...words]));
      return { hits, coverage, unknown };
    },
    save: () => saveIndex(postings, frequencies),
  };
}

/** The terms that a word of a question stands for. */
function lookUp(terms: TermList, word: string, weight: number): Wanted {
  const term = findTerm(terms, word);
  if (term >= 0) return { terms: [{ term, weight }] };
  // Typing errors are looked for in English words only: one Chinese character more or less is another word.
  if (!/^[a-z]{6,}$/.test(word)) return { terms: [] };
  return {
    terms: findNearTerms(terms, word).map((near) => {
      const length = terms.starts[near + 1]! - terms.starts[near]!;
      return { term: near, weight: (weight * TYPO_WEIGHT * length) / (length + 1) };
    }),
  };
}

function toHit({ label, score, fields }: ScoredText, words: readonly (readonly [word: string, places: readonly number[]])[]): KeywordHit {
  const placesWhere = (holds: (fields: number, word: string) => boolean) => words.flatMap(([word, places], at) => (holds(fields[at]!, word) ? places : []));
  const placesIn = (field: Field) => placesWhere((bits) => (bits & (1 << FIELDS.indexOf(field))) !== 0);
  return {
    label,
    score,
    places: placesWhere((bits) => bits !== 0),
    titlePlaces: placesIn('title'),
    headingPlaces: placesIn('headings'),
    textPlaces: placesIn('text'),
    productPlaces: placesIn('products'),
    wordPlaces: placesWhere((bits, word) => bits !== 0 && !/^\p{Script=Han}$/u.test(word)),
  };
}

/** The words to look up with the synonyms that are in the index, and which of them are synonyms only. */
function withSubstitutes(own: QuestionWords['words'], units: readonly string[], isKnown: (word: string) => boolean, synonyms: Synonyms | undefined): Pick<QuestionWords, 'words'> & { substitutes: ReadonlySet<string> } {
  const words = new Map(own);
  const substitutes = new Set<string>();
  for (const { word, places } of synonyms?.substitutesFor(units) ?? []) {
    if (!isKnown(word)) continue;
    if (!own.has(word)) substitutes.add(word);
    words.set(word, [...(words.get(word) ?? []), ...places]);
  }
  return { words, substitutes };
}
