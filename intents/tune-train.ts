import { setImmediate as breathe } from 'node:timers/promises';
import { dot } from './vectors/direction.ts';
import { featuresOf, shareOf, sumFeatures } from './tune-model.ts';
import type { Tuning } from './tune-model.ts';

/** A text as training sees it: folded, and its base vector. */
export type TuneText = { readonly folded: string; readonly base: Float32Array };

/** Two texts that mean the same (or, with `isSame` false, do not). Texts of one group are never held against each other. */
export type TunePair = { readonly a: TuneText; readonly b: TuneText; readonly group: string; readonly isSame: boolean };

const DIMENSION = 64;
const BATCH = 64;
const PASSES = 6;
/** Words in more than this share of the texts say nothing of a topic; they would only disturb other texts. */
const COMMON = 0.03;
const RATE = 0.1;
/** Sharpness of the comparison within a batch, and of the judgement of single pairs. */
const SHARPNESS = 12;

/**
 * Learns what the base vectors lack: texts of a pair shall be nearer to each other than to the other texts of their batch
 * (in-batch softmax; van den Oord et al. 2018), and pairs that are known to differ shall lie apart (logistic loss). Steps by
 * AdaGrad. The same pairs give the same result. `onPass` hears the share done, in (0, 1].
 */
export async function trainTuning(pairs: readonly TunePair[], base: string, strength: number, onPass?: (share: number) => void): Promise<Tuning> {
  const featureSets = new Map<TuneText, Uint32Array>();
  for (const { a, b } of pairs) for (const text of [a, b]) if (!featureSets.has(text)) featureSets.set(text, featuresOf(text.folded));
  const hashes = usefulFeatures(featureSets.values(), featureSets.size);
  const rowOf = new Map(Array.from(hashes, (hash, row) => [hash, row]));
  const rows = new Map([...featureSets].map(([text, features]) => [text, [...features].flatMap((hash) => rowOf.get(hash) ?? [])]));
  const random = createRandom();
  const vectors = Float32Array.from({ length: hashes.length * DIMENSION }, () => (random() - 0.5) * 0.2);
  const tuning: Tuning = { base, dimension: DIMENSION, strength, hashes, vectors };
  const squares = new Float32Array(vectors.length).fill(1e-4);
  const sum = (text: TuneText) => sumFeatures(tuning, rows.get(text) ?? [], featureSets.get(text)?.length ?? 1);
  const step = (text: TuneText, learnt: Float32Array, gradient: Float32Array) => {
    // Through the bound of `sumFeatures`: learnt = t / √(1 + t²), and so 1 + t² = 1 / (1 − learnt²).
    const shrink = Math.sqrt(Math.max(1e-3, 1 - dot(learnt, learnt))) * shareOf(rows.get(text)?.length ?? 0, featureSets.get(text)?.length ?? 1);
    const along = dot(learnt, gradient);
    for (const row of rows.get(text) ?? []) {
      for (let i = 0; i < DIMENSION; i += 1) {
        const slope = (gradient[i]! - learnt[i]! * along) * shrink;
        const at = row * DIMENSION + i;
        squares[at]! += slope * slope;
        vectors[at]! -= (RATE * slope) / Math.sqrt(squares[at]!);
      }
    }
  };
  const order = pairs.map((_, at) => at);
  let middle = 0.5;
  for (let pass = 0; pass < PASSES; pass += 1) {
    shuffle(order, random);
    for (let from = 0; from < order.length; from += BATCH) {
      const batch = order.slice(from, from + BATCH).map((at) => pairs[at]!);
      const left = batch.map(({ a }) => sum(a));
      const right = batch.map(({ b }) => sum(b));
      const likeness = batch.map(({ a }, i) => batch.map(({ b }, k) => (dot(a.base, b.base) + strength * dot(left[i]!, right[k]!)) * SHARPNESS));
      const slopes = softmaxSlopes(batch, likeness);
      batch.forEach(({ isSame }, i) => {
        if (batch.every((pair) => pair.isSame)) return;
        const error = 1 / (1 + Math.exp(middle * SHARPNESS - likeness[i]![i]!)) - (isSame ? 1 : 0);
        slopes[i]![i]! += error * 2;
        middle -= 0.002 * -error;
      });
      batch.forEach(({ a, b }, i) => {
        step(a, left[i]!, weighed(right, (k) => slopes[i]![k]!));
        step(b, right[i]!, weighed(left, (k) => slopes[k]![i]!));
      });
    }
    onPass?.((pass + 1) / PASSES);
    await breathe();
  }
  return tuning;
}

/** Slopes of the softmax losses over rows and columns of a batch, by pair of texts. */
function softmaxSlopes(batch: readonly TunePair[], likeness: readonly (readonly number[])[]): number[][] {
  const slopes = batch.map(() => batch.map(() => 0));
  const isRival = (i: number, k: number) => i === k || batch[i]!.group !== batch[k]!.group;
  batch.forEach(({ isSame }, i) => {
    if (!isSame) return;
    for (const isRow of [true, false]) {
      const value = (k: number) => (isRow ? likeness[i]![k]! : likeness[k]![i]!);
      let total = 0;
      const shares = batch.map((_, k) => (isRival(i, k) ? Math.exp(value(k) - SHARPNESS) : 0));
      for (const share of shares) total += share;
      shares.forEach((share, k) => {
        const slope = share / total - (i === k ? 1 : 0);
        if (isRow) slopes[i]![k]! += slope;
        else slopes[k]![i]! += slope;
      });
    }
  });
  return slopes;
}

function weighed(vectors: readonly Float32Array[], weight: (at: number) => number): Float32Array {
  const sum = new Float32Array(DIMENSION);
  vectors.forEach((vector, at) => {
    const factor = weight(at);
    if (factor !== 0) for (let i = 0; i < DIMENSION; i += 1) sum[i]! += factor * vector[i]!;
  });
  return sum;
}

/** Features of at least two texts and not of too many, ascending: others bring nothing together. */
function usefulFeatures(sets: Iterable<Uint32Array>, texts: number): Uint32Array {
  const counts = new Map<number, number>();
  for (const features of sets) for (const hash of features) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  return Uint32Array.from([...counts].filter(([, count]) => count > 1 && count <= Math.max(20, COMMON * texts)).map(([hash]) => hash)).sort();
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const k = Math.floor(random() * (i + 1));
    [order[i], order[k]] = [order[k]!, order[i]!];
  }
}

function createRandom(): () => number {
  let state = 42;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
