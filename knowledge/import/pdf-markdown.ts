import { gridToMarkdown } from './html-table.ts';
import { goesOn, itemToMarkdown } from './pdf-blocks.ts';
import type { Block } from './pdf-blocks.ts';
import { joinLines } from './pdf-pieces.ts';
import { escapeText } from './plain-text.ts';

/** Letters this much larger than the text's make a heading. */
const LARGER = 1.12;
const MAX_HEADING = 120;
const MAX_LEVELS = 4;

/**
 * Blocks of a document as Markdown, with the title taken off: headings by their tags, else by the size of their
 * letters; paragraphs, lists and tables that a page end has cut are joined.
 */
export function blocksToMarkdown(pages: readonly (readonly Block[])[]): { readonly title: string | undefined; readonly body: string } {
  const blocks = levelled(joinPages(pages));
  const [first] = blocks;
  const tops = blocks.filter((block) => levelOf(block) === 1);
  const isTitle = first !== undefined && levelOf(first) === 1 && tops.length === 1;
  const title = isTitle && first.kind === 'text' ? first.text : undefined;
  const lines = (isTitle ? blocks.slice(1) : blocks).map(toMarkdown);
  const body = lines.reduce((text, { markdown, isItem }, i) => `${text}${i === 0 ? '' : isItem && lines[i - 1]?.isItem ? '\n' : '\n\n'}${markdown}`, '');
  return { title, body };
}

function levelOf(block: Block): number | undefined {
  return block.kind === 'text' ? block.level : undefined;
}

function toMarkdown(block: Block): { markdown: string; isItem: boolean } {
  if (block.kind === 'table') return { markdown: gridToMarkdown(block.rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))), isItem: false };
  if (block.kind === 'item') return { markdown: itemToMarkdown(block.text), isItem: true };
  return { markdown: block.level === undefined ? escapeText(block.text) : `${'#'.repeat(Math.min(block.level, 6))} ${block.text}`, isItem: false };
}

function joinPages(pages: readonly (readonly Block[])[]): Block[] {
  const joined: Block[] = [];
  for (const page of pages) {
    for (const [index, block] of page.entries()) {
      const last = index === 0 ? joined.at(-1) : undefined;
      if (last?.kind === 'table' && block.kind === 'table' && last.rows[0]?.length === block.rows[0]?.length) {
        const repeated = JSON.stringify(last.rows[0]) === JSON.stringify(block.rows[0]);
        joined[joined.length - 1] = { ...last, rows: [...last.rows, ...block.rows.slice(repeated ? 1 : 0)] };
      } else if (last && last.kind !== 'table' && levelOf(last) === undefined && block.kind === 'text' && block.level === undefined && Math.abs(last.size - block.size) < 0.5 && goesOn(last.text, block.text)) {
        joined[joined.length - 1] = { ...last, text: joinLines(last.text, block.text) };
      } else {
        joined.push(block);
      }
    }
  }
  return joined;
}

/** Gives headings their levels where no tags do: the largest letters are the first level, down to the text's own. */
function levelled(blocks: readonly Block[]): Block[] {
  if (blocks.some((block) => levelOf(block) !== undefined)) return [...blocks];
  const weights = new Map<number, number>();
  for (const block of blocks) {
    if (block.kind === 'table') continue;
    const size = Math.round(block.size * 2) / 2;
    weights.set(size, (weights.get(size) ?? 0) + block.text.length);
  }
  const usual = [...weights].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
  const isHeading = (block: Block): boolean => block.kind !== 'table' && block.size > usual * LARGER && block.text.length <= MAX_HEADING && /[\p{L}\p{N}]/u.test(block.text);
  const sizes = [...new Set(blocks.flatMap((block) => (block.kind !== 'table' && isHeading(block) ? [Math.round(block.size * 2) / 2] : [])))].toSorted((a, b) => b - a);
  return blocks.map((block) => {
    if (block.kind === 'table' || !isHeading(block)) return block;
    return { kind: 'text', text: block.text, size: block.size, level: Math.min(sizes.indexOf(Math.round(block.size * 2) / 2) + 1, MAX_LEVELS) };
  });
}
