import type { SignalKind } from '#core/understanding.ts';
import { foldText } from './fold-text.ts';
import { judgeAll } from './intent-model.ts';
import type { IntentModel } from './intent-model.ts';
import type { Sample } from './network.ts';
import type { MeaningReader } from './read-meaning.ts';
import { readFeatures } from './text-features.ts';
import { trainNetwork } from './train-network.ts';
import { trimCourtesies } from './trim-courtesies.ts';

/** A text that stands for a signal, or for none. */
export type SignalExample = {
  readonly text: string;
  readonly signal: SignalKind | null;
  /** How often it is learnt from in each pass; once when left out. */
  readonly times?: number;
};

/** What a text sounds like: the log-odds of any signal, and which one it would be, as shares of 1. */
export type HeardSignals = { readonly odds: number; readonly shares: ReadonlyMap<SignalKind, number> };

/** Hears signals in a folded text by all its words at once; `known` is the meaning of a part of it that has been read already. */
export type SignalHearer = (folded: string, known?: { readonly read: string; readonly meaning: Float32Array }) => HeardSignals;

const KINDS: readonly SignalKind[] = ['complaint', 'danger', 'law', 'leaving', 'person'];
const CLASSES = ['none', ...KINDS];
/** Features share so many inputs, a power of two: few classes need no table of their own for each feature. */
const [SLOT_BITS, WIDTH] = [16, 64];
/** Weight of pairs of words and their kinds beside neighbouring words, as in `sparse.ts`. */
const APART = 0.7;
/** A probability is never further from 0 and 1 than this. */
const LEAST = 1e-6;

/** A model that tells signals from ordinary messages. The same examples give the same model. */
export async function trainSignalModel(examples: readonly SignalExample[], meaning: MeaningReader): Promise<IntentModel> {
  const samples: Sample[] = [];
  const labels: number[] = [];
  for (const { text, signal, times = 1 } of examples) {
    const sample = toSignalSample(foldText(text), meaning);
    for (let i = 0; i < times; i += 1) {
      samples.push(sample);
      labels.push(CLASSES.indexOf(signal ?? 'none'));
    }
  }
  const network = await trainNetwork(samples, labels, { slots: 1 << SLOT_BITS, classes: CLASSES.length, width: WIDTH });
  return {
    intents: CLASSES,
    vocabulary: { buckets: new Int32Array(), slots: new Int32Array(), idf: new Float32Array(1 << SLOT_BITS) },
    network,
    examples: { starts: new Int32Array(1), slots: new Int32Array(), values: new Uint8Array() },
  };
}

/**
 * A hearer by a trained model. `surplus` is by how much ordinary messages are more frequent among its examples than among
 * messages, in log-odds: the odds are set right by it.
 */
export function createSignalHearer(model: IntentModel, meaning: MeaningReader, surplus = 0): SignalHearer {
  return (folded, known) => {
    const [none = 1, ...rest] = judgeAll(model, toSignalSample(folded, meaning, known));
    const whichever = rest.reduce((sum, one) => sum + one, 0);
    return { odds: Math.log((whichever + LEAST) / (none + LEAST)) + surplus, shares: new Map(KINDS.map((kind, at) => [kind, (rest[at] ?? 0) / (whichever + LEAST)])) };
  };
}

function toSignalSample(folded: string, meaning: MeaningReader, known?: Parameters<SignalHearer>[1]): Sample {
  const read = trimCourtesies(folded);
  const { buckets, apart } = readFeatures(read, meaning.readWords);
  const weights = new Map<number, number>();
  buckets.forEach((bucket, at) => {
    const slot = Math.imul(bucket, 0x9e3779b1) >>> (32 - SLOT_BITS);
    weights.set(slot, Math.max(weights.get(slot) ?? 0, at < apart ? 1 : APART));
  });
  const length = Math.hypot(...weights.values()) || 1;
  return {
    sparse: { slots: Int32Array.from(weights.keys()), values: Float32Array.from(weights.values(), (weight) => weight / length), known: 1 },
    dense: known?.read === read ? known.meaning : meaning.read(read),
  };
}
