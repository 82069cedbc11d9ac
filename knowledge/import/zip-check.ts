import { inflateRawSync } from 'node:zlib';
import type { Refusal } from './read-result.ts';
import { openZip } from './zip-entries.ts';

/** What all parts of an office file may hold unpacked, bytes. */
const MAX_UNPACKED = 300 * 1024 * 1024;
const MAX_ENTRIES = 20_000;

/**
 * Looks through an office file (a ZIP, APPNOTE 6.3) before a library opens it: `undefined` when it is sound. What each
 * part says of its size can lie, so each is unpacked up to the limit and let go.
 */
export function checkZip(bytes: Uint8Array, limit: number = MAX_UNPACKED): Refusal | undefined {
  if (isOldOffice(bytes)) {
    const isEncrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from('EncryptedPackage', 'utf16le'));
    return isEncrypted
      ? ENCRYPTED
      : { reason: 'broken', message: 'is in the old Office format under a new name; open it and save it as .docx or .xlsx' };
  }
  const zip = openZip(bytes);
  if (!zip) return BROKEN;
  if (zip.count > MAX_ENTRIES) return TOO_MUCH;
  let left = limit;
  for (const entry of zip.entries()) {
    if (!entry) return BROKEN;
    if (entry.isEncrypted) return ENCRYPTED;
    const size = entry.isDeflated ? unpackedSize(entry.packed, left) : entry.packed.length;
    if (size === undefined) return BROKEN;
    left -= size;
    if (left < 0) return TOO_MUCH;
  }
  return undefined;
}

const ENCRYPTED: Refusal = { reason: 'encrypted', message: 'is protected by a password; save it without one and import it again' };
const BROKEN: Refusal = { reason: 'broken', message: 'is damaged and cannot be opened; open it in the program that wrote it and save it again' };
const TOO_MUCH: Refusal = { reason: 'too-much-memory', message: 'unpacks to far more than a document holds; save it without pictures, or split it' };

function isOldOffice(bytes: Uint8Array): boolean {
  return [0xd0, 0xcf, 0x11, 0xe0].every((byte, index) => bytes[index] === byte);
}

/** Bytes that a part unpacks to; more than `limit` when it is more, `undefined` when it is damaged. */
function unpackedSize(packed: Uint8Array, limit: number): number | undefined {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(limit, 1) }).length;
  } catch (error) {
    return error instanceof RangeError || (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') ? limit + 1 : undefined;
  }
}
