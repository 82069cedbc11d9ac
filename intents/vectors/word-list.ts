/** Words in the order of their rows, as the bytes of their file: a tenth of the memory of strings in a map. */
export type WordList = {
  readonly length: number;
  /** Row of a word; `undefined` for what is not in the list. */
  rowOf(word: string): number | undefined;
  /** The words, decoded one after the other. */
  [Symbol.iterator](): Iterator<string>;
};

/** The longest word that is looked up, in bytes. */
const LONGEST = 256;
/** A scratch for the word that is being looked up: nothing waits in between. */
const sought = new Uint8Array(LONGEST);

/** A list of words that stand in `text` in UTF-8, one a line. Where one stands twice its last row counts. `text` is kept, not copied. */
export function readWordList(text: Uint8Array): WordList {
  let length = 1;
  for (const byte of text) if (byte === LINE_END) length += 1;
  // Where each word begins; behind the last one, where the next would.
  const starts = new Uint32Array(length + 1);
  let row = 0;
  for (let at = 0; at < text.length; at += 1) if (text[at] === LINE_END) starts[(row += 1)] = at + 1;
  starts[length] = text.length + 1;
  // Open addressing, at most two thirds full: rows + 1, 0 where free.
  const table = new Uint32Array(2 ** Math.ceil(Math.log2(length * 1.5)));
  /** The place of a word of `size` bytes in the table: its own, or the free one where it would stand. */
  const placeOf = (word: Uint8Array, from: number, size: number): number => {
    let place = hashBytes(word, from, size) & (table.length - 1);
    for (let held = table[place]!; held > 0; held = table[place]!) {
      const start = starts[held - 1]!;
      if (starts[held]! - start - 1 === size && isSame(text, start, word, from, size)) return place;
      place = (place + 1) & (table.length - 1);
    }
    return place;
  };
  for (row = 0; row < length; row += 1) table[placeOf(text, starts[row]!, starts[row + 1]! - starts[row]! - 1)] = row + 1;
  return {
    length,
    rowOf(word) {
      const size = writeBytes(word);
      const held = size === undefined ? 0 : table[placeOf(sought, 0, size)]!;
      return held === 0 ? undefined : held - 1;
    },
    *[Symbol.iterator]() {
      const decoder = new TextDecoder();
      for (let at = 0; at < length; at += 1) yield decoder.decode(text.subarray(starts[at], starts[at + 1]! - 1));
    },
  };
}

const LINE_END = 10;

/** Writes a word's UTF-8 into `sought` and answers with its length; `undefined` for what no word of a list is. By hand, because `TextEncoder` takes four times as long for a few letters. */
function writeBytes(word: string): number | undefined {
  let size = 0;
  for (let at = 0; at < word.length; at += 1) {
    if (size > LONGEST - 4) return undefined;
    const code = word.charCodeAt(at);
    if (code < 0x80) sought[size++] = code;
    else if (code < 0x800) {
      sought[size++] = 0xc0 | (code >> 6);
      sought[size++] = 0x80 | (code & 63);
    } else if (code < 0xd800 || code > 0xdfff) {
      sought[size++] = 0xe0 | (code >> 12);
      sought[size++] = 0x80 | ((code >> 6) & 63);
      sought[size++] = 0x80 | (code & 63);
    } else {
      const point = word.codePointAt(at)!;
      // Half a character stands in no file.
      if (point < 0x1_0000) return undefined;
      at += 1;
      sought[size++] = 0xf0 | (point >> 18);
      sought[size++] = 0x80 | ((point >> 12) & 63);
      sought[size++] = 0x80 | ((point >> 6) & 63);
      sought[size++] = 0x80 | (point & 63);
    }
  }
  return size;
}

/** 32-bit FNV-1a, with the high bits mixed into the low ones. */
function hashBytes(bytes: Uint8Array, from: number, size: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < from + size; at += 1) hash = Math.imul(hash ^ bytes[at]!, 16_777_619);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function isSame(a: Uint8Array, fromA: number, b: Uint8Array, fromB: number, size: number): boolean {
  for (let i = 0; i < size; i += 1) if (a[fromA + i] !== b[fromB + i]) return false;
  return true;
}
