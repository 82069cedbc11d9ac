import { z } from 'zod';
import { packColumns, unpackColumns } from './pack-columns.ts';
import { countTerms, findTerm, packTerms } from './term-list.ts';
import type { TermList } from './term-list.ts';

/** The parts of a text that are weighed apart. */
export const FIELDS = ['title', 'headings', 'text', 'products'] as const;

/** One of `FIELDS`. */
export type Field = (typeof FIELDS)[number];

/**
 * Which term stands where and how often, in columns: entries by term, then text, then field. A twentieth of the memory
 * that maps in maps take, and read without a pause.
 */
export type Postings = {
  readonly terms: TermList;
  /** How many texts there are. */
  readonly texts: number;
  /** Where the entries of each term begin; one more for the end. */
  readonly starts: Uint32Array;
  /** Of each entry: the place of its text. */
  readonly labels: Uint32Array;
  /** Of each entry: four times how often, plus the place of its field in `FIELDS`. */
  readonly counts: Uint16Array;
  /** Different terms of each text and field, `[label * 4 + field]`. */
  readonly lengths: Uint16Array;
  /** Mean of `lengths` of each field. */
  readonly averages: readonly number[];
};

/** The words of a text by field, in order, with repetitions. */
export type FieldWords = Readonly<Record<Field, readonly string[]>>;

const [MOST_COUNT, MOST_LENGTH] = [2 ** 14 - 1, 2 ** 16 - 1];

/** Packs the words of texts. */
export function buildPostings(texts: readonly FieldWords[]): Postings {
  const entries = new Map<string, number[]>();
  const lengths = new Uint16Array(texts.length * FIELDS.length);
  texts.forEach((words, label) => {
    FIELDS.forEach((field, place) => {
      const counts = new Map<string, number>();
      for (const word of words[field]) counts.set(word, (counts.get(word) ?? 0) + 1);
      lengths[label * FIELDS.length + place] = Math.min(MOST_LENGTH, counts.size);
      for (const [word, count] of counts) {
        const own = entries.get(word) ?? [];
        own.push(label, Math.min(MOST_COUNT, count) * FIELDS.length + place);
        entries.set(word, own);
      }
    });
  });
  const terms = packTerms(entries.keys());
  const starts = new Uint32Array(countTerms(terms) + 1);
  for (const [word, own] of entries) starts[findTerm(terms, word) + 1] = own.length / 2;
  for (let term = 1; term < starts.length; term += 1) starts[term]! += starts[term - 1]!;
  const labels = new Uint32Array(starts.at(-1) ?? 0);
  const counts = new Uint16Array(labels.length);
  for (const [word, own] of entries) {
    const from = starts[findTerm(terms, word)]!;
    for (let i = 0; i < own.length / 2; i += 1) {
      labels[from + i] = own[2 * i]!;
      counts[from + i] = own[2 * i + 1]!;
    }
  }
  return { terms, texts: texts.length, starts, labels, counts, lengths, averages: averageLengths(lengths, texts.length) };
}

function averageLengths(lengths: Uint16Array, texts: number): number[] {
  const sums = FIELDS.map(() => 0);
  lengths.forEach((length, at) => {
    sums[at % FIELDS.length]! += length;
  });
  return sums.map((sum) => sum / Math.max(1, texts));
}

const factsSchema = z.object({ text: z.string(), texts: z.number().int() });

/** The postings as bytes, to be read by `unpackPostings`. */
export function packPostings({ terms, texts, starts, labels, counts, lengths }: Postings): Buffer {
  return packColumns({ text: terms.text, texts }, [terms.starts, starts, labels, counts, lengths]);
}

/** The postings that `packPostings` wrote. Throws on bytes that are none. */
export function unpackPostings(bytes: Uint8Array): Postings {
  const { facts, take } = unpackColumns(bytes);
  const { text, texts } = factsSchema.parse(facts);
  const terms = { text, starts: take(Uint32Array) };
  const [starts, labels, counts, lengths] = [take(Uint32Array), take(Uint32Array), take(Uint16Array), take(Uint16Array)];
  return { terms, texts, starts, labels, counts, lengths, averages: averageLengths(lengths, texts) };
}
