import { crc32 } from 'node:zlib';
import { hashText } from './vectors/direction.ts';

/** What tuning learnt: a short vector for each word, character or pair of words that helps to tell the operator's texts apart. */
export type Tuning = {
  /** Model of the embedder that it belongs to. */
  readonly base: string;
  /** Numbers a word. */
  readonly dimension: number;
  /** Weight of what was learnt beside the base vector of length 1, from 0. */
  readonly strength: number;
  /** Hashes of the words, ascending, and their vectors one after the other. */
  readonly hashes: Uint32Array;
  readonly vectors: Float32Array;
};

/** Longest list of features that is read of a text. */
const MOST_FEATURES = 400;

/** What tuning sees of a folded text: hashes of its Latin words of three letters or more, and of pairs of neighbouring Han characters. */
export function featuresOf(folded: string): Uint32Array {
  const tokens = folded.match(/[a-z][a-z0-9']{2,}|\p{Script=Han}+/gu)?.slice(0, MOST_FEATURES) ?? [];
  const found = new Set<number>();
  for (const token of tokens) {
    if (found.size >= MOST_FEATURES) break;
    if (/^[a-z]/.test(token)) {
      found.add(hashText(token));
      continue;
    }
    const characters = Array.from(token.slice(0, MOST_FEATURES));
    for (let at = 1; at < characters.length; at += 1) found.add(hashText(`${characters[at - 1]}${characters[at]}`));
  }
  return Uint32Array.from(found);
}

/** Weight of each of `known` words of a text with `count`: a text of other matters, where few words are known, stays as it was. */
export function shareOf(known: number, count: number): number {
  return known === 0 ? 0 : (known / count) ** 2 / Math.sqrt(known);
}

/** Adds up what was learnt of these words, bounded: never longer than 1. */
export function sumFeatures(tuning: Pick<Tuning, 'dimension' | 'vectors'>, rows: readonly number[], count: number): Float32Array {
  const { dimension, vectors } = tuning;
  const sum = new Float32Array(dimension);
  for (const row of rows) for (let i = 0; i < dimension; i += 1) sum[i]! += vectors[row * dimension + i]!;
  const share = shareOf(rows.length, count);
  let squares = 0;
  for (let i = 0; i < dimension; i += 1) squares += (sum[i]! *= share) ** 2;
  const bound = 1 / Math.sqrt(1 + squares);
  for (let i = 0; i < dimension; i += 1) sum[i]! *= bound;
  return sum;
}

/** A base vector with what was learnt behind it, of unit length; a zero vector stays zero. */
export function applyTuning(tuning: Tuning, base: Float32Array, folded: string): Float32Array {
  const vector = new Float32Array(base.length + tuning.dimension);
  if (base.every((value) => value === 0)) return vector;
  const features = featuresOf(folded);
  const rows = [...features].map((hash) => findRow(tuning.hashes, hash)).filter((row) => row >= 0);
  const learnt = sumFeatures(tuning, rows, features.length);
  vector.set(base);
  vector.set(learnt.map((value) => value * Math.sqrt(tuning.strength)), base.length);
  const norm = Math.hypot(1, Math.sqrt(tuning.strength) * Math.hypot(...learnt));
  return vector.map((value) => value / norm);
}

function findRow(hashes: Uint32Array, hash: number): number {
  let [low, high] = [0, hashes.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = hashes[middle]!;
    if (value === hash) return middle;
    if (value < hash) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Names what was learnt: the same tuning has the same checksum. */
export function checksumOf(tuning: Tuning): string {
  const numbers = Buffer.concat([tuning.hashes, tuning.vectors].map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)));
  return crc32(numbers, crc32(`${tuning.base}/${tuning.strength}`)).toString(16).padStart(8, '0');
}
