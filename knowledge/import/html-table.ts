import { NODE } from './dom.ts';
import type { PageElement, PageNode } from './dom.ts';

/** Is this a table of data, not one that arranges a page? It has two columns somewhere and nothing big in its cells. */
export function isDataTable(table: PageElement): boolean {
  if (table.querySelector('table, h1, h2, h3, h4, ul ul, pre') !== null) return false;
  return rowsOf(table).some((row) => cellsOf(row).length > 1);
}

/**
 * A table as Markdown. The first row is its head, whether it is marked so or not; cells over several columns or rows
 * are repeated, so that every row can be read alone.
 */
export function tableToMarkdown(table: PageElement): string {
  const rows = rowsOf(table);
  const grid: string[][] = rows.map(() => []);
  for (const [r, row] of rows.entries()) {
    for (const cell of cellsOf(row)) {
      const text = inlineText(cell).replaceAll(/\s+/g, ' ').trim().replaceAll('|', '\\|');
      const line = grid[r] ?? [];
      let column = 0;
      while (line[column] !== undefined) column += 1;
      for (const below of grid.slice(r, r + spanOf(cell, 'rowspan'))) {
        for (let across = 0; across < spanOf(cell, 'colspan'); across += 1) below[column + across] = text;
      }
    }
  }
  return gridToMarkdown(grid);
}

/** Rows of cells as a Markdown table; shorter rows are filled up, and empty ones left out. */
export function gridToMarkdown(rows: readonly (readonly string[])[]): string {
  const kept = rows.filter((row) => row.some((cell) => cell !== undefined && cell !== ''));
  const width = Math.max(0, ...kept.map((row) => row.length));
  const line = (cells: readonly string[]): string => `| ${Array.from({ length: width }, (_, i) => cells[i] ?? '').join(' | ')} |`;
  const [head, ...rest] = kept;
  return head === undefined ? '' : [line(head), line(Array.from({ length: width }, () => '---')), ...rest.map(line)].join('\n');
}

function spanOf(cell: PageElement, side: 'rowspan' | 'colspan'): number {
  return Math.min(Math.max(Math.trunc(Number(cell.getAttribute(side) ?? 1)) || 1, 1), side === 'colspan' ? 20 : 200);
}

function rowsOf(table: PageElement): PageElement[] {
  return [...table.querySelectorAll('tr')];
}

function cellsOf(row: PageElement): PageElement[] {
  return [...row.children].filter(({ localName }) => localName === 'td' || localName === 'th');
}

/** Words of a cell on one line, with web links kept. */
function inlineText(node: PageNode): string {
  if (node.nodeType === NODE.text) return node.textContent;
  if (node.nodeType !== NODE.element) return '';
  const element = node as PageElement;
  if (element.localName === 'br') return ' ';
  const inner = [...element.childNodes].map(inlineText).join('');
  const href = element.localName === 'a' ? (element.getAttribute('href') ?? '') : '';
  if (/^https?:/.test(href)) return `[${inner.trim()}](${href})`;
  return ['p', 'div', 'li', 'tr'].includes(element.localName) ? ` ${inner} ` : inner;
}
