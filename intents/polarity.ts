import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { BatonError } from '#core/errors.ts';
import { POLARITY_BUCKETS, polarityFeatures } from './polarity-features.ts';
import { decodePolarity } from './polarity-file.ts';
import type { PolarityWeights } from './polarity-file.ts';

/** Log-odds that a folded Chinese text praises rather than blames; `undefined` for texts with less than two Han characters. */
export type PolarityReader = (folded: string) => number | undefined;

/**
 * Share of praise among what customers write to a shop with praise or blame in it: one in three. The weights come from
 * as many good as bad reviews, so odds are corrected by it (Elkan 2001).
 */
export const SHARE_OF_PRAISE = 1 / 3;

const SHIPPED = fileURLToPath(new URL('./polarity.bin', import.meta.url));
let shipped: Promise<PolarityReader> | undefined;

/** The reader of the weights that come with Baton, loaded once. Throws `unavailable` when the file is missing or damaged. */
export function loadPolarity(): Promise<PolarityReader> {
  shipped ??= read(SHIPPED).catch((error: unknown) => {
    shipped = undefined;
    throw error;
  });
  return shipped;
}

/** A reader with these weights. */
export function createPolarityReader({ weights, scale, bias, power, slope }: PolarityWeights): PolarityReader {
  const prior = Math.log(SHARE_OF_PRAISE / (1 - SHARE_OF_PRAISE));
  return (folded) => {
    if (!/\p{Script=Han}.*\p{Script=Han}/su.test(folded.slice(0, 2_000))) return undefined;
    const features = polarityFeatures(folded);
    let sum = 0;
    for (const bucket of features) sum += weights[bucket]!;
    return slope * (bias + (scale * sum) / features.length ** power) + prior;
  };
}

async function read(file: string): Promise<PolarityReader> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new BatonError('unavailable', `The polarity weights ${file} cannot be read. Take the file from the release, or make it with "node scripts/build-polarity.ts --data FILE".`, { cause });
  }
  return createPolarityReader(decodePolarity(bytes, POLARITY_BUCKETS));
}
