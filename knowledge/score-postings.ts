import { FIELDS } from './postings.ts';
import type { Field, Postings } from './postings.ts';

/** Postings of some texts, whose places begin at `from` among the texts of all layers. */
export type Layer = { readonly postings: Postings; readonly from: number };

/** A word to look for: for each layer the places of its terms (itself, or forms with a typing error), each with its weight. */
export type Wanted = { readonly terms: readonly (readonly { readonly term: number; readonly weight: number }[])[] };

/** A text that has some of the wanted words. */
export type ScoredText = {
  /** Its place among the texts of all layers. */
  readonly label: number;
  /** Above 0; comparable within one search only. */
  readonly score: number;
  /** For each wanted word, in which fields it stands: bit n is field n of `FIELDS`. */
  readonly fields: Uint8Array;
};

/** At most so many texts are given back, the best. */
const MOST_TEXTS = 400;

/** The constants of BM25+ (Lv and Zhai 2011): how soon repetition saturates, how much length counts, the least of a match. */
const [SATURATION, LENGTH_SHARE, LEAST] = [1.2, 0.7, 0.5];

/**
 * Scores texts by BM25+ over fields with a boost each, best first. What has several of the words is worth more: the sum
 * is multiplied by how many words were found. Rarity and mean length are those of all layers together.
 */
export function scorePostings(
  layers: readonly Layer[],
  wanted: readonly Wanted[],
  boosts: Readonly<Record<Field, number>>,
  isGone: (label: number) => boolean,
): ScoredText[] {
  const size = layers.reduce((most, { postings, from }) => Math.max(most, from + postings.texts), 0);
  const texts = layers.reduce((sum, { postings }) => sum + postings.texts, 0);
  const averages = FIELDS.map((_, field) => layers.reduce((sum, { postings }) => sum + postings.averages[field]! * postings.texts, 0) / Math.max(1, texts));
  const scores = new Float64Array(size);
  const words = new Uint16Array(size);
  const seenFor = new Uint16Array(size);
  wanted.forEach(({ terms }, at) => {
    const rarity = rarityOf(layers, terms, texts);
    layers.forEach((layer, place) => {
      for (const { term, weight } of terms[place] ?? []) {
        addScores(layer, term, FIELDS.map((field, n) => weight * boosts[field] * rarity[n]!), averages, scores);
        eachEntry(layer, term, (label) => {
          if (seenFor[label] === at + 1) return;
          seenFor[label] = at + 1;
          words[label]! += 1;
        });
      }
    });
  });
  const best: number[] = [];
  for (let label = 0; label < size; label += 1) {
    if (scores[label] === 0 || isGone(label)) continue;
    scores[label]! *= words[label]!;
    best.push(label);
  }
  best.sort((a, b) => scores[b]! - scores[a]! || a - b);
  best.length = Math.min(best.length, MOST_TEXTS);
  return withFields(layers, size, wanted, best.map((label) => ({ label, score: scores[label]!, fields: new Uint8Array(wanted.length) })));
}

/** How rare a word is in each field, over all layers (Robertson and Zaragoza 2009, eq. 3.3); forms of one word count as the commonest of them. */
function rarityOf(layers: readonly Layer[], terms: Wanted['terms'], texts: number): number[] {
  const holders = FIELDS.map(() => 0);
  layers.forEach(({ postings: { starts, counts } }, place) => {
    const most = FIELDS.map(() => 0);
    for (const { term } of terms[place] ?? []) {
      const own = FIELDS.map(() => 0);
      for (let at = starts[term]!; at < starts[term + 1]!; at += 1) own[counts[at]! % FIELDS.length]! += 1;
      own.forEach((count, field) => (most[field] = Math.max(most[field]!, count)));
    }
    most.forEach((count, field) => (holders[field]! += count));
  });
  return holders.map((count) => Math.log(1 + (texts - count + 0.5) / (count + 0.5)));
}

/** Adds to each text what one term is worth in it; `worth` by field. */
function addScores({ postings, from }: Layer, term: number, worth: readonly number[], averages: readonly number[], scores: Float64Array): void {
  const { starts, labels, counts, lengths } = postings;
  for (let at = starts[term]!; at < starts[term + 1]!; at += 1) {
    const field = counts[at]! % FIELDS.length;
    const often = (counts[at]! - field) / FIELDS.length;
    const label = labels[at]!;
    const length = lengths[label * FIELDS.length + field]! / averages[field]!;
    scores[from + label]! += worth[field]! * (LEAST + (often * (SATURATION + 1)) / (often + SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length)));
  }
}

function eachEntry({ postings: { starts, labels, counts }, from }: Layer, term: number, found: (label: number, field: number) => void): void {
  for (let at = starts[term]!; at < starts[term + 1]!; at += 1) found(from + labels[at]!, counts[at]! % FIELDS.length);
}

/** Notes in which fields of the chosen texts the words stand. */
function withFields(layers: readonly Layer[], size: number, wanted: readonly Wanted[], chosen: readonly ScoredText[]): ScoredText[] {
  const placeOf = new Int32Array(size).fill(-1);
  chosen.forEach(({ label }, place) => {
    placeOf[label] = place;
  });
  wanted.forEach(({ terms }, word) => {
    layers.forEach((layer, place) => {
      for (const { term } of terms[place] ?? []) {
        eachEntry(layer, term, (label, field) => {
          const text = chosen[placeOf[label]!];
          if (text !== undefined) text.fields[word]! |= 1 << field;
        });
      }
    });
  });
  return [...chosen];
}
