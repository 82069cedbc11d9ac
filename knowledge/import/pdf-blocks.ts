import { joinLines } from './pdf-pieces.ts';
import type { Segment } from './pdf-pieces.ts';
import type { Piecewise } from './pdf-rows.ts';

/** A part of a document: what it is, its words, and the size of its letters in points. */
export type Block =
  | { readonly kind: 'text'; readonly text: string; readonly size: number; readonly level?: number; readonly startsPage?: boolean }
  | { readonly kind: 'item'; readonly text: string; readonly size: number; readonly startsPage?: boolean }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[]; readonly startsPage?: boolean };

const bullet = /^(?:[•●○◦▪■□◆◇▶➤·∙‣⁃]\s*|[-–—*]\s+)/;
const number = /^(?:[(（]?\d{1,3}[.)、）．]|[(（][一二三四五六七八九十]{1,3}[)）])\s*(?=\S)(?!\d)/;
const sentenceEnd = /[.!?。！？：:；;…”』」）)]$/;

/** Puts the lines of a page together: paragraphs, list items and tables, in order. */
export function blocksOf(parts: readonly Piecewise[]): Block[] {
  const lines = parts.flatMap((part) => (part.kind === 'line' ? [part.line] : []));
  const leading = typicalLeading(lines);
  const rightEdge = edgeOf(lines);
  const blocks: Block[] = [];
  let open: { lines: Segment[]; isItem: boolean } | undefined;
  const finish = (): void => {
    if (open) blocks.push({ kind: open.isItem ? 'item' : 'text', text: open.lines.map(({ text }) => text).reduce(joinLines), size: open.lines[0]?.size ?? 0 });
    open = undefined;
  };
  for (const part of parts) {
    if (part.kind === 'table') {
      finish();
      blocks.push({ kind: 'table', rows: part.rows.map((row) => row.map((cell) => cell.split('\n').reduce(joinLines))) });
      continue;
    }
    const { line } = part;
    const isItem = bullet.test(line.text) || number.test(line.text);
    if (open && (isItem || startsNew(open, line, leading, rightEdge))) finish();
    if (open) open.lines.push(line);
    else open = { lines: [line], isItem };
  }
  finish();
  return blocks;
}

function startsNew(open: { lines: Segment[]; isItem: boolean }, line: Segment, leading: number, rightEdge: number): boolean {
  const last = open.lines.at(-1);
  if (!last) return true;
  const down = last.y - line.y;
  const { size } = line;
  if (Math.abs(last.size - size) > size * 0.08) return true;
  // Up again: the next column goes on where a sentence is open.
  if (down < -size) return sentenceEnd.test(last.text);
  if (down > Math.max(leading * 1.3, size * 1.25) && down > leading * 1.15) return true;
  const isIndented = line.x - last.x > size * 0.9;
  if (isIndented && !open.isItem) return true;
  if (open.isItem && line.x < (open.lines[0]?.x ?? 0) - size * 0.5) return true;
  return last.right < rightEdge - size * 4 && sentenceEnd.test(last.text);
}

/** The usual distance from line to line, points. */
function typicalLeading(lines: readonly Segment[]): number {
  const steps = lines.flatMap((line, i) => {
    const next = lines[i + 1];
    const step = next ? line.y - next.y : 0;
    return next && Math.abs(next.size - line.size) < 0.5 && step > line.size * 0.8 && step < line.size * 2.2 ? [step] : [];
  });
  return steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 3)] ?? (lines[0]?.size ?? 10) * 1.5;
}

/** Where full lines end. */
function edgeOf(lines: readonly Segment[]): number {
  return lines.map(({ right }) => right).toSorted((a, b) => b - a)[Math.floor(lines.length / 10)] ?? 0;
}

/** Does a text that ends a page go on at the start of the next? */
export function goesOn(last: string, next: string): boolean {
  if (sentenceEnd.test(last) || bullet.test(next) || number.test(next)) return false;
  return /^[\p{Ll}\p{Script=Han}\d，、。；]/u.test(next);
}

/** A list item as Markdown writes it. */
export function itemToMarkdown(text: string): string {
  const numbered = /^(\d{1,3})[.)、．]\s*/.exec(text);
  return numbered ? `${numbered[1]}. ${text.slice(numbered[0].length)}` : `- ${text.replace(bullet, '')}`;
}
