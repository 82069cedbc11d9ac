import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A fingerprint (SHA-256, hex) of texts or bytes in order; the borders between them count. */
export function fingerprint(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
}

/** SHA-256 of bytes, hex, computed beside the event loop: files of hundreds of megabytes must not hold up questions. */
export async function checksumOf(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength))).toString('hex');
}

/** Puts a file in place as a whole: written beside it, then renamed. Makes the folder when it is missing. */
export async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  await replaceFileBy(file, (aside) => writeFile(aside, content));
}

/** Puts in place what `write` wrote to the path it was given. Nothing is left behind when it fails. */
export async function replaceFileBy(file: string, write: (aside: string) => Promise<unknown>): Promise<void> {
  const aside = `${file}.${randomUUID().slice(0, 8)}.part`;
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
