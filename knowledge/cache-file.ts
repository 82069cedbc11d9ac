import { createHash, hash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { createPace } from './pace.ts';

/** A fingerprint (SHA-256, hex) of texts in order; the borders between them count. */
export function fingerprint(...parts: readonly string[]): string {
  return hash('sha256', bordered(parts));
}

/** One text of several, from which nobody could make the same by drawing the borders elsewhere. */
export function bordered(parts: readonly string[]): string {
  let joined = '';
  for (const part of parts) joined += `${part.length}:${part}`;
  return joined;
}

/** Texts are summed up in pieces of so many characters: a call for each of hundred thousand would take ten times as long. */
const PIECE = 2 ** 16;

/** One fingerprint (SHA-256, hex) of any number of bordered texts in order, made in slices. */
export async function fingerprintAll<Item>(items: Iterable<Item>, borderedText: (item: Item) => string): Promise<string> {
  const sum = createHash('sha256');
  const pace = createPace();
  let piece = '';
  for (const item of items) {
    piece += borderedText(item);
    if (piece.length >= PIECE) {
      sum.update(piece);
      piece = '';
    }
    if (pace.isDue()) await pace.rest();
  }
  return sum.update(piece).digest('hex');
}

/** Bytes that have a checksum of their own. */
const BLOCK = 2 ** 20;
/** Blocks that are read from a file at once: two milliseconds of work. */
const BLOCKS = 8;

/**
 * A checksum that tells damaged bytes from whole ones, made in slices: the CRC-32 (ISO 3309) of each MB, hex, one behind
 * the other. SHA-256 takes four times as long, and whoever may write a cache may write its checksum too.
 */
export async function checksumOf(...parts: readonly Uint8Array[]): Promise<string> {
  const sum = createSum();
  const pace = createPace();
  for (const bytes of parts) {
    for (let from = 0; from < bytes.length; from += BLOCK) {
      sum.add(bytes.subarray(from, from + BLOCK));
      if (pace.isDue()) await pace.rest();
    }
  }
  return sum.end();
}

/** The same of a file, read in blocks so that it takes no memory; `undefined` when it cannot be read. */
export async function checksumOfFile(file: string): Promise<string | undefined> {
  const sum = createSum();
  try {
    await using handle = await open(file);
    const length = Math.min(BLOCKS * BLOCK, (await handle.stat()).size + 1);
    let [block, next] = [Buffer.allocUnsafe(length), Buffer.allocUnsafe(length)];
    let reading = handle.read(block, 0, block.length);
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return sum.end();
      // The next block is read while this one is summed up.
      reading = handle.read(next, 0, next.length);
      sum.add(block.subarray(0, bytesRead));
      [block, next] = [next, block];
    }
  } catch {
    return undefined;
  }
}

/** Sums bytes up, however they are cut into pieces. */
function createSum(): { readonly add: (bytes: Uint8Array) => void; readonly end: () => string } {
  let [sums, current, filled] = ['', 0, 0];
  const close = (): void => {
    sums += current.toString(16).padStart(8, '0');
    [current, filled] = [0, 0];
  };
  return {
    add(bytes) {
      for (let from = 0; from < bytes.length; ) {
        const piece = bytes.subarray(from, from + BLOCK - filled);
        current = crc32(piece, current);
        filled += piece.length;
        from += piece.length;
        if (filled === BLOCK) close();
      }
    },
    end() {
      if (filled > 0 || sums === '') close();
      return sums;
    },
  };
}

/** The end of the names of files that are being written. */
const ASIDE = '.part';
/** Nobody writes to a file that has not grown for so long, ms: the largest index takes seconds to write. */
const ABANDONED_MS = 3_600_000;

/** Removes from a folder what processes that were killed had begun to write; what may still be written stays. Never throws. */
export async function removeAbandoned(folder: string, now: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.endsWith(ASIDE)) continue;
    const file = join(folder, name);
    const written = await stat(file).catch(() => undefined);
    if (written !== undefined && now - written.mtimeMs > ABANDONED_MS) await rm(file, { force: true }).catch(() => undefined);
  }
}

/** Puts a file in place as a whole: written beside it, then renamed. Makes the folder when it is missing. */
export async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  await replaceFileBy(file, (aside) => writeFile(aside, content));
}

/** Puts in place what `write` wrote to the path it was given. Nothing is left behind when it fails. */
export async function replaceFileBy(file: string, write: (aside: string) => Promise<unknown>): Promise<void> {
  const aside = `${file}.${randomUUID().slice(0, 8)}${ASIDE}`;
  await mkdir(dirname(file), { recursive: true });
  try {
    await write(aside);
    await rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

/** The bytes of a cache file, or `undefined` when it cannot be read: a cache that cannot be read is built again. */
export async function readCache(file: string): Promise<Buffer | undefined> {
  return readFile(file).catch(() => undefined);
}
