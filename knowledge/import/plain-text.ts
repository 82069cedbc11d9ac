import { cleanLine } from './clean-body.ts';

/** Longest line that can be a heading or title, in characters. */
const MAX_HEADING = 60;
const sentenceEnd = /[。！？；;:：,，.!?]$/;
const numbered = /^(?:第[一二三四五六七八九十百零\d]{1,4}[章节部分篇]+|[一二三四五六七八九十]{1,3}[、.．])\s*\S/;

/**
 * A plain text as Markdown: lines such as 一、退货 or 第二章 become headings, what would be read as marks by accident is
 * escaped, and a short first line is taken off as the title.
 */
export function plainToMarkdown(text: string): { readonly title: string | undefined; readonly body: string } {
  const lines = text.replaceAll(/\r\n?/g, '\n').split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const line = lines[first]?.trim() ?? '';
  const isTitle = line.length <= MAX_HEADING && !sentenceEnd.test(line) && lines.slice(first + 1).some((later) => later.trim() !== '');
  const title = isTitle ? cleanLine(line.replace(/^#+\s*/, '')) : '';
  const rest = title === '' ? lines : lines.slice(first + 1).filter((later, index) => index > 0 || !/^[=-]{3,}\s*$/.test(later));
  return { title: title === '' ? undefined : title, body: rest.map(toMarkdownLine).join('\n') };
}

function toMarkdownLine(line: string): string {
  const trimmed = line.trim();
  if (numbered.test(trimmed) && trimmed.length <= 30 && !sentenceEnd.test(trimmed)) return `\n## ${trimmed}\n`;
  // Four spaces at the start would make it code.
  return escapeText(line.replace(/^[ \t\u3000]{4,}|^\u3000+/, ''));
}

/** Text in which no sign is read as Markdown's by accident; list marks stay. */
export function escapeText(text: string): string {
  return text.replaceAll(/<(?=[a-zA-Z!/])/g, '\\<').replaceAll(/^(\s*)(#{1,6}(?=\s)|>)/gm, '$1\\$2');
}
