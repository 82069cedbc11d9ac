import { DEFAULT_THRESHOLD, judge, readText, toSample, trainIntentModel } from './intent-model.ts';
import type { IntentModel, Row } from './intent-model.ts';
import { createMeaningReader } from './read-meaning.ts';

/** Rows with this intent are out of scope: never trained on, to be rejected in the test. */
export const OUT_OF_SCOPE = 'oos';

/** Figures of one evaluation. Shares are in [0, 1]; `undefined` where the test rows do not allow the figure. */
export type IntentReport = {
  /** Rows trained on and tested with. */
  readonly rows: { readonly train: number; readonly test: number };
  /** Correct first guesses among in-scope rows, without a threshold. */
  readonly accuracy: number;
  /** In-scope rows with a correct first guess at or above the default threshold. */
  readonly inScopeAccuracy: number;
  /** Out-of-scope rows that the default threshold rejects. */
  readonly oosRecall: number | undefined;
  /** Best Matthews correlation of rejection over all thresholds, with the threshold. */
  readonly bestMcc: number | undefined;
  readonly bestMccThreshold: number | undefined;
  /** Mean F1 over the intents of the test rows, without a threshold. */
  readonly macroF1: number;
  /** Expected calibration error of the first guess on in-scope rows, ten equal bins (Guo et al. 2017). */
  readonly calibrationError: number;
  /** The most frequent mistakes, at most ten. */
  readonly confusions: readonly { readonly intent: string; readonly takenFor: string; readonly count: number }[];
  readonly threshold: number;
  /** Time of training by the clock; two cores share the work. */
  readonly trainSeconds: number;
  /** Time that the processors spent on training, both together. */
  readonly trainProcessorSeconds: number;
  /** Processor time of one message. */
  readonly msPerMessage: number;
  /** Weights and vocabulary of the model, MB (10^6 bytes). */
  readonly memoryMb: number;
};

type Outcome = { readonly intent: string; readonly guess: string; readonly confidence: number };

/** Trains on one set of rows and measures on another, with the defaults that Baton uses everywhere. */
export async function evaluateIntents(
  train: readonly Row[],
  test: readonly Row[],
  options: { readonly onProgress?: (share: number) => void } = {},
): Promise<IntentReport> {
  const training = train.filter((row) => row.intent !== OUT_OF_SCOPE);
  const [began, started] = [performance.now(), process.cpuUsage()];
  const meaning = await createMeaningReader();
  const model = await trainIntentModel(training, meaning, { onProgress: options.onProgress });
  const trainSeconds = (performance.now() - began) / 1000;
  const trainProcessorSeconds = secondsSince(started);
  const trained = process.cpuUsage();
  const outcomes = test.map((row): Outcome => {
    const { confidences } = judge(model, toSample(readText(row.text), model.vocabulary, meaning));
    let best = 0;
    for (let k = 1; k < confidences.length; k += 1) if (confidences[k]! > confidences[best]!) best = k;
    return { intent: row.intent, guess: model.intents[best] ?? OUT_OF_SCOPE, confidence: confidences[best] ?? 0 };
  });
  const testSeconds = secondsSince(trained);
  const inScope = outcomes.filter((outcome) => outcome.intent !== OUT_OF_SCOPE);
  const outside = outcomes.filter((outcome) => outcome.intent === OUT_OF_SCOPE);
  const mcc = outside.length === 0 || inScope.length === 0 ? undefined : findBestMcc(outcomes);
  return {
    rows: { train: training.length, test: test.length },
    accuracy: share(inScope, isRight),
    inScopeAccuracy: share(inScope, (outcome) => isRight(outcome) && outcome.confidence >= DEFAULT_THRESHOLD),
    oosRecall: outside.length === 0 ? undefined : share(outside, (outcome) => outcome.confidence < DEFAULT_THRESHOLD),
    bestMcc: mcc?.value,
    bestMccThreshold: mcc?.threshold,
    macroF1: macroF1(inScope),
    calibrationError: calibrationError(inScope),
    confusions: countConfusions(inScope),
    threshold: DEFAULT_THRESHOLD,
    trainSeconds,
    trainProcessorSeconds,
    msPerMessage: test.length === 0 ? 0 : (testSeconds * 1000) / test.length,
    memoryMb: memoryOf(model),
  };
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function memoryOf({ network, vocabulary }: IntentModel): number {
  const weights = [network.featureScales, network.meaningWeights, network.unitWeights];
  const parts = [...weights, vocabulary.buckets, vocabulary.slots, vocabulary.idf];
  return parts.reduce((sum, { byteLength }) => sum + byteLength, network.featureWeights.bytes) / 1e6;
}

/** The first `limit` rows of each intent, in the order of the rows. */
export function firstOfEach(rows: readonly Row[], limit = Infinity): Row[] {
  const taken = new Map<string, number>();
  return rows.filter(({ intent }) => {
    const used = taken.get(intent) ?? 0;
    taken.set(intent, used + 1);
    return used < limit;
  });
}

function isRight(outcome: Outcome): boolean {
  return outcome.guess === outcome.intent;
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}

function macroF1(outcomes: readonly Outcome[]): number {
  const intents = [...new Set(outcomes.map((outcome) => outcome.intent))];
  const scores = intents.map((intent) => {
    const right = outcomes.filter((outcome) => outcome.intent === intent && isRight(outcome)).length;
    const meant = outcomes.filter((outcome) => outcome.intent === intent).length;
    const guessed = outcomes.filter((outcome) => outcome.guess === intent).length;
    return (2 * right) / (meant + guessed);
  });
  return scores.length === 0 ? 0 : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

function calibrationError(outcomes: readonly Outcome[]): number {
  const bins = Array.from({ length: 10 }, () => ({ rows: 0, right: 0, confidence: 0 }));
  for (const outcome of outcomes) {
    const bin = bins[Math.min(9, Math.floor(outcome.confidence * 10))]!;
    bin.rows += 1;
    bin.right += isRight(outcome) ? 1 : 0;
    bin.confidence += outcome.confidence;
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.right - bin.confidence), 0) / Math.max(1, outcomes.length);
}

function findBestMcc(outcomes: readonly Outcome[]): { value: number; threshold: number } {
  let best = { value: -1, threshold: 0 };
  for (let step = 1; step < 100; step += 1) {
    const threshold = step / 100;
    let [hit, miss, alarm, pass] = [0, 0, 0, 0];
    for (const { intent, confidence } of outcomes) {
      const isRejected = confidence < threshold;
      if (intent !== OUT_OF_SCOPE && isRejected) alarm += 1;
      else if (intent !== OUT_OF_SCOPE) pass += 1;
      else if (isRejected) hit += 1;
      else miss += 1;
    }
    const root = Math.sqrt((hit + alarm) * (hit + miss) * (pass + alarm) * (pass + miss));
    const value = root === 0 ? 0 : (hit * pass - alarm * miss) / root;
    if (value > best.value) best = { value, threshold };
  }
  return best;
}

function countConfusions(outcomes: readonly Outcome[]): IntentReport['confusions'] {
  const counts = new Map<string, { intent: string; takenFor: string; count: number }>();
  for (const outcome of outcomes) {
    if (isRight(outcome)) continue;
    const key = JSON.stringify([outcome.intent, outcome.guess]);
    const pair = counts.get(key) ?? { intent: outcome.intent, takenFor: outcome.guess, count: 0 };
    pair.count += 1;
    counts.set(key, pair);
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count).slice(0, 10);
}
