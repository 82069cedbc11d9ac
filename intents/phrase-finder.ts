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

/** A finder for English, word by word, whatever form the words have (Porter stems). */
export function createLatinFinder<T>(entries: ReadonlyMap<string, T>): PhraseFinder<T> {
  const index = new Map<string, T>();
  let longest = 1;
  for (const [phrase, value] of entries) {
    const parts = latinWords(phrase).map(({ text }) => stem(text));
    longest = Math.max(longest, parts.length);
    const key = parts.join(' ');
    if (!index.has(key)) index.set(key, value);
  }
  return (folded) => {
    const words = latinWords(folded).slice(0, 1_000);
    const parts = words.map(({ text }) => stem(text));
    const found: Found<T>[] = [];
    for (let at = 0; at < words.length; ) {
      let taken = 1;
      for (let length = Math.min(longest, words.length - at); length > 0; length -= 1) {
        const value = index.get(parts.slice(at, at + length).join(' '));
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
