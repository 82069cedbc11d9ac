import type { Citation } from '#core/protocol.ts';

/** A piece of a text: plain words, an address that can be pressed, or a mark like `[1]` that stands for a citation. */
export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  | { readonly kind: 'citation'; readonly citation: Citation };

const PARTS = /https?:\/\/[^\s<>"'，。；！？、（）《》]+|\[(\d{1,2})\]/gu;

/** An address that may become a link: web, mail, telephone, or a path of this site. Everything else, such as `javascript:`, is `undefined`. */
export function safeHref(href: string): string | undefined {
  const trimmed = href.trim();
  if (/^(?:https?:\/\/|mailto:|tel:)/i.test(trimmed)) return trimmed;
  return /^\/(?![/\\])/.test(trimmed) ? trimmed : undefined;
}

/** A text cut into its parts; a mark without its citation stays plain words, and nothing is lost. */
export function inlineParts(text: string, citations: readonly Citation[]): TextPart[] {
  const parts: TextPart[] = [];
  let done = 0;
  const addText = (until: number) => {
    if (until > done) parts.push({ kind: 'text', text: text.slice(done, until) });
  };
  for (const match of text.matchAll(PARTS)) {
    const citation = match[1] === undefined ? undefined : citations.find(({ number }) => number === Number(match[1]));
    if (match[1] !== undefined && !citation) continue;
    addText(match.index);
    if (citation) {
      parts.push({ kind: 'citation', citation });
      done = match.index + match[0].length;
    } else {
      // A full stop or bracket after an address ends the sentence, not the address.
      const address = match[0].replace(/[.,;:!?)\]]+$/, '');
      parts.push({ kind: 'link', text: address, href: address });
      done = match.index + address.length;
    }
  }
  addText(text.length);
  return parts;
}
