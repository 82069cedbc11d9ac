import { parsePage } from './dom.ts';
import type { PageElement } from './dom.ts';
import { isDataTable, tableToMarkdown } from './html-table.ts';
import { escapeText } from './plain-text.ts';

/** What turns nodes into Markdown; loaded when the first page is read. */
type Turndown = { turndown(node: unknown): string };

let service: Promise<Turndown> | undefined;

/** An element as Markdown: headings, lists, links, tables and code stay what they are. */
export async function elementToMarkdown(element: PageElement): Promise<string> {
  service ??= createTurndown();
  return (await service).turndown(element);
}

/** HTML as Markdown; for cells and documents that are made of it. */
export async function htmlToMarkdown(html: string): Promise<string> {
  return elementToMarkdown((await parsePage(html)).body);
}

async function createTurndown(): Promise<Turndown> {
  const { default: TurndownService } = await import('turndown');
  const turndown = new TurndownService({ headingStyle: 'atx', codeBlockStyle: 'fenced', bulletListMarker: '-', emDelimiter: '*' });
  turndown.escape = (text) => escapeText(text).replaceAll(/([*`])/g, '\\$1');
  turndown.addRule('table', {
    filter: (node) => node.nodeName === 'TABLE' && isDataTable(node as unknown as PageElement),
    replacement: (_, node) => `\n\n${tableToMarkdown(node as unknown as PageElement)}\n\n`,
  });
  // Tables that only arrange a page: every cell is a paragraph of its own.
  turndown.addRule('cell', { filter: ['td', 'th', 'caption'], replacement: (content) => `\n\n${content.trim()}\n\n` });
  turndown.addRule('item', {
    filter: 'li',
    replacement: (content, node) => {
      const item = node as unknown as PageElement;
      const list = item.parentElement;
      const mark = list?.localName === 'ol' ? `${[...list.children].indexOf(item) + Number(list.getAttribute('start') ?? 1)}. ` : '- ';
      return `\n${mark}${content.trim().replaceAll('\n', `\n${' '.repeat(mark.length)}`).replaceAll(/\n\s*\n(?=\s*- )/g, '\n')}`;
    },
  });
  turndown.addRule('definition', { filter: 'dt' as 'p', replacement: (content) => `\n\n**${content.trim()}**\n\n` });
  turndown.addRule('picture', { filter: 'img', replacement: (_, node) => (node as unknown as PageElement).getAttribute('alt')?.trim() ?? '' });
  return turndown as unknown as Turndown;
}
