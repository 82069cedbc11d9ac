import { GAPS, toSegment } from './pdf-pieces.ts';
import type { Segment } from './pdf-pieces.ts';

/** A cell: the lines in it, from above to below. */
type Cell = { readonly lines: Segment[]; x: number; right: number };

/** What stands side by side: one cell for a plain line, several in a table. */
export type Row = { readonly cells: Cell[]; readonly y: number };

/** A table as it was found, or a line of text. */
export type Piecewise = { readonly kind: 'line'; readonly line: Segment } | { readonly kind: 'table'; readonly rows: string[][] };

/** The narrowest strip between two columns, in sizes of the letters. */
const MIN_GUTTER = 0.25;
/** Lines in the first cell of a row, at most: beyond it is a column of the page. */
const MAX_CELL_LINES = 5;

/**
 * Finds tables among the segments of a page by their places: rows of two or more cells below each other with
 * free strips between them. Everything else stays a line, in the same order.
 */
export function findTables(segments: readonly Segment[]): Piecewise[] {
  const rows = rowsOf(segments);
  const found: Piecewise[] = [];
  for (let at = 0; at < rows.length; ) {
    const block = tableAt(rows, at);
    if (block.rows.length > 0) {
      found.push({ kind: 'table', rows: toGrid(block) });
      at += block.rows.length;
    } else {
      found.push(...linesOf(rows[at]).map((line) => ({ kind: 'line', line }) as const));
      at += 1;
    }
  }
  return found;
}

function rowsOf(segments: readonly Segment[]): Row[] {
  const rows: Row[] = [];
  for (const segment of segments) {
    const row = rows.at(-1);
    const cell = row?.cells.at(-1);
    const { size, x, y } = segment;
    const last = cell?.lines.at(-1);
    if (row === undefined || cell === undefined || last === undefined) {
      rows.push(startRow(segment));
      continue;
    }
    const isRight = x > cell.right + size * 0.2;
    if (isRight && Math.abs(y - row.y) < size * 1.5) {
      row.cells.push({ lines: [segment], x, right: segment.right });
    } else if (row.cells.length > 1 && Math.abs(x - cell.x) < size * 0.6 && last.y - y > size * 0.5 && last.y - y < size * 1.9) {
      cell.lines.push(segment);
      cell.right = Math.max(cell.right, segment.right);
    } else if (isRight && y > last.y + size * 0.5 && y < last.y + size * 1.9 * MAX_CELL_LINES) {
      rows.push(gatherFirst(rows, segment));
    } else {
      rows.push(startRow(segment));
    }
  }
  return rows;
}

function startRow(segment: Segment): Row {
  return { cells: [{ lines: [segment], x: segment.x, right: segment.right }], y: segment.y };
}

/** The second cell begins beside the first line of a wrapped first one: the lines taken for rows become its lines. */
function gatherFirst(rows: Row[], segment: Segment): Row {
  const lines: Segment[] = [];
  for (let above = rows.at(-1); above?.cells.length === 1 && above.y < segment.y + segment.size && lines.length < MAX_CELL_LINES; above = rows.at(-1)) {
    lines.unshift(...linesOf(above));
    rows.pop();
  }
  const x = Math.min(...lines.map((line) => line.x));
  const cells = [{ lines, x, right: Math.max(...lines.map(({ right }) => right)) }, { lines: [segment], x: segment.x, right: segment.right }];
  return { cells: lines.length === 0 ? cells.slice(1) : cells, y: segment.y };
}

/** A table as far as it was followed: its rows and the strips between its columns that all of them leave free. */
type Block = { readonly rows: readonly Row[]; readonly gutters: readonly Strip[] };
type Strip = { readonly from: number; readonly to: number };

/** The table that begins at a row; without rows when there is none. Somewhere in it a gap is wider than between words. */
function tableAt(rows: readonly Row[], from: number): Block {
  const first = rows[from];
  let block: Block = { rows: first ? [first] : [], gutters: first ? gapsOf(first) : [] };
  if (!first || isJustified(first)) return NO_BLOCK;
  for (const row of rows.slice(from + 1)) {
    const bottom = Math.min(...(block.rows.at(-1)?.cells.flatMap(({ lines }) => lines.map(({ y }) => y)) ?? [0]));
    const size = sizeOf(row);
    if (bottom - row.y > size * 4 || bottom < row.y - size || isJustified(row)) break;
    const gutters = commonStrips(block.gutters, gapsOf(row), size * MIN_GUTTER);
    // A row that closes most of the columns stands below the table.
    if (gutters.length === 0 || (block.rows.length > 1 && gutters.length < block.gutters.length / 2)) break;
    block = { rows: [...block.rows, row], gutters };
  }
  return block.rows.length > 1 && block.rows.some(hasWideGap) ? block : NO_BLOCK;
}

const NO_BLOCK: Block = { rows: [], gutters: [] };

function gapsOf(row: Row): Strip[] {
  return row.cells.slice(1).map((cell, i) => ({ from: row.cells[i]?.right ?? 0, to: cell.x }));
}

function commonStrips(some: readonly Strip[], others: readonly Strip[], narrowest: number): Strip[] {
  return some
    .flatMap((one) => others.map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) })))
    .filter(({ from, to }) => to - from >= narrowest);
}

/** Lines of running text that are stretched to a margin have gaps of one width; rows of a table do not. */
function isJustified(row: Row): boolean {
  const pieces = row.cells.flatMap(({ lines }) => lines.flatMap((line) => line.pieces));
  const gaps = pieces.slice(1).flatMap((piece, i) => (piece.isSpaced ? [piece.x - (pieces[i]?.right ?? 0)] : []));
  return gaps.length > 1 && Math.max(...gaps) <= Math.min(...gaps) * 1.15;
}

function hasWideGap(row: Row): boolean {
  return gapsOf(row).some(({ from, to }) => to - from > sizeOf(row) * GAPS.text);
}

function sizeOf(row: Row): number {
  return row.cells[0]?.lines[0]?.size ?? 0;
}

/** Puts the cells of rows between the gutters they stand between. */
function toGrid({ rows, gutters }: Block): string[][] {
  return rows.map((row) => {
    const texts = Array.from({ length: gutters.length + 1 }, () => '');
    for (const cell of row.cells) {
      const column = gutters.filter(({ from, to }) => cell.x >= (from + to) / 2).length;
      const text = cell.lines.map((line) => line.text).join('\n');
      texts[column] = texts[column] === '' ? text : `${texts[column]} ${text}`;
    }
    return texts;
  });
}

/** A row that is no table, as one line. */
function linesOf(row: Row | undefined): Segment[] {
  const lines = row?.cells.flatMap(({ lines }) => lines) ?? [];
  if (row === undefined || row.cells.length < 2 || row.cells.some(({ lines }) => lines.length > 1)) return lines;
  return [toSegment(lines.flatMap(({ pieces }, i) => pieces.map((piece, j) => (i > 0 && j === 0 ? { ...piece, isSpaced: true } : piece))))];
}
