import { open } from 'node:fs/promises';
import { checksumOf, readCache, replaceFileBy } from './cache-file.ts';

/**
 * Keeps one block of bytes on disk under a key. `read` gives it back only when it was written under the same key and is
 * undamaged; otherwise `undefined`. The first line of the file is its key and the checksum of the rest.
 */
export type KeptBytes = {
  read(key: string): Promise<Uint8Array | undefined>;
  /** Keeps these bytes, joined. */
  write(key: string, ...parts: readonly Uint8Array[]): Promise<void>;
};

/** The bytes begin at a multiple of this, so that columns in them can be read where they lie. */
const ALIGNED = 8;

/** The cache of one file; without a file it keeps nothing. A folder that cannot be written only costs time at the next start. */
export function keepBytes(file: string | undefined): KeptBytes {
  return {
    async read(key) {
      const content = file === undefined ? undefined : await readCache(file);
      const lineEnd = content?.indexOf('\n') ?? -1;
      if (content === undefined || lineEnd < 0) return undefined;
      const bytes = content.subarray(lineEnd + 1);
      return content.toString('utf8', 0, lineEnd + 1) === (await firstLine(key, [bytes])) ? bytes : undefined;
    },
    async write(key, ...parts) {
      if (file === undefined) return;
      const line = await firstLine(key, parts);
      await replaceFileBy(file, async (aside) => {
        await using handle = await open(aside, 'w');
        await handle.writeFile(line);
        for (const part of parts) await handle.writeFile(part);
      }).catch(() => undefined);
    },
  };
}

async function firstLine(key: string, parts: readonly Uint8Array[]): Promise<string> {
  const line = `${key} ${await checksumOf(...parts)}`;
  const length = Buffer.byteLength(line) + 1;
  return `${line}${' '.repeat((ALIGNED - (length % ALIGNED)) % ALIGNED)}\n`;
}
