import { plainNumber } from './features.ts';
import type { Token } from './features.ts';
import { segment } from './segment.ts';
import { baseForms } from './vectors/english-forms.ts';
import type { WordVectors } from './vectors/word-file.ts';

/**
 * A word with what sort of thing it means, by two readings (`undefined` where a reading does not know it). Words of one
 * sort have the same name.
 */
export type KindedWord = { readonly text: string; readonly kinds: readonly (string | undefined)[] };

/** Reads the words of a text with their kinds, at most `MOST_WORDS`; Chinese is cut into words. */
export type WordReader = (tokens: readonly Token[]) => KindedWord[];

/** How many words of a text are looked at: a message is decided by its beginning. */
const MOST_WORDS = 20;

/**
 * A reader of words whose kinds are the direction in which the word's vector points most: among the dictionary's meanings
 * (`words`), and among the company that words keep in explanations (`glosses`).
 */
export function createWordReader(words: WordVectors, glosses: WordVectors): WordReader {
  const costs = {
    cost: (word: string) => words.costs[rowOf(words, word) ?? -1],
    longest: 6,
  };
  const kinded = (text: string, forms: readonly string[]): KindedWord => ({ text, kinds: [kindOf(words, forms), kindOf(glosses, [text])] });
  return (tokens) => {
    const found: KindedWord[] = [];
    for (let at = 0; at < tokens.length && found.length < MOST_WORDS; ) {
      const first = tokens[at]!;
      if (!first.isHan) {
        const text = plainNumber(first.text);
        found.push(kinded(text, baseForms(text)));
        at += 1;
        continue;
      }
      let run = '';
      for (let end = first.start; at < tokens.length && tokens[at]!.isHan && tokens[at]!.start === end; at += 1) {
        run += tokens[at]!.text;
        end = tokens[at]!.end;
      }
      // Words are six characters at most: more can never be looked at.
      for (const { text } of segment(run.slice(0, 6 * MOST_WORDS), costs)) found.push(kinded(text, [text]));
    }
    return found.slice(0, MOST_WORDS);
  };
}

function rowOf(table: WordVectors, word: string): number | undefined {
  const row = table.words.rowOf(word);
  return row === undefined || row >= table.known ? undefined : row;
}

function kindOf(table: WordVectors, forms: readonly string[]): string | undefined {
  for (const form of forms) {
    const row = rowOf(table, form);
    if (row === undefined) continue;
    const from = row * table.dimension;
    let most = 0;
    for (let i = 1; i < table.dimension; i += 1) if (Math.abs(table.bytes[from + i]!) > Math.abs(table.bytes[from + most]!)) most = i;
    return `${table.bytes[from + most]! < 0 ? '-' : '+'}${most}`;
  }
  return undefined;
}
