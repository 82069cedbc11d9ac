import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const DEFLATED = 8;

/** A part of a ZIP file (APPNOTE 6.3). */
export type ZipEntry = { readonly name: string; readonly isEncrypted: boolean; readonly isDeflated: boolean; readonly packed: Buffer };

/** The directory of a ZIP file: how many parts it says it has, and the parts one by one; `undefined` where one is damaged. */
export type ZipDirectory = { readonly count: number; readonly entries: () => Generator<ZipEntry | undefined> };

/** Opens a ZIP file by the directory at its end; `undefined` when it has none. */
export function openZip(bytes: Uint8Array): ZipDirectory | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1 || end + 22 > view.length || view.readUInt32LE(end) !== END) return undefined;
  const count = view.readUInt16LE(end + 10);
  return {
    count,
    *entries() {
      let at = view.readUInt32LE(end + 16);
      for (let i = 0; i < count; i += 1) {
        const entry = entryAt(view, at);
        yield entry;
        if (!entry) return;
        at += 46 + view.readUInt16LE(at + 28) + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
      }
    },
  };
}

/** A part by its name, unpacked, at most `limit` bytes of it; `undefined` when it is not there, larger or damaged. */
export function unpackPart(bytes: Uint8Array, name: string, limit: number): Buffer | undefined {
  for (const entry of openZip(bytes)?.entries() ?? []) {
    if (entry?.name !== name) continue;
    if (!entry.isDeflated) return entry.packed.length <= limit ? entry.packed : undefined;
    try {
      return inflateRawSync(entry.packed, { maxOutputLength: limit });
    } catch {
      return undefined;
    }
  }
  return undefined;
}

function entryAt(view: Buffer, at: number): ZipEntry | undefined {
  if (at + 46 > view.length || view.readUInt32LE(at) !== ENTRY) return undefined;
  const local = view.readUInt32LE(at + 42);
  if (local + 30 > view.length) return undefined;
  const start = local + 30 + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
  return {
    name: view.toString('utf8', at + 46, at + 46 + view.readUInt16LE(at + 28)),
    isEncrypted: (view.readUInt16LE(at + 8) & 1) === 1,
    isDeflated: view.readUInt16LE(at + 10) === DEFLATED,
    packed: view.subarray(start, start + view.readUInt32LE(at + 20)),
  };
}
