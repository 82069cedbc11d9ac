import { inflateRawSync } from 'node:zlib';
import type { Refusal } from './read-result.ts';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const DEFLATED = 8;
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
      ? { reason: 'encrypted', message: 'is protected by a password; save it without one and import it again' }
      : { reason: 'broken', message: 'is in the old Office format under a new name; open it and save it as .docx or .xlsx' };
  }
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1 || end + 22 > view.length || view.readUInt32LE(end) !== END) return BROKEN;
  const count = view.readUInt16LE(end + 10);
  let at = view.readUInt32LE(end + 16);
  if (count > MAX_ENTRIES) return TOO_MUCH;
  let left = limit;
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > view.length || view.readUInt32LE(at) !== ENTRY) return BROKEN;
    const flags = view.readUInt16LE(at + 8);
    const method = view.readUInt16LE(at + 10);
    const packed = view.readUInt32LE(at + 20);
    const local = view.readUInt32LE(at + 42);
    if ((flags & 1) === 1) return { reason: 'encrypted', message: 'is protected by a password; save it without one and import it again' };
    if (local + 30 > view.length) return BROKEN;
    const start = local + 30 + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
    const size = method === DEFLATED ? unpackedSize(view.subarray(start, start + packed), left) : packed;
    if (size === undefined) return BROKEN;
    left -= size;
    if (left < 0) return TOO_MUCH;
    at += 46 + view.readUInt16LE(at + 28) + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return undefined;
}

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
