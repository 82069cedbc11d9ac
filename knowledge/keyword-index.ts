import { questionWords } from './question-words.ts';
import type { QuestionWords } from './question-words.ts';
import { FIELDS } from './postings.ts';
import type { Field } from './postings.ts';
import { scorePostings } from './score-postings.ts';
import type { ScoredText, Wanted } from './score-postings.ts';
import type { Synonyms } from './synonyms.ts';
import { findNearTerms, findTerm } from './term-list.ts';
import { ASKING_WEIGHT, KEYWORD_BOOSTS, SUBSTITUTE_WEIGHT } from './tuning.ts';
import type { WordLayer } from './word-layer.ts';

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
  /** Passages that share a word, best first; at most 400. */
  readonly hits: readonly KeywordHit[];
  /** How much of what the question says stands at some places of it, in [0, 1], weighed by rarity (idf). */
  readonly coverage: (places: Iterable<number>) => number;
  /** How much of what the question says stands in no text of this index at all, in [0, 1]. */
  readonly unknown: number;
};

/** Search by words, among the passages that `admits` lets through. Never throws on any question. */
export type KeywordIndex = { search(question: string, synonyms?: Synonyms, admits?: (label: number) => boolean): KeywordResult };

/** What a word found by a typing error is worth beside one that was found as it stands, before the share of right letters. */
const TYPO_WEIGHT = 0.45;

/**
 * Searches by BM25 over Chinese words and character pairs and English stems, in layers whose passages follow each other;
 * rarity is that of all layers together. Passages that are gone (`isGone` of their place) are not found any more.
 */
export function searchLayers(wordLayers: readonly WordLayer[], isGone: (label: number) => boolean = () => false): KeywordIndex {
  let texts = 0;
  const layers = wordLayers.map(({ postings }) => {
    const from = texts;
    texts += postings.texts;
    return { postings, from };
  });
  const isKnown = (word: string) => layers.some(({ postings }) => findTerm(postings.terms, word) >= 0);
  const textsWith = (unit: string) => wordLayers.reduce((sum, { units, unitTexts }) => sum + (unitTexts[findTerm(units, unit)] ?? 0), 0);
  // Rarity as BM25 weighs it (Robertson and Zaragoza 2009, eq. 3.3); a unit that is nowhere counts as the rarest.
  const rarity = (unit: string) => Math.log(1 + texts / (textsWith(unit) + 0.5));
  return {
    search(question, synonyms, admits = () => true) {
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
      const wanted = [...words.keys()].map((word) => lookUp(wordLayers, word, isKnown(word), substitutes.has(word) ? SUBSTITUTE_WEIGHT : 1));
      const hits = scorePostings(layers, wanted, KEYWORD_BOOSTS, (label) => isGone(label) || !admits(label)).map((text) => toHit(text, [...words]));
      return { hits, coverage, unknown };
    },
  };
}

/** The terms that a word of a question stands for, by layer. */
function lookUp(layers: readonly WordLayer[], word: string, isKnown: boolean, weight: number): Wanted {
  return {
    terms: layers.map(({ postings: { terms } }) => {
      if (isKnown) {
        const term = findTerm(terms, word);
        return term >= 0 ? [{ term, weight }] : [];
      }
      // Typing errors are looked for in English words only: one Chinese character more or less is another word.
      if (!/^[a-z]{6,}$/.test(word)) return [];
      return findNearTerms(terms, word).map((near) => {
        const length = terms.starts[near + 1]! - terms.starts[near]!;
        return { term: near, weight: (weight * TYPO_WEIGHT * length) / (length + 1) };
      });
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
