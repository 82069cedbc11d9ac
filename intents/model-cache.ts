import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { IntentModel, Row } from './intent-model.ts';
import { keepInMemory } from './network.ts';
import type { FeatureWeights, Network } from './network.ts';

/** Goes up whenever features or training change, so that older models are trained anew. */
const MODEL_VERSION = 12;
const MAGIC = 'BATONIM3';
/** The model of the catalogue; others say theirs. */
const INTENTS_FILE = 'intent-model.bin';

/** Names the content that a model is trained on: rows, and the checksum of the word vectors. */
export function hashRows(rows: readonly Row[], vectors: string): string {
  const hash = createHash('sha256').update(`${MODEL_VERSION}\n${vectors}\n`);
  for (const { text, intent } of rows) hash.update(`${JSON.stringify([intent, text])}\n`);
  return hash.digest('hex');
}

/** How a cached model is opened. */
export type ReadingModel = {
  /** The file's name; the catalogue's when left out. */
  readonly name?: string;
  /** Leaves the weights of features, most of a large model, on disk and reads those that a text needs: a fraction of a millisecond each time. The file stays open as long as the model is used. */
  readonly staysOnDisk?: boolean;
};

/** The cached model of this content; `undefined` when there is none or the file is damaged. Never throws. */
export async function readModel(folder: string, contentHash: string, { name = INTENTS_FILE, staysOnDisk = false }: ReadingModel = {}): Promise<IntentModel | undefined> {
  let file: number | undefined;
  let isKept = false;
  try {
    const opened = (file = openSync(path.join(folder, name), 'r'));
    const take = (from: number, bytes: number): Buffer<ArrayBuffer> => {
      const buffer = Buffer.from(new ArrayBuffer(bytes));
      if (readSync(opened, buffer, 0, bytes, from) < bytes) throw new Error('The file is too short.');
      return buffer;
    };
    const head = take(0, HEAD);
    if (head.toString('latin1', 0, MAGIC.length) !== MAGIC || head.toString('latin1', MAGIC.length, HEAD) !== (await checksumFrom(opened, HEAD))) return undefined;
    const headerBytes = take(HEAD, 4).readUInt32LE();
    const header: unknown = JSON.parse(take(HEAD + 4, headerBytes).toString());
    if (!isHeader(header) || header.contentHash !== contentHash) return undefined;
    const { hidden, dimension, slots, features, intents } = header;
    const classes = intents.length;
    let at = HEAD + 4 + headerBytes;
    const skip = (bytes: number): number => {
      const from = at;
      at += Math.ceil(bytes / 4) * 4;
      return from;
    };
    const column = (length: number, bytes = 4) => [take(skip(length * bytes), length * bytes).buffer, 0, length] as const;
    const vocabulary = { buckets: new Int32Array(...column(features)), slots: new Int32Array(...column(features)), idf: new Float32Array(...column(slots)) };
    const [unitBias, unitWeights, inputBias, featureScales] = [classes, hidden * classes, hidden, slots].map((length) => new Float32Array(...column(length))) as [Float32Array, Float32Array, Float32Array, Float32Array];
    const bytes = (slots * hidden) / 2;
    const featureWeights = staysOnDisk ? readWhenNeeded(opened, skip(bytes), hidden / 2, bytes) : keepInMemory(new Int8Array(...column(bytes, 1)), hidden);
    const network: Network = {
      classes,
      hidden,
      unitBias,
      unitWeights,
      inputBias,
      featureScales,
      featureWeights,
      meaningScales: new Float32Array(...column(dimension)),
      meaningWeights: new Int8Array(...column(dimension * hidden, 1)),
    };
    const starts = new Int32Array(...column(header.examples + 1));
    const inputs = starts.at(-1) ?? 0;
    const examples = { starts, slots: new Int32Array(...column(inputs)), values: new Uint8Array(...column(inputs, 1)) };
    isKept = staysOnDisk;
    if (isKept) openFiles.register(featureWeights, opened);
    return { intents, vocabulary, network, examples };
  } catch {
    return undefined;
  } finally {
    if (file !== undefined && !isKept) closeSync(file);
  }
}

