import { addVector, dot, toUnit } from '#intents/vectors/direction.ts';
import { baseForms } from '#intents/vectors/english-forms.ts';
import { glossWords } from './cedict.ts';
import type { Glosses } from './cedict.ts';
import { strongestDirections } from './directions.ts';
import { learnWords } from './learn-words.ts';
import type { ChosenWord } from './vocabulary.ts';

/** So many of the strongest directions say how common a word is, not what it means ("all but the top": Mu and Viswanath 2018). */
const TOP = 3;
/** How many explanations of a Chinese word are read, the first ones most. */
const EXPLANATIONS = 4;

/** What words mean by how people use them is learnt from this. */
export type UsageSources = {
  /** Numbers of the words that stand in a text, from `rowsOf`. */
  readonly words: readonly ChosenWord[];
  /** Vectors of the English words alone, same order; `undefined` for Chinese. */
  readonly alone: readonly (Float32Array | undefined)[];
  readonly sentences: readonly { readonly text: string; readonly vector: Float32Array }[];
  readonly glosses: Glosses;
  /** Words of one group lie near each other whatever the sentences say. */
  readonly groups: readonly (readonly string[])[];
};

/**
 * A unit vector for each word: of an English one how it is used, from a sentence encoder's vectors of the word alone and
 * of whole sentences; of a Chinese one the sum of the English words that explain it. Zero where nothing is known.
 */
export function learnUsage({ words, alone, sentences, glosses, groups }: UsageSources): Float32Array[] {
  const dimension = sentences[0]?.vector.length ?? 0;
  const rows = new Map(words.map(({ text }, row) => [text, row]));
  const weights = Float32Array.from(words, ({ weight }) => weight);
  const start = words.map(({ weight }, row) => alone[row]?.map((value) => value * weight) ?? new Float32Array(dimension));
  const learnt = learnWords(start, weights, sentences.map(({ text, vector }) => ({ rows: rowsOf(text, rows), target: vector })));
  const vectors = words.map(({ text, isHan }, row) => (isHan ? explain(glosses.get(text) ?? [], rows, learnt, dimension) : toUnit(learnt[row]!.slice())));
  const top = strongestDirections(vectors, weights, TOP);
  for (const vector of vectors) {
    for (const direction of top) addVector(vector, direction, -dot(vector, direction));
    toUnit(vector);
  }
  pullGroups(vectors, groups.map((group) => group.flatMap((word) => rows.get(word) ?? [])), words);
  return vectors;
}

function rowsOf(text: string, rows: ReadonlyMap<string, number>): number[] {
  return (text.toLowerCase().match(/[a-z0-9]+(?:['-][a-z0-9]+)*/g) ?? []).flatMap((word) => {
    for (const form of baseForms(word)) {
      const row = rows.get(form);
      if (row !== undefined) return row;
    }
    return [];
  });
}

function explain(explanations: readonly string[], rows: ReadonlyMap<string, number>, learnt: readonly Float32Array[], dimension: number): Float32Array {
  const vector = new Float32Array(dimension);
  explanations.slice(0, EXPLANATIONS).forEach((gloss, place) => {
    const meaning = new Float32Array(dimension);
    for (const row of glossWords(gloss).flatMap((word) => rowsOf(word, rows))) addVector(meaning, learnt[row]!, 1);
    addVector(vector, toUnit(meaning), 1 / (1 + place));
  });
  return toUnit(vector);
}

/** Words of a group move half the way to the middle of its English words (of all where none is known). */
function pullGroups(vectors: readonly Float32Array[], groups: readonly (readonly number[])[], words: readonly ChosenWord[]): void {
  const pulls = new Map<number, Float32Array>();
  for (const group of groups) {
    const known = group.filter((row) => vectors[row]!.some((value) => value !== 0));
    const english = known.filter((row) => !words[row]!.isHan);
    const middle = new Float32Array(vectors[0]?.length ?? 0);
    for (const row of english.length > 0 ? english : known) addVector(middle, vectors[row]!, 1);
    toUnit(middle);
    for (const row of group) {
      const pull = pulls.get(row) ?? new Float32Array(middle.length);
      addVector(pull, middle, 1);
      pulls.set(row, pull);
    }
  }
  for (const [row, pull] of pulls) {
    addVector(vectors[row]!, toUnit(pull), 1);
    toUnit(vectors[row]!);
  }
}
