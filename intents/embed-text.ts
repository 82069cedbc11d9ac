import { segment } from './segment.ts';
import type { Word, WordCosts } from './segment.ts';
import { addDirection, toUnit } from './vectors/direction.ts';
import { baseForms } from './vectors/english-forms.ts';
import type { WordTable } from './vectors/load-words.ts';

/** Turns a folded text into a unit vector; a text without words gives a zero vector. */
export type TextEmbedder = (folded: string) => Float32Array;

/** Share of a word's surface: its characters and pieces keep texts apart whose words the dictionaries hold for equal. */
const SURFACE = 0.35;
/** What a word counts that the file does not know. */
const UNKNOWN_WEIGHT = 0.5;

/** An embedder of texts as sums of their words: weighed by how much they tell, unknown words by their pieces. */
export function createTextEmbedder(table: WordTable): TextEmbedder {
  const costs: WordCosts = {
    cost: (word) => {
      const at = table.index.get(word);
      return at === undefined ? undefined : table.costs[at];
    },
    longest: 6,
  };
  return (folded) => {
    const sum = new Float32Array(table.dimension);
    const words = segment(folded, costs);
    words.forEach((word, at) => addWord(sum, table, word, words[at - 1]));
    return toUnit(sum);
  };
}

function addWord(sum: Float32Array, table: WordTable, word: Word, before: Word | undefined): void {
  const form = word.isHan ? word.text : baseForms(word.text).find((candidate) => table.index.has(candidate));
  const at = form === undefined ? undefined : table.index.get(form);
  const weight = at === undefined ? UNKNOWN_WEIGHT : table.weights[at]!;
  if (at !== undefined) {
    const step = weight * table.scales[at]!;
    const from = at * table.dimension;
    for (let i = 0; i < table.dimension; i += 1) sum[i]! += step * table.bytes[from + i]!;
  }
  const pieces = word.isHan ? Array.from(word.text) : piecesOf(word.text);
  const surface = (weight * (at === undefined ? 0.7 : SURFACE)) / Math.sqrt(pieces.length);
  for (const piece of pieces) addDirection(sum, `piece:${piece}`, surface);
  if (before?.isHan === true && word.isHan) addDirection(sum, `pair:${before.text.slice(-1)}${word.text.charAt(0)}`, surface * 0.5);
}

/** Three-letter pieces of a Latin word with its ends marked; numbers and short words whole. */
function piecesOf(word: string): string[] {
  if (word.length <= 3 || /^\d/.test(word)) return [word.slice(0, 40)];
  const padded = `<${word.slice(0, 40)}>`;
  return Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3));
}
