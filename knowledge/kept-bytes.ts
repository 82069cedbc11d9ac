import { checksumOf, readCache, replaceFile } from './cache-file.ts';

/**
 * Keeps one block of bytes on disk under a key. `read` gives it back only when it was written under the same key and is
 * undamaged; otherwise `undefined`. The first line of the file is its key and the checksum of the rest.
 */
export type KeptBytes = { read(key: string): Promise<Uint8Array | undefined>; write(key: string, bytes: Uint8Array): Promise<void> };

/** The cache of one file; without a file it keeps nothing. A folder that cannot be written only costs time at the next start. */
export function keepBytes(file: string | undefined): KeptBytes {
  return {
    async read(key) {
      const content = file === undefined ? undefined : await readCache(file);
      const lineEnd = content?.indexOf('\n') ?? -1;
      if (content === undefined || lineEnd < 0) return undefined;
      const bytes = content.subarray(lineEnd + 1);
      return content.toString('utf8', 0, lineEnd) === (await firstLine(key, bytes)) ? bytes : undefined;
    },
    async write(key, bytes) {
      if (file !== undefined) await replaceFile(file, Buffer.concat([Buffer.from(`${await firstLine(key, bytes)}\n`), bytes])).catch(() => undefined);
    },
  };
}

async function firstLine(key: string, bytes: Uint8Array): Promise<string> {
  return `${key} ${await checksumOf(bytes)}`;
}
