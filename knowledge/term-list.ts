/** Different terms in the order of their UTF-16 code units, packed: hundred thousand of them are one string and one array. */
export type TermList = {
  /** All terms, one behind the other. */
  readonly text: string;
  /** Where each begins in `text`; one more for the end of the last. */
  readonly starts: Uint32Array;
};

/** Packs terms; doubles are taken once. */
export function packTerms(terms: Iterable<string>): TermList {
  // Compared by code units, as `findTerm` does; a locale's order would be another one.
  const sorted = [...new Set(terms)].toSorted((a, b) => (a < b ? -1 : 1));
  const starts = new Uint32Array(sorted.length + 1);
  sorted.forEach((term, at) => {
    starts[at + 1] = starts[at]! + term.length;
  });
  return { text: sorted.join(''), starts };
}

/** How many terms there are. */
export function countTerms(list: TermList): number {
  return list.starts.length - 1;
}

/** The place of a term, or -1. */
export function findTerm({ text, starts }: TermList, term: string): number {
  let low = 0;
  let high = starts.length - 2;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = compareAt(text, starts[middle]!, starts[middle + 1]!, term);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function compareAt(text: string, from: number, to: number, term: string): number {
  const shorter = Math.min(to - from, term.length);
  for (let i = 0; i < shorter; i += 1) {
    const order = text.charCodeAt(from + i) - term.charCodeAt(i);
    if (order !== 0) return order;
  }
  return to - from - term.length;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Places of the terms that one inserted, left out or exchanged letter makes of `term` (Levenshtein distance 1). */
export function findNearTerms(list: TermList, term: string): number[] {
  const found = new Set<number>();
  const look = (candidate: string): void => {
    const place = findTerm(list, candidate);
    if (place >= 0) found.add(place);
  };
  for (let at = 0; at <= term.length; at += 1) {
    const [before, after] = [term.slice(0, at), term.slice(at)];
    if (after !== '') look(before + after.slice(1));
    for (const letter of LETTERS) {
      look(before + letter + after);
      if (after !== '') look(before + letter + after.slice(1));
    }
  }
  found.delete(findTerm(list, term));
  return [...found].toSorted((a, b) => a - b);
}
