import { askingPlaces, isAskingWord, isStopWord, withoutStopPhrases } from './stop-words.ts';
import { runsOf } from './words.ts';

/** A question as the keyword index searches it. */
export type QuestionWords = {
  /** The smallest parts that carry the subject, in order: Chinese characters and words of other scripts. */
  readonly units: readonly string[];
  /** Words to look up, each with the places in `units` that it covers. */
  readonly words: ReadonlyMap<string, readonly number[]>;
  /** Places in `units` of words that say what is asked for (多久, time), not about what: they weigh less. */
  readonly asking: ReadonlySet<number>;
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
  const asking = new Set<number>();
  const add = (word: string, from: number, length: number) => {
    const places = words.get(word) ?? [];
    words.set(word, [...places, ...Array.from({ length }, (_, offset) => from + offset)]);
  };
  for (const run of runsOf(withoutStopPhrases(question))) {
    const from = units.length;
    if (run.kind === 'word') {
      if (isStopWord(run.text)) continue;
      if (isAskingWord(run.text)) asking.add(from);
      units.push(run.text);
      add(run.text, from, 1);
      continue;
    }
    const characters = Array.from(run.text);
    units.push(...characters);
    for (const place of askingPlaces(run.text)) asking.add(from + place);
    for (let start = 0; start < characters.length; start += 1) {
      for (let length = 1; length <= MAX_WORD_LENGTH && start + length <= characters.length; length += 1) {
        const word = characters.slice(start, start + length).join('');
        if (length === 2 || isKnown(word)) add(word, from + start, length);
      }
    }
  }
  return { units, words, asking };
}

/** The smallest parts of a text that carry its subject, in order: as `questionWords` gives them. */
export function subjectUnits(text: string): readonly string[] {
  return questionWords(text, () => false).units;
}

/** Words that make a question of a field: "where is my parcel" asks for one thing, "parcel" for anything about it. */
const ASKS = /怎么|怎样|如何|什么|为啥|哪|吗|能不能|可不可以|多久|多少|几|咋|\b(?:wheres?|when|why|hows?|whats?|which|who|can|could|do|does|did|is|are)\b/i;

/** How much a question tells, in words: two Chinese characters are one, and all that every question may contain is one together. */
export function questionSize(question: string): number {
  return subjectUnits(question).reduce((size, unit) => size + (/\p{Script=Han}/u.test(unit) ? 0.5 : 1), ASKS.test(question) ? 1 : 0);
}
