import { stemmer } from 'stemmer';

/** A word list's entry found in a text; offsets are in units of the text that was searched. */
export type Found<T> = { readonly value: T; readonly text: string; readonly start: number; readonly end: number };

/** Finds the entries of a word list in a folded text: the longest at each place, from left to right, without overlaps. */
export type PhraseFinder<T> = (folded: string) => Found<T>[];

/** A finder for Chinese, character by character. */
export function createHanFinder<T>(entries: ReadonlyMap<string, T>): PhraseFinder<T> {
  const lengthsByFirst = new Map<string, number[]>();
  for (const word of entries.keys()) {
    const lengths = lengthsByFirst.get(word.charAt(0)) ?? [];
    if (!lengths.includes(word.length)) lengths.push(word.length);
    lengthsByFirst.set(word.charAt(0), lengths.toSorted((a, b) => b - a));
  }
  return (folded) => {
    const found: Found<T>[] = [];
    for (let at = 0; at < folded.length; ) {
      let length = 1;
      for (const candidate of lengthsByFirst.get(folded.charAt(at)) ?? []) {
        const text = folded.slice(at, at + candidate);
        const value = entries.get(text);
        if (value === undefined) continue;
        found.push({ value, text, start: at, end: at + candidate });
        length = candidate;
        break;
      }
      at += length;
    }
    return found;
  };
}

const stems = new Map<string, string>();

/** The Porter stem of a word, but for "please", which shares only its stem with "pleased". Remembered, because few words make up most talk. */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size > 20_000) stems.clear();
  const made = word !== 'please' && word.length > 3 && word.length < 40 ? stemmer(word) : word;
  stems.set(word, made);
  return made;
}

/** Latin words of a folded text with their places. */
export function latinWords(folded: string): { readonly text: string; readonly start: number; readonly end: number }[] {
  return [...folded.matchAll(/[a-z0-9]+(?:['-][a-z0-9]+)*/g)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Endings that make forms of one word. */
const ENDINGS = new Set(['', 's', 'es', 'ed', 'd', 'ing', 'e', 'y', 'ies', 'ied', 'ly', 'er']);

/** Are two words with one stem forms of one word? Stems alone take "useful" for "us" and "caring" for "car". */
function isSameWord(a: string, b: string): boolean {
  if (a === b) return true;
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared += 1;
  // "stopped" doubles the last letter of "stop".
  const [restA, restB] = [a, b].map((word) => (word[shared] === word[shared - 1] ? word.slice(shared + 1) : word.slice(shared)));
  return shared >= 3 && ENDINGS.has(restA ?? '') && ENDINGS.has(restB ?? '');
}

/** A finder for English, word by word: phrases as they stand first, then in whatever form their words have (Porter stems). */
export function createLatinFinder<T>(entries: ReadonlyMap<string, T>): PhraseFinder<T> {
  const exact = new Map<string, T>();
  const stemmed = new Map<string, { readonly words: readonly string[]; readonly value: T }>();
  let longest = 1;
  for (const [phrase, value] of entries) {
    const words = latinWords(phrase).map(({ text }) => text);
    longest = Math.max(longest, words.length);
    exact.set(words.join(' '), value);
    const key = words.map(stem).join(' ');
    if (!stemmed.has(key)) stemmed.set(key, { words, value });
  }
  return (folded) => {
    const words = latinWords(folded).slice(0, 1_000);
    const stemsOf = words.map(({ text }) => stem(text));
    const valueOf = (at: number, length: number): T | undefined => {
      const found = exact.get(words.slice(at, at + length).map(({ text }) => text).join(' '));
      if (found !== undefined) return found;
      const entry = stemmed.get(stemsOf.slice(at, at + length).join(' '));
      return entry?.words.every((word, i) => isSameWord(word, words[at + i]?.text ?? '')) === true ? entry.value : undefined;
    };
    const found: Found<T>[] = [];
    for (let at = 0; at < words.length; ) {
      let taken = 1;
      for (let length = Math.min(longest, words.length - at); length > 0; length -= 1) {
        const value = valueOf(at, length);
        const first = words[at];
        const last = words[at + length - 1];
        if (value === undefined || first === undefined || last === undefined) continue;
        found.push({ value, text: folded.slice(first.start, last.end), start: first.start, end: last.end });
        taken = length;
        break;
      }
      at += taken;
    }
    return found;
  };
}
