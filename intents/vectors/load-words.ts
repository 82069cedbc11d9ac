import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { BatonError } from '#core/errors.ts';
import { decodeWordFile } from './word-file.ts';
import type { WordVectors } from './word-file.ts';

/** The file that comes with Baton. */
const SHIPPED = fileURLToPath(new URL('./words.bin', import.meta.url));

let shipped: Promise<WordVectors> | undefined;

/**
 * The word vectors of a file, by default of the one that comes with Baton, which is kept for everybody who asks. Throws
 * `unavailable` when the file is missing or damaged.
 */
export function loadWords(file?: string): Promise<WordVectors> {
  if (file !== undefined) return readTable(file);
  shipped ??= readTable(SHIPPED).catch((error: unknown) => {
    shipped = undefined;
    throw error;
  });
  return shipped;
}

async function readTable(file: string): Promise<WordVectors> {
  return decodeWordFile(await read(file), file);
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new BatonError('unavailable', `The word vectors ${file} cannot be read. Run "npm run build:vectors" to make them.`, { cause });
  }
}
