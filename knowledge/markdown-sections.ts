/** A part of a document: the headings above it, outermost first, and its blocks in order. */
export type Section = { readonly headings: readonly string[]; readonly blocks: readonly Block[] };

/** A paragraph, list, table or code fence. Tables and code must stay whole. */
export type Block = { readonly kind: 'prose' | 'list' | 'table' | 'code'; readonly text: string };

const fence = /^ {0,3}(`{3,}|~{3,})/;
const heading = /^(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/;
const listItem = /^\s*(?:[-*+]|\d{1,3}[.)、])\s+/;

/** Cuts Markdown at its headings; sections without text are left out. Headings inside code fences are code. */
export function sectionsOf(markdown: string): Section[] {
  const sections: Section[] = [];
  let path: { level: number; text: string }[] = [];
  let lines: string[] = [];
  const finish = () => {
    const blocks = blocksOf(lines);
    if (blocks.length > 0) sections.push({ headings: path.map(({ text }) => text), blocks });
    lines = [];
  };
  let open = '';
  for (const line of markdown.split('\n')) {
    open = fenceAfter(line, open);
    const match = open === '' ? heading.exec(line) : null;
    if (match === null) {
      lines.push(line);
      continue;
    }
    finish();
    const level = match[1]?.length ?? 1;
    path = [...path.filter((above) => above.level < level), { level, text: match[2] ?? '' }];
  }
  finish();
  return sections;
}

/** Markdown cut into blocks at blank lines; a code fence is one block with the blank lines in it. */
export function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let current: string[] = [];
  let open = '';
  const finish = () => {
    const text = current.join('\n').trimEnd();
    if (text.trim() !== '') blocks.push({ kind: kindOf(current), text });
    current = [];
  };
  for (const line of lines) {
    const before = open;
    open = fenceAfter(line, open);
    const startsFence = before === '' && open !== '';
    if (startsFence || (before === '' && line.trim() === '')) finish();
    if (before !== '' || line.trim() !== '') current.push(line);
    if (before !== '' && open === '') finish();
  }
  finish();
  return blocks;
}

/** The fence that is open after a line: its marks, or nothing. */
function fenceAfter(line: string, open: string): string {
  const marks = fence.exec(line)?.[1];
  if (marks === undefined) return open;
  if (open === '') return marks;
  const closes = marks[0] === open[0] && marks.length >= open.length && line.trim() === marks;
  return closes ? '' : open;
}

function kindOf(lines: readonly string[]): Block['kind'] {
  const first = lines[0] ?? '';
  if (fence.test(first)) return 'code';
  if (lines.every((line) => line.includes('|')) && /^[\s|:-]+$/.test(lines[1] ?? '')) return 'table';
  if (listItem.test(first)) return 'list';
  return 'prose';
}
