import { segment } from './segment.ts';
import type { Word, WordCosts } from './segment.ts';
import { addDirection, toUnit } from './vectors/direction.ts';
import { FILLERS, plainForm } from './vectors/chinese-forms.ts';
import { baseForms } from './vectors/english-forms.ts';
import type { WordVectors } from './vectors/word-file.ts';

/** What particles and polite words count among the others of how a text is written. */
const FILLER_WEIGHT = 0.5;
/** Turns a folded text into a unit vector; a text without words gives a zero vector. */
export type TextEmbedder = (folded: string) => Float32Array;

/** Numbers of a similarity vector that hold how a text is written. */
const SURFACE_DIMENSION = 256;
/**
 * Share of what the words mean in the likeness of two texts; the rest is how they are written. 0.5 is better by 0.7 for
 * Chinese paraphrases (lcqmc), 0.6 finds more articles in both languages and across them.
 */
const MEANING_SHARE = 0.6;
/** Share of a word's surface in `createTextEmbedder`. */
const SURFACE = 0.35;
/** What a word counts that the file does not know. */
const UNKNOWN_WEIGHT = 0.5;

/**
 * What the words of a text mean, as features of a classifier: the sum of its words by how much they tell, with a share
 * of their characters and pieces; unknown words by these alone. `table.dimension` numbers.
 */
export function createTextEmbedder(table: WordVectors): TextEmbedder {
  const costs = costsOf(table, table.known);
  return (folded) => {
    const sum = new Float32Array(table.dimension);
    const words = segment(folded, costs);
    words.forEach((word, at) => {
      const weight = addMeaning(sum, table, word);
      const surface = (weight ?? UNKNOWN_WEIGHT) * (weight === undefined ? 0.7 : SURFACE);
      addPieces(sum, word, surface);
      const before = words[at - 1];
      if (before?.isHan === true && word.isHan) addDirection(sum, `pair:${before.text.slice(-1)}${word.text.charAt(0)}`, surface * 0.5);
    });
    return toUnit(sum);
  };
}

/** Length of the vectors of `createSimilarityEmbedder`. */
export function similarityDimension(table: WordVectors): number {
  return table.dimension + SURFACE_DIMENSION;
}

/**
 * How near two texts are, by cosine: three fifths what their words mean, weighed by how much each tells; two fifths how
 * they are written, where every word of a Chinese text counts the same and is shared out among its characters.
 */
export function createSimilarityEmbedder(table: WordVectors): TextEmbedder {
  const [known, all] = [costsOf(table, table.known), costsOf(table, table.words.length)];
  return (folded) => {
    const meaning = new Float32Array(table.dimension);
    for (const word of segment(folded, known)) addMeaning(meaning, table, word);
    const surface = new Float32Array(SURFACE_DIMENSION);
    for (const word of segment(folded, all)) addSurface(surface, table, word);
    const vector = new Float32Array(similarityDimension(table));
    vector.set(toUnit(meaning).map((value) => value * Math.sqrt(MEANING_SHARE)));
    vector.set(toUnit(surface).map((value) => value * Math.sqrt(1 - MEANING_SHARE)), table.dimension);
    return toUnit(vector);
  };
}

function costsOf(table: WordVectors, words: number): WordCosts {
  return {
    cost: (word) => {
      const at = table.words.rowOf(word);
      return at === undefined || at >= words ? undefined : table.costs[at];
    },
    longest: 6,
  };
}

/** Adds what a word means and answers with its weight; `undefined` for unknown words, which add nothing. */
function addMeaning(sum: Float32Array, table: WordVectors, word: Word): number | undefined {
  const at = findEntry(table, word)?.row;
  if (at === undefined) return undefined;
  const weight = table.weights[at]!;
  const step = weight * table.scales[at]!;
  const from = at * table.dimension;
  for (let i = 0; i < table.dimension; i += 1) sum[i]! += step * table.bytes[from + i]!;
  return weight;
}

/** The form of a word that has a vector, and its row. */
function findEntry(table: WordVectors, word: Word): { readonly form: string; readonly row: number } | undefined {
  for (const form of word.isHan ? [word.text] : baseForms(word.text)) {
    const row = table.words.rowOf(form);
    if (row !== undefined && row < table.known) return { form, row };
  }
  return undefined;
}

function addSurface(sum: Float32Array, table: WordVectors, word: Word): void {
  if (word.isHan) {
    const characters = Array.from(plainForm(word.text));
    const weight = FILLERS.has(word.text) ? FILLER_WEIGHT : 1;
    for (const character of characters) addDirection(sum, `piece:${character}`, weight / characters.length);
    return;
  }
  // English says with many small words what Chinese leaves out: they count less.
  const entry = findEntry(table, word);
  const weight = Math.sqrt(entry === undefined ? 1 : table.weights[entry.row]!);
  addPieces(sum, word, weight * 0.7);
  addDirection(sum, `word:${entry === undefined ? word.text.slice(0, 40) : entry.form}`, weight * 0.7);
}

function addPieces(sum: Float32Array, word: Word, length: number): void {
  const pieces = word.isHan ? Array.from(word.text) : piecesOf(word.text);
  for (const piece of pieces) addDirection(sum, `piece:${piece}`, length / Math.sqrt(pieces.length));
}

/** Three-letter pieces of a Latin word with its ends marked; numbers and short words whole. */
function piecesOf(word: string): string[] {
  if (word.length <= 3 || /^\d/.test(word)) return [word.slice(0, 40)];
  const padded = `<${word.slice(0, 40)}>`;
  return Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3));
}
