import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Tuning } from './tune-model.ts';

const MAGIC = 'BATONTU1';
const headerSchema = z.object({ base: z.string(), dimension: z.number().int().positive(), strength: z.number().nonnegative(), words: z.number().int().nonnegative() });

/** Keeps a tuning: written aside and renamed into place. Little-endian: `BATONTU1`, SHA-256 of the rest, length of the header (u32), header (JSON, padded to four), hashes (u32), vectors (f32). */
export async function writeTuning(file: string, tuning: Tuning): Promise<void> {
  const { base, dimension, strength, hashes, vectors } = tuning;
  const text = JSON.stringify({ base, dimension, strength, words: hashes.length });
  const header = Buffer.from(text.padEnd(Math.ceil(Buffer.byteLength(text) / 4) * 4));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(header.length);
  const numbers = [hashes, vectors].map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength));
  const body = Buffer.concat([size, header, ...numbers]);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.tmp`, Buffer.concat([Buffer.from(MAGIC, 'latin1'), createHash('sha256').update(body).digest(), body]));
  await rename(`${file}.tmp`, file);
}

/** Reads a tuning that belongs to the model `base`; `undefined` when there is none, it is damaged, or it belongs to another model. Never throws. */
export async function readTuning(file: string, base: string): Promise<Tuning | undefined> {
  try {
    const bytes = await readFile(file);
    const body = bytes.subarray(40);
    if (bytes.toString('latin1', 0, 8) !== MAGIC || !createHash('sha256').update(body).digest().equals(bytes.subarray(8, 40))) return undefined;
    const from = 4 + body.readUInt32LE(0);
    const header = headerSchema.parse(JSON.parse(body.toString('utf8', 4, from)));
    if (header.base !== base) return undefined;
    const numbers = body.buffer.slice(body.byteOffset + from, body.byteOffset + body.length);
    const hashes = new Uint32Array(numbers, 0, header.words);
    const vectors = new Float32Array(numbers, 4 * header.words, header.words * header.dimension);
    return { base, dimension: header.dimension, strength: header.strength, hashes, vectors };
  } catch {
    return undefined;
  }
}
