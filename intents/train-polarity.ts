import { foldText } from './fold-text.ts';
import { POLARITY_BUCKETS, polarityFeatures } from './polarity-features.ts';
import type { PolarityWeights } from './polarity-file.ts';

/** A text that praises (1) or blames (0), with the kind of thing that it is about where that is known. */
export type Opinion = { readonly text: string; readonly label: 0 | 1; readonly cat?: string };

type Sample = { readonly features: Int32Array; readonly label: number; readonly fold: string };
type Linear = { readonly weights: Float32Array; readonly bias: number };

const POWER = 0.35;
const PASSES = 4;
const RATE = 0.1;
const DECAY = 1e-6;
/** Texts with fewer features than this are as long as messages; the odds are fitted to them. */
const SHORT = 90;
/** Kinds with fewer texts than this say little about texts never trained on. */
const ENOUGH = 2_000;
/** Parts into which texts without a kind are cut. */
const PARTS = 4;

/**
 * Weights learnt from opinions, each text once, by logistic regression; the slope is fitted on kinds (or parts) that
 * were left out of training, so that odds hold for texts of other kinds. `onProgress` hears the share that is done.
 * The same opinions give the same weights.
 */
export function trainPolarity(opinions: readonly Opinion[], onProgress: (share: number) => void = () => {}): PolarityWeights {
  const samples = toSamples(opinions);
  const counts = new Map<string, number>();
  for (const { fold } of samples) counts.set(fold, (counts.get(fold) ?? 0) + 1);
  const folds = [...counts].filter(([, count]) => count >= Math.min(ENOUGH, samples.length / (2 * PARTS))).map(([fold]) => fold);
  const held = folds.flatMap((fold, at) => {
    const model = train(samples.filter((sample) => sample.fold !== fold));
    onProgress((at + 1) / (folds.length + 1));
    return samples
      .filter((sample) => sample.fold === fold && sample.features.length < SHORT)
      .map(({ features, label }) => ({ value: score(model, features), label }));
  });
  const { weights, bias } = train(samples);
  onProgress(1);
  const scale = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-9) / 127;
  return { weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)), scale, bias, power: POWER, slope: fitSlope(held) };
}

function toSamples(opinions: readonly Opinion[]): Sample[] {
  const seen = new Set<string>();
  return opinions.flatMap(({ text, label, cat }, at) => {
    if (seen.has(text)) return [];
    seen.add(text);
    return [{ features: polarityFeatures(foldText(text)), label, fold: cat ?? String(at % PARTS) }];
  });
}

/** Logistic regression with AdaGrad (Duchi, Hazan and Singer 2011) in a fixed random order. */
function train(samples: readonly Sample[]): Linear {
  const weights = new Float32Array(POLARITY_BUCKETS);
  const squares = new Float32Array(POLARITY_BUCKETS).fill(1e-6);
  let bias = 0;
  let biasSquares = 1e-6;
  const random = createRandom(20_261_122);
  const order = Int32Array.from(samples.keys());
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1));
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    for (const at of order) {
      const { features, label } = samples[at]!;
      if (features.length === 0) continue;
      const share = features.length ** -POWER;
      const error = 1 / (1 + Math.exp(-score({ weights, bias }, features))) - label;
      for (const bucket of features) {
        const gradient = error * share + DECAY * weights[bucket]!;
        squares[bucket]! += gradient * gradient;
        weights[bucket]! -= (RATE * gradient) / Math.sqrt(squares[bucket]!);
      }
      biasSquares += error * error;
      bias -= (RATE * error) / Math.sqrt(biasSquares);
    }
  }
  return { weights, bias };
}

function score({ weights, bias }: Linear, features: Int32Array): number {
  let sum = 0;
  for (const bucket of features) sum += weights[bucket]!;
  return bias + sum / Math.max(1, features.length) ** POWER;
}

/** The factor that makes odds of scores (Platt 1999, without an intercept), by Newton's method with half steps. */
function fitSlope(held: readonly { readonly value: number; readonly label: number }[]): number {
  let fitted = 1;
  for (let step = 0; step < 100 && held.length > 0; step += 1) {
    let [gradient, curvature] = [0, 1e-9];
    for (const { value, label } of held) {
      const chance = 1 / (1 + Math.exp(-fitted * value));
      gradient += (label - chance) * value;
      curvature += chance * (1 - chance) * value * value;
    }
    fitted = Math.min(10, Math.max(0.1, fitted + (0.5 * gradient) / curvature));
  }
  return fitted;
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
