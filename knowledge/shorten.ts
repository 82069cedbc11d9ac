import { blocksOf } from './markdown-sections.ts';
import type { Block } from './markdown-sections.ts';
import { sentencesOf } from './sentences.ts';
import { widthOf } from './width.ts';

/** A text as it fits, and its width in columns. */
type Shortened = { readonly text: string; readonly width: number };

/**
 * As much of a Markdown text from its start as fits into `maxWidth` columns, cut only after a sentence, a list item or
 * a whole table. The first sentence is always there, however long.
 */
export function shorten(markdown: string, maxWidth: number): Shortened {
  const whole = widthOf(markdown);
  if (whole <= maxWidth) return { text: markdown, width: whole };
  let text = '';
  for (const block of blocksOf(markdown.split('\n'))) {
    const pieces = piecesOf(block);
    for (const [index, piece] of pieces.entries()) {
      const longer = text === '' ? piece : `${text}${index === 0 ? '\n\n' : joint(block)}${piece}`;
      if (text !== '' && widthOf(longer.trimEnd()) > maxWidth) return cut(text);
      text = longer;
    }
  }
  return cut(text);
}

function cut(text: string): Shortened {
  const kept = withoutDanglingLead(text.trimEnd());
  return { text: kept, width: widthOf(kept) };
}

/** A line that announces a list or table is of no use without it. */
function withoutDanglingLead(text: string): string {
  const blocks = blocksOf(text.split('\n'));
  const last = blocks.at(-1);
  if (blocks.length < 2 || last === undefined || !/[：:]$/.test(last.text)) return text;
  return blocks.slice(0, -1).map((block) => block.text).join('\n\n');
}

function piecesOf(block: Block): string[] {
  if (block.kind === 'prose') return sentencesOf(block.text);
  if (block.kind === 'list') return block.text.split(/\n(?=\s*(?:[-*+]|\d{1,3}[.)、])\s)/);
  return [block.text];
}

function joint(block: Block): string {
  return block.kind === 'prose' ? '' : '\n';
}
