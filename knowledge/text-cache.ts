import { fingerprint, readCache, replaceFile } from './cache-file.ts';

/**
 * Keeps one text on disk under a key. `read` gives it back only when it was written under the same key and is
 * undamaged; otherwise `undefined`. The first line of the file is its key and the checksum of the rest.
 */
export type TextCache = { read(key: string): Promise<string | undefined>; write(key: string, text: string): Promise<void> };

/** The cache of one file; without a file it keeps nothing. A folder that cannot be written only costs time at the next start. */
export function createTextCache(file: string | undefined): TextCache {
  return {
    async read(key) {
      const content = file === undefined ? undefined : (await readCache(file))?.toString('utf8');
      const lineEnd = content?.indexOf('\n') ?? -1;
      if (content === undefined || lineEnd < 0) return undefined;
      const text = content.slice(lineEnd + 1);
      return content.slice(0, lineEnd) === firstLine(key, text) ? text : undefined;
    },
    async write(key, text) {
      if (file !== undefined) await replaceFile(file, `${firstLine(key, text)}\n${text}`).catch(() => undefined);
    },
  };
}

function firstLine(key: string, text: string): string {
  return `${key} ${fingerprint(text)}`;
}
