import { fold } from './fold.ts';

/** So many words or Chinese characters in a row are no coincidence. */
const WORDS_IN_ROW = 8;
const SIGNS_IN_ROW = 12;

/** Finds stretches of our own instructions in what a model writes: eight words or twelve Chinese characters in a row. */
export type OwnWords = { readonly isIn: (text: string) => boolean };

/** Prepares the search for stretches of these texts. */
export function ownWordsOf(texts: readonly string[]): OwnWords {
  const runs = new Set(texts.flatMap((text) => [...wordRuns(text), ...signRuns(text)]));
  return { isIn: (text) => wordRuns(text).some((run) => runs.has(run)) || signRuns(text).some((run) => runs.has(run)) };
}

function wordRuns(text: string): string[] {
  const words = fold(text).match(/[a-z0-9']+/g) ?? [];
  return words.slice(WORDS_IN_ROW - 1).map((_, at) => words.slice(at, at + WORDS_IN_ROW).join(' '));
}

function signRuns(text: string): string[] {
  const signs = fold(text).match(/\p{Script=Han}/gu) ?? [];
  return signs.slice(SIGNS_IN_ROW - 1).map((_, at) => signs.slice(at, at + SIGNS_IN_ROW).join(''));
}
