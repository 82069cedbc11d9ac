/** A typed array that can be kept on disk. */
export type Column = Uint32Array | Uint16Array | Float32Array;

type ColumnKind<Kind extends Column> = new (buffer: ArrayBufferLike, from?: number, length?: number) => Kind;

const HEAD_BYTES = 4;

/** Packs facts (as JSON) and columns into one block of bytes, to be read by `unpackColumns` on a machine of the same byte order. */
export function packColumns(facts: unknown, columns: readonly Column[]): Buffer {
  const head = Buffer.from(JSON.stringify({ facts, columns: columns.map(({ length }) => length) }));
  const size = Buffer.alloc(HEAD_BYTES);
  size.writeUInt32LE(head.length);
  return Buffer.concat([
    size,
    head,
    Buffer.alloc(padding(HEAD_BYTES + head.length)),
    ...columns.flatMap(({ buffer, byteOffset, byteLength }) => [Buffer.from(buffer, byteOffset, byteLength), Buffer.alloc(padding(byteLength))]),
  ]);
}

/** Reads what `packColumns` wrote: the facts, and a function that takes one column after the other, which keeps the bytes. Throws on anything else. */
export function unpackColumns(bytes: Uint8Array): { readonly facts: unknown; readonly take: <Kind extends Column>(kind: ColumnKind<Kind>) => Kind } {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headEnd = HEAD_BYTES + file.readUInt32LE(0);
  const head: unknown = JSON.parse(file.toString('utf8', HEAD_BYTES, headEnd));
  const lengths = isHead(head) ? head.columns : [];
  let at = headEnd + padding(headEnd);
  let column = 0;
  return {
    facts: isHead(head) ? head.facts : undefined,
    take(kind) {
      const width = new kind(new ArrayBuffer(0)).BYTES_PER_ELEMENT;
      const from = at;
      const bytesLong = (lengths[column] ?? Number.NaN) * width;
      if (!(from + bytesLong <= file.length)) throw new RangeError('these columns are cut off');
      column += 1;
      at = from + bytesLong + padding(bytesLong);
      const own = file.subarray(from, from + bytesLong);
      // Read where it lies, if it may lie there: hundreds of megabytes are not copied while a start waits.
      return own.byteOffset % width === 0 ? new kind(own.buffer, own.byteOffset, bytesLong / width) : new kind(new Uint8Array(own).buffer);
    },
  };
}

function isHead(value: unknown): value is { readonly facts: unknown; readonly columns: readonly number[] } {
  return typeof value === 'object' && value !== null && 'facts' in value && 'columns' in value && Array.isArray(value.columns) && value.columns.every((length) => Number.isInteger(length));
}

function padding(length: number): number {
  return (8 - (length % 8)) % 8;
}
