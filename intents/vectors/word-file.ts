import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import { readWordList } from './word-list.ts';
import type { WordList } from './word-list.ts';

/**
 * Word vectors as one file, little-endian: `BATONWV1`, CRC-32 of the rest (u32), length of the header (u32), header
 * (JSON), words (UTF-8, one a line), then columns: weight in a text (f32), of the first `known` words, which
 * have a vector; cost of choosing it in cutting Chinese (f32), of every word; scale (f32) and `dimension` bytes (int8), of
 * the first `known` words again; a component is byte × scale. Columns begin at multiples of four.
 */
export type WordVectors = {
  readonly name: string;
  /** CRC-32 of the content, eight hexadecimal digits. */
  readonly checksum: string;
  readonly dimension: number;
  /** Words with a vector, then words that are there for cutting only. */
  readonly words: WordList;
  /** How many words have a vector. */
  readonly known: number;
  readonly weights: Float32Array;
  readonly costs: Float32Array;
  readonly scales: Float32Array;
  readonly bytes: Int8Array;
};

const MAGIC = 'BATONWV1';
const count = z.number().int().nonnegative();
const headerSchema = z.object({ name: z.string(), dimension: count, words: count, known: count.optional(), wordBytes: count });

/** The file of word vectors; all words have one unless `known` says otherwise. */
export function encodeWordFile(vectors: Omit<WordVectors, 'checksum' | 'known' | 'words'> & { readonly words: readonly string[]; readonly known?: number }): Buffer {
  const words = Buffer.from(vectors.words.join('\n'));
  const header = Buffer.from(
    JSON.stringify({ name: vectors.name, dimension: vectors.dimension, words: vectors.words.length, known: vectors.known ?? vectors.words.length, wordBytes: words.length }),
  );
  const size = Buffer.alloc(4);
  size.writeUInt32LE(header.length);
  const front = [size, header, words];
  const used = 12 + front.reduce((sum, part) => sum + part.length, 0);
  const columns = [vectors.weights, vectors.costs, vectors.scales, vectors.bytes].map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength),
  );
  const body = Buffer.concat([...front, Buffer.alloc((4 - (used % 4)) % 4), ...columns]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(body));
  return Buffer.concat([Buffer.from(MAGIC, 'latin1'), sum, body]);
}

/** Reads such a file. Throws `unavailable` when it is damaged; `where` names it in the message. */
export function decodeWordFile(file: Buffer, where: string): WordVectors {
  const damaged = (cause?: unknown) =>
    new BatonError('unavailable', `The word vectors in ${where} are damaged. Run "npm run build:vectors" or fetch the file again.`, { cause });
  if (file.length < 20 || file.toString('latin1', 0, 8) !== MAGIC || file.readUInt32LE(8) !== crc32(file.subarray(12))) throw damaged();
  try {
    const headerEnd = 16 + file.readUInt32LE(12);
    const header = headerSchema.parse(JSON.parse(file.toString('utf8', 16, headerEnd)));
    let at = headerEnd + header.wordBytes;
    const wordsEnd = at;
    at += (4 - (at % 4)) % 4;
    const memory = file.buffer.slice(file.byteOffset, file.byteOffset + file.length);
    const words = readWordList(new Uint8Array(memory, headerEnd, wordsEnd - headerEnd));
    if (words.length !== header.words) throw damaged();
    const column = (length: number) => {
      const values = new Float32Array(memory, at, length);
      at += 4 * length;
      return values;
    };
    const known = header.known ?? header.words;
    const [weights, costs, scales] = [column(known), column(header.words), column(known)];
    const bytes = new Int8Array(memory, at, known * header.dimension);
    const checksum = file.readUInt32LE(8).toString(16).padStart(8, '0');
    return { name: header.name, checksum, dimension: header.dimension, words, known, weights, costs, scales, bytes };
  } catch (cause) {
    throw damaged(cause);
  }
}
