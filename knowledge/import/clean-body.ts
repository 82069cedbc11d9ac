import { withoutRadicals } from './radicals.ts';

/** Marks that show nothing: directions, joiners other than those of emoji, soft hyphens, and the tags U+E0000–E007F. */
const INVISIBLE = /[\u00AD\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;

/**
 * Text as it may be kept: whole characters, no control or invisible ones, LF as line end, at most one blank line in a
 * row outside of code, trimmed. Pictures become their descriptions; links that are neither web, mail nor phone, their words.
 */
export function cleanBody(raw: string): string {
  const text = withoutRadicals(raw.toWellFormed())
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(INVISIBLE, '')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll(/[\u00A0\u202F]/g, ' ');
  return outsideCode(text, (part) =>
    part
      .replaceAll(/!\[([^\]]*)\]\((?:[^()\n]|\([^()\n]*\))*\)/g, '$1')
      .replaceAll(/(?<!!)\[([^\]\n]+)\]\((?!https?:\/\/|mailto:|tel:)(?:[^()\n]|\([^()\n]*\))*\)/g, '$1')
      .replaceAll(/[ \t]+$/gm, '')
      .replaceAll(/\n{3,}/g, '\n\n'),
  ).trim();
}

/** A single line of the same text: for titles. */
export function cleanLine(raw: string): string {
  return cleanBody(raw).replaceAll(/\s+/g, ' ').trim();
}

/** Is there anything but headings? */
export function hasText(body: string): boolean {
  return body.split('\n').some((line) => /[\p{L}\p{N}]/u.test(line) && !/^#{1,6}(\s|$)/.test(line));
}

/** Applies `change` to what stands outside of fenced code. */
export function outsideCode(markdown: string, change: (part: string) => string): string {
  return markdown
    .split(/^((?:```|~~~)[\s\S]*?^(?:```|~~~)[ \t]*$)/m)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('');
}
