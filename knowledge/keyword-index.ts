import MiniSearch from 'minisearch';
import type { AsPlainObject } from 'minisearch';
import { z } from 'zod';
import { questionWords } from './question-words.ts';
import type { QuestionWords } from './question-words.ts';
import type { Synonyms } from './synonyms.ts';
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
  /** Every passage that shares a word, best first. */
  readonly hits: readonly KeywordHit[];
  /** How much of what the question says stands at some places of it, in [0, 1], weighed by rarity (idf). */
  readonly coverage: (places: Iterable<number>) => number;
  /** How much of what the question says stands in no text of this index at all, in [0, 1]. */
  readonly unknown: number;
};

/** Search by words. Never throws on any question. */
export type KeywordIndex = {
  search(question: string, synonyms?: Synonyms): KeywordResult;
  /** The index as text, to be loaded again by `loadKeywordIndex`. */
  save(): string;
};

type Entry = { id: number; title: string; headings: string; text: string; products: string };

const OPTIONS = {
  fields: ['title', 'headings', 'text', 'products'],
  tokenize: (text: string) => (text === '' ? [] : text.split(' ')),
  processTerm: (term: string) => term,
};

const savedSchema = z.object({
  index: z.custom<AsPlainObject>((value) => typeof value === 'object' && value !== null),
  words: z.array(z.string()),
  units: z.array(z.tuple([z.string(), z.number()])),
});

/** Indexes texts by BM25 over Chinese words and character pairs and English stems. */
export function buildKeywordIndex(texts: readonly KeywordText[], cut: ChineseCutter): KeywordIndex {
  const index = new MiniSearch<Entry>(OPTIONS);
  const known = new Set<string>();
  const frequency = new Map<string, number>();
  const joined = (text: string) => {
    const words = indexWords(text, cut);
    for (const word of words) known.add(word);
    return words.join(' ');
  };
  for (const [id, { title, headings, text, products }] of texts.entries()) {
    index.add({ id, title: joined(title), headings: joined(headings), text: joined(text), products: joined(products) });
    const units = unitsOf([title, headings, text, products].join('\n'));
    for (const unit of new Set(units)) frequency.set(unit, (frequency.get(unit) ?? 0) + 1);
  }
  return searching(index, known, frequency);
}

/** The index that `save` wrote. Throws on text that is none. */
export function loadKeywordIndex(saved: string): KeywordIndex {
  const { index, words, units } = savedSchema.parse(JSON.parse(saved));
  return searching(MiniSearch.loadJS<Entry>(index, OPTIONS), new Set(words), new Map(units));
}

function searching(index: MiniSearch<Entry>, known: ReadonlySet<string>, frequency: ReadonlyMap<string, number>): KeywordIndex {
  // Rarity as BM25 weighs it (Robertson and Zaragoza 2009, eq. 3.3); a unit that is nowhere counts as the rarest.
  const rarity = (unit: string) => Math.log(1 + index.documentCount / ((frequency.get(unit) ?? 0) + 0.5));
  return {
    search(question, synonyms) {
      const { units, words: own, asking } = questionWords(question, (word) => known.has(word));
      const { words, substitutes } = withSubstitutes(own, units, known, synonyms);
      const weights = units.map((unit, place) => rarity(unit) * (asking.has(place) ? ASKING_WEIGHT : 1));
      const all = weights.reduce((sum, weight) => sum + weight, 0);
      const coverage = (places: Iterable<number>) => {
        let found = 0;
        for (const place of new Set(places)) found += weights[place] ?? 0;
        return all === 0 ? 0 : found / all;
      };
      const heard = new Set([...words].filter(([word]) => known.has(word)).flatMap(([, places]) => places));
      const unknown = coverage(units.flatMap((_, place) => (heard.has(place) ? [] : [place])));
      if (words.size === 0 || index.documentCount === 0) return { hits: [], coverage, unknown };
      const results = index.search([...words.keys()].join(' '), {
        boost: KEYWORD_BOOSTS,
        boostTerm: (term) => (substitutes.has(term) ? SUBSTITUTE_WEIGHT : 1),
        // Typing errors are looked for in English words only: one Chinese character more or less is another word.
        fuzzy: (term) => (/^[a-z]{6,}$/.test(term) && !known.has(term) ? 1 : false),
      });
      const placesOf = (found: readonly string[]) => found.flatMap((word) => words.get(word) ?? []);
      const hits = results.map(({ id, score, queryTerms, match }) => {
        const placesIn = (field: keyof typeof KEYWORD_BOOSTS) => placesOf(queryTerms.filter((word) => match[word]?.includes(field)));
        return {
          label: Number(id),
          score,
          places: placesOf(queryTerms),
          titlePlaces: placesIn('title'),
          headingPlaces: placesIn('headings'),
          textPlaces: placesIn('text'),
          productPlaces: placesIn('products'),
          wordPlaces: placesOf(queryTerms.filter((word) => !/^\p{Script=Han}$/u.test(word))),
        };
      });
      return { hits, coverage, unknown };
    },
    save: () => JSON.stringify({ index: index.toJSON(), words: [...known], units: [...frequency] }),
  };
}

/** The words to look up with the synonyms that are in the index, and which of them are synonyms only. */
function withSubstitutes(own: QuestionWords['words'], units: readonly string[], known: ReadonlySet<string>, synonyms: Synonyms | undefined): Pick<QuestionWords, 'words'> & { substitutes: ReadonlySet<string> } {
  const words = new Map(own);
  const substitutes = new Set<string>();
  for (const { word, places } of synonyms?.substitutesFor(units) ?? []) {
    if (!known.has(word)) continue;
    if (!own.has(word)) substitutes.add(word);
    words.set(word, [...(words.get(word) ?? []), ...places]);
  }
  return { words, substitutes };
}
