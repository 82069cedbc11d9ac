import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { IntentModel, Row } from './intent-model.ts';
import type { Network } from './network.ts';

/** Goes up whenever features or training change, so that older models are trained anew. */
const MODEL_VERSION = 11;
const MAGIC = 'BATONIM3';
/** The model of the catalogue; others say theirs. */
const INTENTS_FILE = 'intent-model.bin';

/** Names the content that a model is trained on: rows, and the checksum of the word vectors. */
export function hashRows(rows: readonly Row[], vectors: string): string {
  const hash = createHash('sha256').update(`${MODEL_VERSION}\n${vectors}\n`);
  for (const { text, intent } of rows) hash.update(`${JSON.stringify([intent, text])}\n`);
  return hash.digest('hex');
}

/** The cached model of this content; `undefined` when there is none or the file is damaged. Never throws. */
export async function readModel(folder: string, contentHash: string, name = INTENTS_FILE): Promise<IntentModel | undefined> {
  try {
    const file = await readFile(path.join(folder, name));
    const head = 8 + 64 + 4;
    if (file.toString('latin1', 0, 8) !== MAGIC) return undefined;
    if (file.toString('latin1', 8, 72) !== createHash('sha256').update(file.subarray(72)).digest('hex')) return undefined;
    const headerBytes = file.readUInt32LE(72);
    const header: unknown = JSON.parse(file.toString('utf8', head, head + headerBytes));
    if (!isHeader(header) || header.contentHash !== contentHash) return undefined;
    const classes = header.intents.length;
    const body = file.buffer.slice(file.byteOffset + head + headerBytes, file.byteOffset + file.length);
    let at = 0;
    const take = (length: number, bytes = 4) => {
      const from = at;
      at += Math.ceil((bytes * length) / 4) * 4;
      return [body, from, length] as const;
    };
    const vocabulary = {
      buckets: new Int32Array(...take(header.features)),
      slots: new Int32Array(...take(header.features)),
      idf: new Float32Array(...take(header.slots)),
    };
    const network: Network = {
      classes,
      hidden: header.hidden,
      unitBias: new Float32Array(...take(classes)),
      unitWeights: new Float32Array(...take(header.hidden * classes)),
      inputBias: new Float32Array(...take(header.hidden)),
      featureScales: new Float32Array(...take(header.slots)),
      featureWeights: new Int8Array(...take((header.slots * header.hidden) / 2, 1)),
      meaningScales: new Float32Array(...take(header.dimension)),
      meaningWeights: new Int8Array(...take(header.dimension * header.hidden, 1)),
    };
    const starts = new Int32Array(...take(header.examples + 1));
    const inputs = starts.at(-1) ?? 0;
    const examples = { starts, slots: new Int32Array(...take(inputs)), values: new Uint8Array(...take(inputs, 1)) };
    return { intents: header.intents, vocabulary, network, examples };
  } catch {
    return undefined;
  }
}

/** Writes a model aside and renames it into place. A folder that cannot be written costs only the next start's time. */
export async function writeModel(folder: string, contentHash: string, model: IntentModel, name = INTENTS_FILE): Promise<boolean> {
  const { vocabulary, network, intents, examples } = model;
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
    network.featureWeights,
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
