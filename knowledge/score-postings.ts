import { FIELDS } from './postings.ts';
import type { Field, Postings } from './postings.ts';

/** A word to look for: the places of its terms (itself, or forms with a typing error), each with its weight. */
export type Wanted = { readonly terms: readonly { readonly term: number; readonly weight: number }[] };

/** A text that has some of the wanted words. */
export type ScoredText = {
  /** Its place among the texts. */
  readonly label: number;
  /** Above 0; comparable within one search only. */
  readonly score: number;
  /** For each wanted word, in which fields it stands: bit n is field n of `FIELDS`. */
  readonly fields: Uint8Array;
};

/** At most so many texts are given back, the best. */
const MOST_TEXTS = 2_000;

/** The constants of BM25+ (Lv and Zhai 2011): how soon repetition saturates, how much length counts, the least of a match. */
const [SATURATION, LENGTH_SHARE, LEAST] = [1.2, 0.7, 0.5];

/**
 * Scores texts by BM25+ over fields with a boost each, best first. What has several of the words is worth more: the sum
 * is multiplied by how many words were found.
 */
export function scorePostings(postings: Postings, wanted: readonly Wanted[], boosts: Readonly<Record<Field, number>>): ScoredText[] {
  const scores = new Float64Array(postings.texts);
  const words = new Uint16Array(postings.texts);
  const seenFor = new Uint16Array(postings.texts);
  wanted.forEach(({ terms }, at) => {
    for (const { term, weight } of terms) {
      addScores(postings, term, FIELDS.map((field) => weight * boosts[field]), scores);
      eachEntry(postings, term, (label) => {
        if (seenFor[label] === at + 1) return;
        seenFor[label] = at + 1;
        words[label]! += 1;
      });
    }
  });
  const best: number[] = [];
  for (let label = 0; label < scores.length; label += 1) {
    if (scores[label] === 0) continue;
    scores[label]! *= words[label]!;
    best.push(label);
  }
  best.sort((a, b) => scores[b]! - scores[a]! || a - b);
  best.length = Math.min(best.length, MOST_TEXTS);
  return withFields(postings, wanted, best.map((label) => ({ label, score: scores[label]!, fields: new Uint8Array(wanted.length) })));
}

/** Adds to each text what one term is worth in it; `weights` by field. */
function addScores({ starts, labels, counts, lengths, texts, averages }: Postings, term: number, weights: readonly number[], scores: Float64Array): void {
  const [from, to] = [starts[term]!, starts[term + 1]!];
  const holders = new Float64Array(FIELDS.length);
  for (let at = from; at < to; at += 1) holders[counts[at]! % FIELDS.length]! += 1;
  const rarity = holders.map((count, field) => weights[field]! * Math.log(1 + (texts - count + 0.5) / (count + 0.5)));
  for (let at = from; at < to; at += 1) {
    const field = counts[at]! % FIELDS.length;
    const often = (counts[at]! - field) / FIELDS.length;
    const label = labels[at]!;
    const length = lengths[label * FIELDS.length + field]! / averages[field]!;
    scores[label]! += rarity[field]! * (LEAST + (often * (SATURATION + 1)) / (often + SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length)));
  }
}

function eachEntry({ starts, labels, counts }: Postings, term: number, found: (label: number, field: number) => void): void {
  for (let at = starts[term]!; at < starts[term + 1]!; at += 1) found(labels[at]!, counts[at]! % FIELDS.length);
}

/** Notes in which fields of the chosen texts the words stand. */
function withFields(postings: Postings, wanted: readonly Wanted[], chosen: readonly ScoredText[]): ScoredText[] {
  const placeOf = new Int32Array(postings.texts).fill(-1);
  chosen.forEach(({ label }, place) => {
    placeOf[label] = place;
  });
  wanted.forEach(({ terms }, word) => {
    for (const { term } of terms) {
      eachEntry(postings, term, (label, field) => {
        const text = chosen[placeOf[label]!];
        if (text !== undefined) text.fields[word]! |= 1 << field;
      });
    }
  });
  return [...chosen];
}
