import { createHash } from 'node:crypto';
import type { Embedder } from '#core/ports/embedder.ts';

/** A small embedder for tests: texts that share pairs and triples of characters are near. No model, always the same. */
export function createHashingEmbedder(dimension = 128, model = `hashing-${dimension}`): Embedder {
  return { model, dimension, embed: async (texts) => texts.map((text) => vectorOf(text, dimension)) };
}

function vectorOf(text: string, dimension: number): Float32Array {
  const vector = new Float32Array(dimension);
  const characters = Array.from(text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' '));
  for (const size of [2, 3]) {
    for (let from = 0; from + size <= characters.length; from += 1) {
      const hash = createHash('md5').update(characters.slice(from, from + size).join('')).digest();
      const place = hash.readUInt32LE(0) % dimension;
      vector[place] = (vector[place] ?? 0) + ((hash[4] ?? 0) % 2 === 0 ? 1 : -1);
    }
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
