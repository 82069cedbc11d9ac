import { eachFeature, tokenise } from './features.ts';
import type { Token } from './features.ts';
import type { IntentModel } from './intent-model.ts';
import { weighFeature } from './network.ts';
import { findSlot } from './sparse.ts';

/** Function words that explain nothing to a reader. */
const DULL = new Set('的 了 我 你 是 在 吗 呢 吧 啊 有 a an the i to of is it my me you in on for and do can ? !'.split(' '));

/**
 * The words of a folded text that spoke most for an intent, best first, at most `limit`: the weights of a word's
 * features against the mean of all intents, through the hidden units that speak (`units`), shared by the words that a
 * feature covers; neighbouring characters that speak for it are joined.
 */
export function explainIntent(model: IntentModel, folded: string, units: Float32Array, intent: string, limit = 5): string[] {
  const tokens = tokenise(folded);
  const target = model.intents.indexOf(intent);
  if (target < 0) return [];
  const scores = scoreTokens(model, tokens, units, target);
  const mean = scores.reduce((sum, score) => sum + Math.max(0, score), 0) / Math.max(1, scores.length);
  const pieces: { text: string; score: number }[] = [];
  for (let at = 0; at < tokens.length; ) {
    const first = tokens[at]!;
    let next = at + 1;
    let score = scores[at]!;
    while (first.isHan && score > 0 && next < tokens.length && next - at < 4 && tokens[next]!.isHan && tokens[next]!.start === tokens[next - 1]!.end) {
      if (scores[next]! < mean * 0.6) break;
      score += scores[next]!;
      next += 1;
    }
    pieces.push({ text: folded.slice(first.start, tokens[next - 1]!.end), score });
    at = next;
  }
  const best = new Map<string, number>();
  for (const { text, score } of pieces) if (score > 0 && !DULL.has(text)) best.set(text, Math.max(score, best.get(text) ?? 0));
  const words = [...best].toSorted((a, b) => b[1] - a[1]).map(([text]) => text);
  const telling = words.filter((word) => Array.from(word).length > 1);
  return (telling.length > 0 ? telling : words).slice(0, limit);
}

function scoreTokens(model: IntentModel, tokens: readonly Token[], units: Float32Array, target: number): Float64Array {
  const { vocabulary, network } = model;
  const pull = pullOfUnits(model, units, target);
  const scores = new Float64Array(tokens.length);
  eachFeature(tokens, (bucket, first, last) => {
    const slot = findSlot(vocabulary, bucket);
    if (slot < 0) return;
    const share = (weighFeature(network, slot, pull) * vocabulary.idf[slot]!) / (last - first + 1);
    for (let at = first; at <= last; at += 1) scores[at]! += share;
  });
  return scores;
}

/** How much each unit that speaks pulls towards the intent, against the mean of all intents. */
function pullOfUnits({ network: { classes, unitWeights } }: IntentModel, units: Float32Array, target: number): Float32Array {
  return units.map((value, unit) => {
    if (value <= 0) return 0;
    let sum = 0;
    for (let k = 0; k < classes; k += 1) sum += unitWeights[unit * classes + k]!;
    return unitWeights[unit * classes + target]! - sum / classes;
  });
}
