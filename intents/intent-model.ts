import type { TextEmbedder } from './embed-text.ts';
import { foldText } from './fold-text.ts';
import { scoreClasses, toProbabilities, trainSoftmax } from './softmax.ts';
import type { LinearModel, Sample } from './softmax.ts';
import { fitVocabulary, vectorise } from './sparse.ts';
import type { SparseVector, Vocabulary } from './sparse.ts';

/** A labelled text. */
export type Row = { readonly text: string; readonly intent: string };

/** A trained model of intents. */
export type IntentModel = {
  readonly intents: readonly string[];
  readonly vocabulary: Vocabulary;
  readonly linear: LinearModel;
  /** Features of the rows that it was trained on, in their order. */
  readonly examples: readonly SparseVector[];
};

/** A message below this confidence is out of scope. The one default for every catalogue and data set. */
export const DEFAULT_THRESHOLD = 0.38;

/** Length of a meaning vector beside features of length 1. */
const DENSE_SHARE = 1.2;

/** What a model looks at in a folded text. */
export function toSample(folded: string, vocabulary: Vocabulary, embed: TextEmbedder): Sample {
  return { sparse: vectorise(folded, vocabulary), dense: embed(folded).map((value) => value * DENSE_SHARE) };
}

/** Trains a model; the same rows give the same model. `onProgress` hears the share that is done, in (0, 1]. */
export async function trainIntentModel(
  rows: readonly Row[],
  embed: TextEmbedder,
  onProgress?: (share: number) => void,
): Promise<IntentModel> {
  const intents = [...new Set(rows.map((row) => row.intent))].toSorted();
  const classOf = new Map(intents.map((intent, at) => [intent, at]));
  const vocabulary = fitVocabulary(rows.map((row) => row.text));
  const samples = rows.map((row) => toSample(foldText(row.text), vocabulary, embed));
  const labels = rows.map((row) => classOf.get(row.intent) ?? 0);
  const linear = await trainSoftmax(samples, labels, {
    slots: vocabulary.buckets.length,
    dimension: samples[0]?.dense.length ?? 0,
    classes: intents.length,
    ...(onProgress === undefined ? {} : { onPass: onProgress }),
  });
  return { intents, vocabulary, linear, examples: samples.map(({ sparse }) => sparse) };
}

/** Confidence of every intent, in the order of `model.intents`; all 0 where the text holds no known feature. */
export function judge(model: IntentModel, sample: Sample): Float32Array {
  if (sample.sparse.slots.length === 0 || model.intents.length === 0) return new Float32Array(model.intents.length);
  return toProbabilities(scoreClasses(model.linear, sample));
}
