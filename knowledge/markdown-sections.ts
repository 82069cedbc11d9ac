import { fencedLines } from './markdown-fences.ts';
import { tableAt } from './markdown-tables.ts';

/** A part of a document: the headings above it, outermost first, and its blocks in order. */
export type Section = { readonly headings: readonly string[]; readonly blocks: readonly Block[] };

/** A paragraph, list, table or code fence. Tables and code must stay whole. */
export type Block = { readonly kind: 'prose' | 'list' | 'table' | 'code'; readonly text: string };

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
  const all = markdown.split('\n');
  const fenced = fencedLines(all);
  for (const [at, line] of all.entries()) {
    const match = fenced[at] === undefined ? heading.exec(line) : null;
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

/** Markdown cut into blocks: at blank lines, around code fences with the blank lines in them, and around tables. */
export function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  const fenced = fencedLines(lines);
  let current: string[] = [];
  let kind: Block['kind'] | undefined;
  const finish = (next?: Block['kind']) => {
    const text = current.join('\n').trimEnd();
    if (text.trim() !== '') blocks.push({ kind: kind ?? (listItem.test(current[0] ?? '') ? 'list' : 'prose'), text });
    current = [];
    kind = next;
  };
  for (const [at, line] of lines.entries()) {
    const fence = fenced[at];
    if (fence === 'opens') finish('code');
    else if (fence === undefined && line.trim() === '') finish();
    // A table needs no blank line, neither above nor below.
    else if (fence === undefined && kind === undefined && tableAt(lines, at)) finish('table');
    else if (kind === 'table' && !line.includes('|')) finish();
    if (fence !== undefined || line.trim() !== '') current.push(line);
    if (fence === 'closes') finish();
  }
  finish();
  return blocks;
}
