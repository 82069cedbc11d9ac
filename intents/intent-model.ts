import { foldText } from './fold-text.ts';
import { activate, scoreClasses, toProbabilities } from './network.ts';
import type { Network, Sample } from './network.ts';
import { packExamples } from './nearest-example.ts';
import type { ExampleVectors } from './nearest-example.ts';
import type { MeaningReader } from './read-meaning.ts';
import { fitVocabulary, vectorise } from './sparse.ts';
import type { Vocabulary } from './sparse.ts';
import { readFeatures } from './text-features.ts';
import { trainNetwork } from './train-network.ts';
import { trimCourtesies } from './trim-courtesies.ts';

/** A labelled text. */
export type Row = { readonly text: string; readonly intent: string };

/** A trained model of intents. */
export type IntentModel = {
  readonly intents: readonly string[];
  readonly vocabulary: Vocabulary;
  readonly network: Network;
  /** Features of the rows that it was trained on, in their order. */
  readonly examples: ExampleVectors;
};

/** A message below this confidence is out of scope. The one default for every catalogue and data set. */
export const DEFAULT_THRESHOLD = 0.28;

/** What a model reads of a text: its folded form without the courtesies around what is wanted. */
export function readText(text: string): string {
  return trimCourtesies(foldText(text));
}

/** What a model looks at in a text that `readText` has read. */
export function toSample(read: string, vocabulary: Vocabulary, meaning: MeaningReader): Sample {
  return { sparse: vectorise(readFeatures(read, meaning.readWords), vocabulary), dense: meaning.read(read) };
}

/** How to train. */
export type ModelTraining = {
  /** Hears the share that is done, in (0, 1]. */
  readonly onProgress?: ((share: number) => void) | undefined;
  /** Hidden units of each part of the network; what intents need when left out. */
  readonly width?: number;
  /** Features in fewer texts are left out; none when left out. */
  readonly fewestTexts?: number;
};

/** Trains a model; the same rows give the same model. */
export async function trainIntentModel(rows: readonly Row[], meaning: MeaningReader, { onProgress, width, fewestTexts }: ModelTraining = {}): Promise<IntentModel> {
  const intents = [...new Set(rows.map((row) => row.intent))].toSorted();
  const classOf = new Map(intents.map((intent, at) => [intent, at]));
  const texts = rows.map((row) => readText(row.text));
  const features = texts.map((text) => readFeatures(text, meaning.readWords));
  const vocabulary = fitVocabulary(features, fewestTexts);
  const samples = features.map((read, at): Sample => ({ sparse: vectorise(read, vocabulary), dense: meaning.read(texts[at] ?? '') }));
  const labels = rows.map((row) => classOf.get(row.intent) ?? 0);
  const network = await trainNetwork(samples, labels, {
    slots: vocabulary.idf.length,
    classes: intents.length,
    ...(onProgress === undefined ? {} : { onPass: onProgress }),
    ...(width === undefined ? {} : { width }),
  });
  return { intents, vocabulary, network, examples: packExamples(samples.map(({ sparse }) => sparse)) };
}

/** What a model makes of a sample: the values of its hidden units, and the confidence of every intent in the order of `model.intents`. */
export type Judgement = { readonly units: Float32Array; readonly confidences: Float32Array };

/** The probability of every intent in the order of `model.intents`; all are 0 where the text holds no known feature. */
export function judgeAll(model: IntentModel, sample: Sample): Float32Array {
  return sample.sparse.slots.length === 0 ? new Float32Array(model.intents.length) : toProbabilities(scoreClasses(model.network, activate(model.network, sample)));
}

/** Judges a sample; all confidences are 0 where the text holds no known feature. */
export function judge(model: IntentModel, sample: Sample): Judgement {
  const units = activate(model.network, sample);
  const isBlank = sample.sparse.slots.length === 0 || model.intents.length === 0;
  return { units, confidences: isBlank ? new Float32Array(model.intents.length) : doubt(toProbabilities(scoreClasses(model.network, units))) };
}

/** How much the spread over all intents counts beside the best one's probability. */
const SPREAD = 0.25;

/**
 * Probabilities as confidences, in place: lowered where the best is followed by a long tail of little ones, as of messages
 * that no intent fits, rather than by one rival. The best becomes the geometric mean of itself (`1 - SPREAD`) and of the
 * root of 1 / perplexity (`SPREAD`), where that is less; the others fall with it. Perplexity tells what is out of scope
 * better than the best probability does.
 */
function doubt(probabilities: Float32Array): Float32Array {
  let [best, entropy] = [0, 0];
  for (const probability of probabilities) {
    best = Math.max(best, probability);
    if (probability > 0) entropy -= probability * Math.log(probability);
  }
  const share = Math.min(1, (best * Math.exp(entropy / 2)) ** -SPREAD);
  for (let k = 0; k < probabilities.length; k += 1) probabilities[k]! *= share;
  return probabilities;
}
