import MiniSearch from 'minisearch';
import type { AsPlainObject } from 'minisearch';
import { z } from 'zod';
import { questionWords } from './question-words.ts';
import { KEYWORD_BOOSTS } from './tuning.ts';
import { indexWords, unitsOf } from './words.ts';
import type { ChineseCutter } from './words.ts';

/** What is indexed of a passage. */
export type KeywordText = { readonly title: string; readonly headings: string; readonly text: string; readonly products: string };

/** A passage that shares words with a question. */
type KeywordHit = {
  /** Place of the passage in the list that was indexed. */
  readonly label: number;
  /** BM25 score: above 0, comparable within one search only. */
  readonly score: number;
  /** Which parts of the question it has, as places in the question. */
  readonly places: readonly number[];
  /** Those of them that stand in its title. */
  readonly titlePlaces: readonly number[];
};

/** What a search by words found. */
type KeywordResult = {
  /** Every passage that shares a word, best first. */
  readonly hits: readonly KeywordHit[];
  /** How much of what the question says stands at some places of it, in [0, 1], weighed by rarity (idf). */
  readonly coverage: (places: Iterable<number>) => number;
};

/** Search by words. Never throws on any question. */
export type KeywordIndex = {
  search(question: string): KeywordResult;
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
    search(question) {
      const { units, words } = questionWords(question, (word) => known.has(word));
      const weights = units.map(rarity);
      const all = weights.reduce((sum, weight) => sum + weight, 0);
      const coverage = (places: Iterable<number>) => {
        let found = 0;
        for (const place of new Set(places)) found += weights[place] ?? 0;
        return all === 0 ? 0 : found / all;
      };
      if (words.size === 0 || index.documentCount === 0) return { hits: [], coverage };
      const results = index.search([...words.keys()].join(' '), {
        boost: KEYWORD_BOOSTS,
        // Typing errors are looked for in English words only: one Chinese character more or less is another word.
        fuzzy: (term) => (/^[a-z]{6,}$/.test(term) && !known.has(term) ? 1 : false),
      });
      const placesOf = (found: readonly string[]) => found.flatMap((word) => words.get(word) ?? []);
      const hits = results.map(({ id, score, queryTerms, match }) => ({
        label: Number(id),
        score,
        places: placesOf(queryTerms),
        titlePlaces: placesOf(queryTerms.filter((word) => match[word]?.includes('title'))),
      }));
      return { hits, coverage };
    },
    save: () => JSON.stringify({ index: index.toJSON(), words: [...known], units: [...frequency] }),
  };
}
