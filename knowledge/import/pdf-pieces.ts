/** A run of characters as a PDF places it: points from the page's lower left corner. */
export type Piece = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly size: number;
  /** White space stands before it. */
  readonly isSpaced: boolean;
  /** The marked content it belongs to, in tagged files. */
  readonly mark: string | undefined;
};

/** Pieces beside each other on one line with nothing wide between them. */
export type Segment = { readonly pieces: readonly Piece[]; readonly text: string; readonly x: number; readonly right: number; readonly y: number; readonly size: number };

/** What pdf.js gives of a page: texts with their places, and the borders of marked content. */
export type TextItem = { readonly str: string; readonly transform: readonly number[]; readonly width: number } | { readonly type: string; readonly id?: string };

/** Beyond this gap, in sizes of the letters, something else begins: in running text, and where cells are looked for. */
export const GAPS = { text: 1, cells: 0.4 } as const;
const SPACE_GAP = 0.18;

/** The pieces of a page in the order of the file. What stands slanted or upright, such as watermarks, is left out. */
export function piecesOf(items: Iterable<TextItem>): Piece[] {
  const pieces: Piece[] = [];
  const marks: (string | undefined)[] = [];
  let isSpaced = false;
  for (const item of items) {
    if (!('str' in item)) {
      if (item.type.startsWith('begin')) marks.push(item.id ?? marks.at(-1));
      else marks.pop();
      continue;
    }
    if (item.str.trim() === '') {
      isSpaced ||= item.str !== '';
      continue;
    }
    const [, slant = 0, c = 0, d = 0, x = 0, y = 0] = item.transform;
    const size = Math.hypot(c, d);
    if (size === 0 || Math.abs(slant) > size / 10) continue;
    pieces.push({ text: item.str.trim(), x, y, right: x + item.width, size, isSpaced: isSpaced || item.str.startsWith(' '), mark: marks.at(-1) });
    isSpaced = item.str.endsWith(' ');
  }
  return pieces;
}

/** Pieces put together where they stand side by side, in the same order. */
export function segmentsOf(pieces: Iterable<Piece>, widest: number = GAPS.text): Segment[] {
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const last = groups.at(-1)?.at(-1);
    const gap = last === undefined ? 0 : piece.x - last.right;
    const size = last === undefined ? 0 : Math.max(last.size, piece.size);
    const isBeside = last !== undefined && Math.abs(piece.y - last.y) < size * 0.5 && gap > -size * 0.7 && gap < size * widest;
    if (isBeside) groups.at(-1)?.push(piece);
    else groups.push([piece]);
  }
  return groups.map(toSegment);
}

/** One segment of pieces that stand on one line. */
export function toSegment(pieces: readonly Piece[]): Segment {
  const [first] = pieces;
  let text = '';
  let before: Piece | undefined;
  for (const piece of pieces) {
    const isApart = before !== undefined && (piece.isSpaced || piece.x - before.right > piece.size * SPACE_GAP);
    text = isApart ? withSpace(text, piece.text) : text + piece.text;
    before = piece;
  }
  const widths = new Map<number, number>();
  for (const { size, text: words } of pieces) widths.set(size, (widths.get(size) ?? 0) + words.length);
  const size = [...widths].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
  return { pieces, text, x: first?.x ?? 0, right: Math.max(...pieces.map(({ right }) => right)), y: first?.y ?? 0, size };
}

const wide = /[\p{Script=Han}\u3000-\u303F\uFF01-\uFF60\u2018-\u201D\u2026\u2014]/u;

/** Two texts with a space between them, unless Chinese stands on both sides. */
export function withSpace(a: string, b: string): string {
  const isChinese = wide.test(a.at(-1) ?? '') && wide.test(b[0] ?? '');
  return isChinese || a === '' || b === '' ? a + b : `${a} ${b}`;
}

/** A line and its continuation: Chinese joins without a space, a hyphenated word without its hyphen. */
export function joinLines(a: string, b: string): string {
  if (/\p{Ll}[-\u2010\u00AD]$/u.test(a) && /^\p{Ll}/u.test(b)) return a.slice(0, -1) + b;
  // A broken address goes on as it is.
  if (/https?:\S*[/\-_=&?]$/.test(a)) return a + b;
  return withSpace(a, b);
}
