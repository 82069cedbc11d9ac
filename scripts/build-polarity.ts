// Makes intents/polarity.bin from reviews: node scripts/build-polarity.ts --data FILE [--out FILE]
// FILE is JSONL with rows {"text", "label": 1 = praise or 0 = blame, "cat": kind of goods}. The model card is
// intents/polarity.md. The same rows give the same file.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { foldText } from '../intents/fold-text.ts';
import { POLARITY_BUCKETS, polarityFeatures } from '../intents/polarity-features.ts';
import { encodePolarity } from '../intents/polarity-file.ts';

type Review = { readonly features: Int32Array; readonly label: number; readonly cat: string };
type Trained = { readonly weights: Float32Array; readonly bias: number };

const POWER = 0.35;
const PASSES = 4;
const RATE = 0.1;
const DECAY = 1e-6;
/** Texts with fewer features than this are as long as messages; the odds are fitted to them. */
const SHORT = 90;
/** Kinds with fewer reviews than this say little about texts never trained on. */
const ENOUGH = 2_000;

const { values } = parseArgs({ options: { data: { type: 'string' }, out: { type: 'string' } } });
if (values.data === undefined) throw new Error('--data FILE is missing: JSONL with rows {"text", "label", "cat"}.');
const reviews = await readReviews(values.data);
const slope = fitSlope(reviews);
const { weights, bias } = train(reviews);
const scale = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127;
const out = values.out ?? fileURLToPath(new URL('../intents/polarity.bin', import.meta.url));
const file = encodePolarity({ weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)), scale, bias, power: POWER, slope });
await writeFile(out, file);
process.stdout.write(`${out}: ${(file.length / 1e6).toFixed(2)} MB from ${reviews.length} reviews, slope ${slope.toFixed(3)}\n`);

async function readReviews(path: string): Promise<Review[]> {
  const seen = new Set<string>();
  const rows: Review[] = [];
  for (const line of (await readFile(path, 'utf8')).split('\n')) {
    if (line.trim() === '') continue;
    const { text, label, cat } = JSON.parse(line) as { text: string; label: number; cat?: string };
    if (seen.has(text)) continue;
    seen.add(text);
    rows.push({ features: polarityFeatures(foldText(text)), label, cat: cat ?? '' });
  }
  return rows;
}

/** Logistic regression with AdaGrad (Duchi, Hazan and Singer 2011) in a fixed random order. */
function train(rows: readonly Review[]): Trained {
  const weights = new Float32Array(POLARITY_BUCKETS);
  const squares = new Float32Array(POLARITY_BUCKETS).fill(1e-6);
  let bias = 0;
  let biasSquares = 1e-6;
  const random = createRandom(20_261_122);
  const order = Int32Array.from(rows.keys());
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1));
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    for (const at of order) {
      const { features, label } = rows[at]!;
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

function score({ weights, bias }: Trained, features: Int32Array): number {
  let sum = 0;
  for (const bucket of features) sum += weights[bucket]!;
  return bias + sum / Math.max(1, features.length) ** POWER;
}

/** The factor that makes odds of scores, fitted on kinds of goods that were left out of training (Platt 1999, without an intercept). */
function fitSlope(rows: readonly Review[]): number {
  const cats = [...new Set(rows.map(({ cat }) => cat))].filter((cat) => rows.filter((row) => row.cat === cat).length >= ENOUGH);
  const held = cats.flatMap((cat) => {
    const model = train(rows.filter((row) => row.cat !== cat));
    const own = rows.filter((row) => row.cat === cat);
    const outcomes = own.map(({ features, label }) => ({ value: score(model, features), label, isShort: features.length < SHORT }));
    const right = outcomes.filter(({ value, label }) => value > 0 === (label === 1)).length;
    process.stdout.write(`${cat}: ${(right / own.length).toFixed(3)} of ${own.length} right without having seen any\n`);
    return outcomes.filter(({ isShort }) => isShort);
  });
  if (held.length === 0) return 1;
  let fitted = 1;
  for (let step = 0; step < 100; step += 1) {
    let [gradient, curvature] = [0, 1e-9];
    for (const { value, label } of held) {
      const chance = 1 / (1 + Math.exp(-fitted * value));
      gradient += (label - chance) * value;
      curvature += chance * (1 - chance) * value * value;
    }
    fitted += (0.5 * gradient) / curvature;
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
