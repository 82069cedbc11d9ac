/** What a line is to a code fence; `undefined` outside of all. */
export type FenceLine = 'opens' | 'inside' | 'closes' | undefined;

const fence = /^([ \t]*)(`{3,}|~{3,})(.*)$/;
const listItem = /^([ \t]*)((?:[-*+]|\d{1,9}[.)、])[ \t]+)\S/;
/** More columns of indentation than this make code without a fence, outside of lists. */
const INDENT = 3;
const TAB = 4;

/**
 * Which lines belong to code fences (CommonMark, 4.5). Inside a list a fence may stand as far in as the words of its
 * item; such a one that is never closed is none. A fence at the margin that is never closed goes on to the end.
 */
export function fencedLines(lines: readonly string[]): FenceLine[] {
  const lastClosing = lastClosingLines(lines);
  const found: FenceLine[] = [];
  let open = '';
  /** Column of the words of the list item that a line may belong to; 0 outside of lists. */
  let words = 0;
  for (const [at, line] of lines.entries()) {
    const [, indent = '', marks = '', info = ''] = fence.exec(line) ?? [];
    if (open !== '') {
      const closes = marks !== '' && marks[0] === open[0] && marks.length >= open.length && info.trim() === '';
      found.push(closes ? 'closes' : 'inside');
      if (closes) open = '';
      continue;
    }
    words = wordsAfter(line, words);
    const column = widthOf(indent);
    const isMarginal = column <= INDENT;
    const opens = marks !== '' && !(marks.startsWith('`') && info.includes('`')) && (isMarginal || (column <= words + INDENT && (lastClosing.get(marks[0] ?? '') ?? -1) > at));
    found.push(opens ? 'opens' : undefined);
    if (opens) open = marks;
  }
  return found;
}

/** The last line that could close a fence, for each kind of mark. */
function lastClosingLines(lines: readonly string[]): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const [at, line] of lines.entries()) {
    const [, , marks, info] = fence.exec(line) ?? [];
    if (marks?.[0] !== undefined && info?.trim() === '') last.set(marks[0], at);
  }
  return last;
}

function wordsAfter(line: string, words: number): number {
  if (line.trim() === '') return words;
  const [, indent = '', mark = ''] = listItem.exec(line) ?? [];
  if (mark !== '') return widthOf(indent) + mark.length;
  // Words at the margin end a list; what is set in may belong to its item.
  return /^[ \t]/.test(line) ? words : 0;
}

function widthOf(indent: string): number {
  let width = 0;
  for (const character of indent) width += character === '\t' ? TAB - (width % TAB) : 1;
  return width;
}
