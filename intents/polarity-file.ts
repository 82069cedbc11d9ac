import { crc32 } from 'node:zlib';
import { BatonError } from '#core/errors.ts';

/** Weights that tell praise from blame. Log-odds of praise = slope × (bias + scale × Σ weights / features^power). */
export type PolarityWeights = {
  /** One 8-bit weight a bucket (see `polarityFeatures`). */
  readonly weights: Int8Array;
  /** What one step of a weight is worth. */
  readonly scale: number;
  readonly bias: number;
  /** Power of the number of features by which a text's sum is divided, so that long texts are not surer than short ones. */
  readonly power: number;
  /** Makes odds of scores for texts of kinds that were never trained on. */
  readonly slope: number;
};

const MAGIC = Buffer.from('BATONPO1');
const HEADER = MAGIC.length + 4 + 4 * 8;

/** The bytes of a polarity file: magic, CRC-32 of the rest, four numbers (f64, little-endian), one byte a weight. */
export function encodePolarity({ weights, scale, bias, power, slope }: PolarityWeights): Buffer {
  const file = Buffer.alloc(HEADER + weights.length);
  MAGIC.copy(file);
  [scale, bias, power, slope].forEach((number, at) => file.writeDoubleLE(number, MAGIC.length + 4 + at * 8));
  Buffer.from(weights.buffer, weights.byteOffset, weights.length).copy(file, HEADER);
  file.writeUInt32LE(crc32(file.subarray(MAGIC.length + 4)), MAGIC.length);
  return file;
}

/** The weights of such bytes. Throws `unavailable` when they are of another kind, of another size or damaged. */
export function decodePolarity(file: Buffer, buckets: number): PolarityWeights {
  const isWhole =
    file.length === HEADER + buckets &&
    file.subarray(0, MAGIC.length).equals(MAGIC) &&
    file.readUInt32LE(MAGIC.length) === crc32(file.subarray(MAGIC.length + 4));
  if (!isWhole) throw new BatonError('unavailable', 'The polarity weights are damaged or of another version. Take the file from the release, or make it with "node scripts/build-polarity.ts --data FILE".');
  const [scale = 0, bias = 0, power = 0, slope = 0] = [0, 1, 2, 3].map((at) => file.readDoubleLE(MAGIC.length + 4 + at * 8));
  return { weights: new Int8Array(file.buffer, file.byteOffset + HEADER, buckets), scale, bias, power, slope };
}
