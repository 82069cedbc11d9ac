import { activate, packWeights, scoreClasses, toProbabilities } from './network.ts';
import type { Network, Sample } from './network.ts';
import { trainBeside } from './train-beside.ts';
import { trainPart } from './train-part.ts';
import type { PartTask, PartWeights } from './train-part.ts';
import { packRows } from './training-rows.ts';

/** How to train. The one default serves every data set. */
export type TrainingOptions = {
  readonly slots: number;
  readonly classes: number;
  /** Hidden units of each part, an even number; what intents need when left out. */
  readonly width?: number;
  /** Hears the share that is done, in (0, 1]. */
  readonly onPass?: (share: number) => void;
};

/** What intents need: half of it loses a little on large catalogues. */
const WIDTH = 192;
/** Up to so many rows the confidence is set right by every fifth row, held out. */
const [ROWS_TO_CALIBRATE, HELD_OUT] = [6_000, 5];
/**
 * Parts that learn apart and answer together err less than one of their size (Hansen, Salamon 1990). With few rows the
 * third training goes into calibration instead, and the model stays small.
 */
const [SEEDS_OF_FEW, SEEDS_OF_MANY, CALIBRATION_SEED] = [[1, 2], [1, 2, 4], 3];
/** How much surer many rows make of a part than dropout leaves it; found on held-out training rows. */
const SHARPNESS_OF_MANY = 1.12;

/** A network of two or three parts, which learn side by side on two cores. The same input gives the same network. */
export async function trainNetwork(samples: readonly Sample[], labels: readonly number[], { slots, classes, width = WIDTH, onPass }: TrainingOptions): Promise<Network> {
  const rows = packRows(samples, labels);
  const all = Int32Array.from(samples.keys());
  const isCalibrated = samples.length <= ROWS_TO_CALIBRATE && samples.length >= 2 * HELD_OUT;
  const seeds = samples.length <= ROWS_TO_CALIBRATE ? SEEDS_OF_FEW : SEEDS_OF_MANY;
  const held = isCalibrated ? all.filter((row) => row % HELD_OUT === HELD_OUT - 1) : new Int32Array();
  const shares = new Map<number, number>();
  const hear = (seed: number) => (share: number) => {
    shares.set(seed, share);
    onPass?.([...shares.values()].reduce((sum, one) => sum + one, 0) / (seeds.length + (isCalibrated ? 1 : 0)));
  };
  const task = (seed: number, chosen: Int32Array): PartTask => ({ rows, chosen, slots, classes, width, seed });
  const calibrate = async (): Promise<number> => {
    if (!isCalibrated) return samples.length > ROWS_TO_CALIBRATE ? SHARPNESS_OF_MANY : 1;
    const part = await trainPart(task(CALIBRATION_SEED, all.filter((row) => row % HELD_OUT !== HELD_OUT - 1)), hear(CALIBRATION_SEED));
    return findSharpness(joinParts([part], { width, slots, classes, sharpness: 1 }), [...held].map((row) => ({ sample: samples[row]!, label: labels[row]! })));
  };
  const [sharpness, ...parts] = await Promise.all([calibrate(), ...seeds.map((seed) => trainBeside(task(seed, all), hear(seed)))]);
  return joinParts(parts, { width, slots, classes, sharpness });
}

/**
 * How much surer a part should be than it is, by rows that it did not learn from (temperature scaling, Guo et al. 2017):
 * with few rows dropout makes it far too modest. Many rows teach that by themselves.
 */
function findSharpness(network: Network, held: readonly { readonly sample: Sample; readonly label: number }[]): number {
  const scored = held.map(({ sample, label }) => ({ scores: scoreClasses(network, activate(network, sample)), label }));
  let best = { sharpness: 1, loss: Infinity };
  for (let sharpness = 1; sharpness <= 3; sharpness += 0.1) {
    let loss = 0;
    for (const { scores, label } of scored) loss -= Math.log(1e-9 + toProbabilities(scores.map((score) => score * sharpness))[label]!);
    if (loss < best.loss) best = { sharpness, loss };
  }
  return best.sharpness;
}

/** One network of the units of all parts; its scores are the mean of theirs, times `sharpness`. */
function joinParts(parts: readonly PartWeights[], { width, slots, classes, sharpness }: Record<'width' | 'slots' | 'classes' | 'sharpness', number>): Network {
  const hidden = width * parts.length;
  const inputBias = new Float32Array(hidden);
  const unitWeights = new Float32Array(hidden * classes);
  const unitBias = new Float32Array(classes);
  parts.forEach((part, at) => {
    inputBias.set(part.inputBias, at * width);
    unitWeights.set(part.unitWeights.map((weight) => (weight * sharpness) / parts.length), at * width * classes);
    for (let k = 0; k < classes; k += 1) unitBias[k]! += (part.unitBias[k]! * sharpness) / parts.length;
  });
  const packed = packWeights(parts.map(({ inputWeights }) => inputWeights), width, slots);
  return { classes, hidden, inputBias, unitWeights, unitBias, ...packed };
}
