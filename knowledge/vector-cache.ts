import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { z } from 'zod';
import type { Embedder } from '#core/ports/embedder.ts';
import { checksumOf, fingerprint, readCache, replaceFile, replaceFileBy } from './cache-file.ts';

/** Texts are embedded in groups of this size, so that progress can be told and other work gets its turn. */
const GROUP = 64;
/** Vectors are read and written in groups of this size, so that a large cache does not hold up questions. */
const CHUNK = 1_000;
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const sidecarSchema = z.object({ model: z.string(), dimension: z.number(), sha256: z.string(), texts: z.array(z.string()) });

/** Called as texts are embedded: how many of them all have their vector now. Not called when none had to be embedded. */
export type EmbedProgress = (done: number) => void;

/**
 * The vectors of texts, in order. Those kept in `file` (and `file`.json) from an earlier start under the same model are
 * not embedded again; what was embedded anew is kept for the next start, and what is not asked for any more is not.
 * Throws what the embedder throws.
 */
export async function embedTexts(
  texts: readonly string[],
  embedder: Embedder,
  file: string | undefined,
  onProgress: EmbedProgress = () => undefined,
): Promise<Float32Array[]> {
  const known = file === undefined ? new Map<string, Float32Array>() : await readVectors(file, embedder);
  const keys: string[] = [];
  for (const [at, text] of texts.entries()) {
    keys.push(fingerprint(text));
    if (at % CHUNK === CHUNK - 1) await pause();
  }
  const wanted = new Set(keys);
  const isStale = [...known.keys()].some((key) => !wanted.has(key));
  const missing = [...new Map(keys.map((key, index) => [key, texts[index] ?? ''])).entries()].filter(([key]) => !known.has(key));
  for (let from = 0; from < missing.length; from += GROUP) {
    const group = missing.slice(from, from + GROUP);
    const vectors = await embedder.embed(group.map(([, text]) => text));
    for (const [index, [key]] of group.entries()) known.set(key, checked(vectors[index], embedder));
    onProgress(texts.length - Math.max(0, missing.length - from - GROUP));
    await pause();
  }
  const result = keys.map((key) => known.get(key) ?? new Float32Array(embedder.dimension));
  if (file !== undefined && (missing.length > 0 || isStale)) await writeVectors(file, embedder, keys, result);
  return result;
}

/** A vector that can be compared: of the right length and all finite; anything else counts as unknown (zero). */
function checked(vector: Float32Array | undefined, embedder: Embedder): Float32Array {
  const isUsable = vector?.length === embedder.dimension && vector.every((value) => Number.isFinite(value));
  return vector !== undefined && isUsable ? vector : new Float32Array(embedder.dimension);
}

async function readVectors(file: string, embedder: Embedder): Promise<Map<string, Float32Array>> {
  const [bytes, json] = await Promise.all([readCache(file), readCache(`${file}.json`)]);
  const known = new Map<string, Float32Array>();
  if (bytes === undefined || json === undefined) return known;
  const sidecar = parseSidecar(json.toString('utf8'));
  const size = embedder.dimension * Float32Array.BYTES_PER_ELEMENT;
  const fits =
    sidecar !== undefined &&
    sidecar.model === embedder.model &&
    sidecar.dimension === embedder.dimension &&
    bytes.length === sidecar.texts.length * size &&
    sidecar.sha256 === (await checksumOf(bytes));
  if (!fits) return known;
  for (const [index, key] of sidecar.texts.entries()) {
    const copy = new Uint8Array(bytes.subarray(index * size, (index + 1) * size));
    known.set(key, new Float32Array(copy.buffer));
    if (index % CHUNK === CHUNK - 1) await pause();
  }
  return known;
}

function parseSidecar(text: string): z.infer<typeof sidecarSchema> | undefined {
  try {
    return sidecarSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function writeVectors(file: string, embedder: Embedder, keys: readonly string[], vectors: readonly Float32Array[]): Promise<void> {
  const hash = createHash('sha256');
  const write = async (aside: string): Promise<void> => {
    await using handle = await open(aside, 'w');
    for (let from = 0; from < vectors.length; from += CHUNK) {
      const bytes = Buffer.concat(vectors.slice(from, from + CHUNK).map((vector) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)));
      hash.update(bytes);
      await handle.writeFile(bytes);
    }
  };
  // A cache that cannot be written costs time at the next start, nothing else.
  await replaceFileBy(file, write)
    .then(() => replaceFile(`${file}.json`, JSON.stringify({ model: embedder.model, dimension: embedder.dimension, sha256: hash.digest('hex'), texts: keys })))
    .catch(() => undefined);
}
