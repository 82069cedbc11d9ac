import { z } from 'zod';
import { packColumns, unpackColumns } from './pack-columns.ts';
import { createPostingsBuilder, FIELDS, packPostings, unpackPostings } from './postings.ts';
import type { Field, FieldWords, Postings } from './postings.ts';
import { findTerm, packTerms } from './term-list.ts';
import type { TermList } from './term-list.ts';
import { indexWords, unitsOf } from './words.ts';
import type { ChineseCutter } from './words.ts';

/** What is indexed of a passage. */
export type KeywordText = Readonly<Record<Field, string>>;

/** A passage cut into its words, and its units (single Chinese characters, other words), each once. */
export type CutText = { readonly words: FieldWords; readonly units: readonly string[] };

/** Some passages, ready to be searched by words. Never changed; what changes gets a layer of its own. */
export type WordLayer = {
  readonly postings: Postings;
  /** Every unit, and in how many of the passages it stands. */
  readonly units: TermList;
  readonly unitTexts: Uint32Array;
};

/** Cuts a passage into words. */
export function cutText(text: KeywordText, cut: ChineseCutter): CutText {
  const words = (field: Field) => indexWords(text[field], cut);
  return {
    words: { title: words('title'), headings: words('headings'), text: words('text'), products: words('products') },
    units: [...new Set(unitsOf(FIELDS.map((field) => text[field]).join('\n')))],
  };
}

/** Takes cut passages one after the other, and keeps of them only what their layer needs. */
export type WordLayerBuilder = {
  readonly add: (text: CutText) => void;
  /** The layer of all that came; their places in it are those in which they came. Nothing may be added afterwards. */
  readonly finish: () => WordLayer;
};

/** A builder of one layer. */
export function createWordLayerBuilder(): WordLayerBuilder {
  const postings = createPostingsBuilder();
  const counts = new Map<string, number>();
  return {
    add({ words, units }) {
      postings.add(words);
      for (const unit of units) counts.set(unit, (counts.get(unit) ?? 0) + 1);
    },
    finish() {
      const units = packTerms(counts.keys());
      const unitTexts = new Uint32Array(counts.size);
      for (const [unit, count] of counts) unitTexts[findTerm(units, unit)] = count;
      return { postings: postings.finish(), units, unitTexts };
    },
  };
}

/** A layer of passages that have been cut; their places in it are those in the list. */
export function buildWordLayer(texts: readonly CutText[]): WordLayer {
  const builder = createWordLayerBuilder();
  for (const text of texts) builder.add(text);
  return builder.finish();
}

const factsSchema = z.object({ units: z.string(), postings: z.number().int() });

/** A layer as bytes, to be read by `unpackWordLayer`. */
export function packWordLayer({ postings, units, unitTexts }: WordLayer): Uint8Array {
  const packed = packPostings(postings);
  const head = packColumns({ units: units.text, postings: packed.length }, [units.starts, unitTexts]);
  return Buffer.concat([head, packed]);
}

/** The layer that `packWordLayer` wrote. Throws on bytes that are none. */
export function unpackWordLayer(bytes: Uint8Array): WordLayer {
  const { facts, take } = unpackColumns(bytes);
  const { units, postings } = factsSchema.parse(facts);
  return { units: { text: units, starts: take(Uint32Array) }, unitTexts: take(Uint32Array), postings: unpackPostings(bytes.subarray(bytes.length - postings)) };
}
