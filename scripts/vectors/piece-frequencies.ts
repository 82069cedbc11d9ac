import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ENCODER_MISSING } from './sentence-encoder.ts';

const schema = z.array(z.tuple([z.string(), z.number().nullable()]));

/**
 * How often English words are used on the web, as shares of all words: from the list of pieces that the sentence encoder
 * cuts text into (`vocab.json`: a piece and the logarithm of its share; those that begin with ▁ begin a word).
 * Throws, with the command that helps, when the encoder is not installed.
 */
export async function readPieceFrequencies(file: string): Promise<Map<string, number>> {
  const frequencies = new Map<string, number>();
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(ENCODER_MISSING, { cause });
  });
  for (const [piece, logarithm] of schema.parse(JSON.parse(text))) {
    const word = /^▁([a-z]+)$/i.exec(piece)?.[1]?.toLowerCase();
    if (word !== undefined && logarithm !== null) frequencies.set(word, (frequencies.get(word) ?? 0) + Math.exp(logarithm));
  }
  return frequencies;
}
