import { stemmer } from 'stemmer';

const runs = /(\p{Script=Han}+)|([\p{L}\p{N}]+(?:['’][\p{L}]+)?)/gu;

/** Cuts Chinese text into words, as jieba's search mode does. */
export type ChineseCutter = (text: string) => readonly string[];

/** A text as a run of Chinese characters or one word of another script, lower-case, in NFKC; English without its endings. */
export type Run = { readonly kind: 'han' | 'word'; readonly text: string };

/** The runs of a text in order; signs and spaces are left out. */
export function runsOf(text: string): Run[] {
  const result: Run[] = [];
  for (const match of text.normalize('NFKC').toLowerCase().matchAll(runs)) {
    const han = match[1];
    result.push(han === undefined ? { kind: 'word', text: stem(match[2] ?? '') } : { kind: 'han', text: han });
  }
  return result;
}

/** The words by which a text is indexed: Chinese words and character pairs, English stems, numbers and codes as they stand. */
export function indexWords(text: string, cut: ChineseCutter): string[] {
  return runsOf(text).flatMap((run) => {
    if (run.kind === 'word') return [run.text];
    const words = cut(run.text).filter((word) => Array.from(word).length !== 2);
    return words.concat(pairsOf(Array.from(run.text)));
  });
}

/** The smallest parts of a text that can be found again: single Chinese characters, words of other scripts. */
export function unitsOf(text: string): string[] {
  return runsOf(text).flatMap((run) => (run.kind === 'han' ? Array.from(run.text) : [run.text]));
}

function pairsOf(characters: readonly string[]): string[] {
  return characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
}

function stem(word: string): string {
  const plain = word.replace(/['’].*$/, '');
  return /^[a-z]+$/.test(plain) ? stemmer(plain) : plain;
}
