import { isStopWord, withoutStopPhrases } from './stop-words.ts';
import { runsOf } from './words.ts';

/** A question as the keyword index searches it. */
export type QuestionWords = {
  /** The smallest parts that carry the subject, in order: Chinese characters and words of other scripts. */
  readonly units: readonly string[];
  /** Words to look up, each with the places in `units` that it covers. */
  readonly words: ReadonlyMap<string, readonly number[]>;
};

/** The longest Chinese word that is looked for, in characters. */
const MAX_WORD_LENGTH = 6;

/**
 * Takes a question apart. Words that every question may contain are left out. Chinese is cut along the words that the
 * index knows (`isKnown`), so that no dictionary has to be loaded to answer; pairs of characters are always looked up.
 */
export function questionWords(question: string, isKnown: (word: string) => boolean): QuestionWords {
  const units: string[] = [];
  const words = new Map<string, number[]>();
  const add = (word: string, from: number, length: number) => {
    const places = words.get(word) ?? [];
    words.set(word, [...places, ...Array.from({ length }, (_, offset) => from + offset)]);
  };
  for (const run of runsOf(withoutStopPhrases(question))) {
    const from = units.length;
    if (run.kind === 'word') {
      if (isStopWord(run.text)) continue;
      units.push(run.text);
      add(run.text, from, 1);
      continue;
    }
    const characters = Array.from(run.text);
    units.push(...characters);
    for (let start = 0; start < characters.length; start += 1) {
      for (let length = 1; length <= MAX_WORD_LENGTH && start + length <= characters.length; length += 1) {
        const word = characters.slice(start, start + length).join('');
        if (length === 2 || isKnown(word)) add(word, from + start, length);
      }
    }
  }
  return { units, words };
}

/** How much a question tells, in words: those that every question may contain do not count, two Chinese characters are one. */
export function questionSize(question: string): number {
  const { units } = questionWords(question, () => false);
  return units.reduce((size, unit) => size + (/\p{Script=Han}/u.test(unit) ? 0.5 : 1), 0);
}