/** What stands before the part of the file that the checksum is of. */
const HEAD = MAGIC.length + 64;
/** A file is read in pieces of this size, bytes. */
const PIECE = 1 << 20;

async function checksumFrom(file: number, from: number): Promise<string> {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(PIECE);
  for (let at = from; ; ) {
    const bytes = readSync(file, piece, 0, PIECE, at);
    if (bytes === 0) return hash.digest('hex');
    hash.update(piece.subarray(0, bytes));
    at += bytes;
    await new Promise(setImmediate);
  }
}

/** A model is let go of without a word, as when another is learnt: its file is closed then. */
const openFiles = new FinalizationRegistry<number>(closeSync);

/** Weights that stay in an open file, `size` bytes for each slot from `start` on. */
function readWhenNeeded(file: number, start: number, size: number, bytes: number): FeatureWeights {
  const row = new Int8Array(size);
  return {
    bytes,
    of(slot) {
      // Of a file that was cut off meanwhile nothing is made up.
      if (readSync(file, row, 0, size, start + slot * size) < size) row.fill(0);
      return row;
    },
  };
}

/** Writes a model that is in memory aside and renames it into place. A folder that cannot be written costs only the next start's time. */
export async function writeModel(folder: string, contentHash: string, model: IntentModel, name = INTENTS_FILE): Promise<boolean> {
  const { vocabulary, network, intents, examples } = model;
  if (!network.featureWeights.packed) return false;
  const facts: Header = {
    contentHash,
    intents,
    features: vocabulary.buckets.length,
    slots: vocabulary.idf.length,
    hidden: network.hidden,
    dimension: network.meaningScales.length,
    examples: examples.starts.length - 1,
  };
  const header = Buffer.from(JSON.stringify(facts));
  const padded = Buffer.concat([header, Buffer.alloc((4 - (header.length % 4)) % 4, ' ')]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(padded.length);
  const columns = [
    vocabulary.buckets,
    vocabulary.slots,
    vocabulary.idf,
    network.unitBias,
    network.unitWeights,
    network.inputBias,
    network.featureScales,
    network.featureWeights.packed,
    network.meaningScales,
    network.meaningWeights,
    examples.starts,
    examples.slots,
    examples.values,
  ];
  const body = Buffer.concat([size, padded, ...columns.map(toColumn)]);
  const aside = path.join(folder, `${name}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(aside, Buffer.concat([Buffer.from(MAGIC + createHash('sha256').update(body).digest('hex'), 'latin1'), body]));
    await rename(aside, path.join(folder, name));
    return true;
  } catch {
    await rm(aside, { force: true }).catch(() => undefined);
    return false;
  }
}

/** The bytes of a column, filled up to a multiple of four, where the next one begins. */
function toColumn({ buffer, byteOffset, byteLength }: Int32Array | Float32Array | Int8Array | Uint8Array): Buffer {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  return byteLength % 4 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(4 - (byteLength % 4))]);
}

type Header = {
  readonly contentHash: string;
  readonly intents: readonly string[];
  readonly features: number;
  readonly slots: number;
  readonly hidden: number;
  readonly dimension: number;
  readonly examples: number;
};

function isHeader(value: unknown): value is Header {
  if (typeof value !== 'object' || value === null) return false;
  const { contentHash, intents, features, slots, hidden, dimension, examples } = value as Partial<Record<keyof Header, unknown>>;
  const isCounted = [features, slots, hidden, dimension, examples].every((number) => Number.isSafeInteger(number));
  return typeof contentHash === 'string' && isCounted && Array.isArray(intents) && intents.every((id) => typeof id === 'string');
}
