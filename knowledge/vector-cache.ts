import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { z } from 'zod';
import type { Embedder } from '#core/ports/embedder.ts';
import { fingerprint, readCache, replaceFile, replaceFileBy } from './cache-file.ts';
import { createPace, mapPaced } from './pace.ts';

/**
 * Texts that are embedded at once: one by an embedder that works in this thread, because a text may take ten times as long
 * as the one before it; many by one that is waited for.
 */
const [GROUP_HERE, GROUP_ELSEWHERE] = [1, 64];
/** Vectors are read and written in groups of this size, so that a large cache does not hold up questions. */
const CHUNK = 200;
const READ_BYTES = 2 ** 22;
/** Letters of the fingerprint by which a text's vector is kept. */
const KEY_LENGTH = 32;

const sidecarSchema = z.object({ model: z.string(), dimension: z.number(), sha256: z.string(), keys: z.string() });

/** Called as texts are embedded: how many of them all have their vector now. Not called when none had to be embedded. */
export type EmbedProgress = (done: number) => void;

/**
 * The vectors of texts, in order. Those kept in `file` (and `file`.json) from an earlier start under the same model are
 * not embedded again, nor those whose vector is `made` already; what is new is kept for the next start, and what is not
 * asked for any more is not. Throws what the embedder throws.
 */
export async function embedTexts(
  texts: readonly string[],
  embedder: Embedder,
  file: string | undefined,
  onProgress: EmbedProgress = () => undefined,
  made: ReadonlyMap<string, Float32Array> = new Map(),
): Promise<Float32Array[]> {
  const known = file === undefined ? new Map<string, Float32Array>() : await readVectors(file, embedder);
  const keys = await keysOf(texts);
  const wanted = new Set<string>();
  const unknown = new Map<string, string>();
  const added = new Map<string, Float32Array>();
  const pace = createPace();
  for (const [at, key] of keys.entries()) {
    wanted.add(key);
    const text = texts[at] ?? '';
    const vector = known.has(key) ? undefined : made.get(text);
    if (vector !== undefined) added.set(key, vector);
    else if (!known.has(key)) unknown.set(key, text);
    if (pace.isDue()) await pace.rest();
  }
  const isStale = known.size > wanted.size - unknown.size - added.size;
  for (const [key, vector] of added) known.set(key, vector);
  const missing = [...unknown];
  let most = GROUP_HERE;
  for (let from = 0; from < missing.length; ) {
    const group = missing.slice(from, from + most);
    let hadOthersTheirTurn = false;
    const turn = setImmediate(() => (hadOthersTheirTurn = true));
    const vectors = await embedder.embed(group.map(([, text]) => text)).finally(() => clearImmediate(turn));
    most = hadOthersTheirTurn ? GROUP_ELSEWHERE : GROUP_HERE;
    for (const [index, [key]] of group.entries()) known.set(key, checked(vectors[index], embedder));
    from += group.length;
    if (most === GROUP_HERE && from < missing.length && !pace.isDue()) continue;
    onProgress(texts.length - (missing.length - from));
    await pace.rest();
  }
  const result = await mapPaced(keys, (key) => known.get(key) ?? new Float32Array(embedder.dimension));
  if (file !== undefined && (missing.length + added.size > 0 || isStale)) await writeVectors(file, embedder, keys, result);
  return result;
}

/** The vectors of texts that are kept in `file` under this embedder's model, in order. */
export async function readKeptVectors(texts: readonly string[], embedder: Pick<Embedder, 'model' | 'dimension'>, file: string): Promise<(Float32Array | undefined)[]> {
  const known = await readVectors(file, embedder);
  return mapPaced(await keysOf(texts), (key) => known.get(key));
}

function keysOf(texts: readonly string[]): Promise<string[]> {
  return mapPaced(texts, (text) => fingerprint(text).slice(0, KEY_LENGTH));
}

/** A vector that can be compared: of the right length and all finite; anything else counts as unknown (zero). */
function checked(vector: Float32Array | undefined, embedder: Embedder): Float32Array {
  const isUsable = vector?.length === embedder.dimension && vector.every((value) => Number.isFinite(value));
  return vector !== undefined && isUsable ? vector : new Float32Array(embedder.dimension);
}

async function readVectors(file: string, embedder: Pick<Embedder, 'model' | 'dimension'>): Promise<Map<string, Float32Array>> {
  const known = new Map<string, Float32Array>();
  const sidecar = parseSidecar((await readCache(`${file}.json`))?.toString('utf8') ?? '');
  if (sidecar === undefined || sidecar.model !== embedder.model || sidecar.dimension !== embedder.dimension) return known;
  const { dimension, keys, sha256 } = sidecar;
  const all = await readFloats(file, (keys.length / KEY_LENGTH) * dimension, sha256);
  if (all === undefined) return known;
  const pace = createPace();
  for (let at = 0; at * dimension < all.length; at += 1) {
    known.set(keys.slice(at * KEY_LENGTH, (at + 1) * KEY_LENGTH), all.subarray(at * dimension, (at + 1) * dimension));
    if (pace.isDue()) await pace.rest();
  }
  return known;
}

/** So many numbers from a file that has this checksum and holds nothing else. */
async function readFloats(file: string, count: number, sha256: string): Promise<Float32Array | undefined> {
  try {
    await using handle = await open(file);
    const { size } = await handle.stat();
    if (!Number.isInteger(count) || size !== count * Float32Array.BYTES_PER_ELEMENT) return undefined;
    const bytes = new Uint8Array(size);
    const sum = createHash('sha256');
    for (let from = 0; from < size; ) {
      const { bytesRead } = await handle.read(bytes, from, Math.min(READ_BYTES, size - from), from);
      if (bytesRead === 0) return undefined;
      sum.update(bytes.subarray(from, from + bytesRead));
      from += bytesRead;
    }
    return sum.digest('hex') === sha256 ? new Float32Array(bytes.buffer) : undefined;
  } catch {
    return undefined;
  }
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
    .then(() => replaceFile(`${file}.json`, JSON.stringify({ model: embedder.model, dimension: embedder.dimension, sha256: hash.digest('hex'), keys: keys.join('') })))
    .catch(() => undefined);
}
