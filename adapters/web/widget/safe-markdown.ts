import { Lexer } from 'marked';
import type { MarkedToken, Token, Tokens } from 'marked';

// Elements that a message may contain.
type SafeTag = 'p' | 'ul' | 'ol' | 'li' | 'table' | 'thead' | 'tbody' | 'tr' | 'th' | 'td' | 'strong' | 'em' | 'code' | 'pre' | 'a' | 'br';

/** A piece of a message: text, a marker of a citation, or an element of the safe subset. Only `a` has an `href`. */
export type SafeNode =
  | string
  | { readonly cite: number }
  | { readonly tag: SafeTag; readonly children: readonly SafeNode[]; readonly href?: string; readonly start?: number };

const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** The address when it is absolute and its scheme is http, https, mailto or tel; otherwise undefined. */
export function safeHref(href: string): string | undefined {
  try {
    const url = new URL(href);
    return SCHEMES.has(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Splits text at markers such as `[1]` whose number is known; other brackets stay text. */
export function splitMarkers(text: string, known: ReadonlySet<number>): readonly SafeNode[] {
  return text
    .split(/(\[\d{1,2}\])/)
    .filter((part) => part !== '')
    .map((part) => {
      const number = /^\[(\d{1,2})\]$/.exec(part)?.[1];
      return number !== undefined && known.has(Number(number)) ? { cite: Number(number) } : part;
    });
}

function isKind<K extends MarkedToken['type']>(token: Token, kind: K): token is Extract<MarkedToken, { type: K }> {
  return token.type === kind;
}

function childrenOf(token: Token, known: ReadonlySet<number>): readonly SafeNode[] {
  return 'tokens' in token && token.tokens ? token.tokens.flatMap((child) => toNodes(child, known)) : splitMarkers('text' in token ? String(token.text) : token.raw, known);
}

function cellsOf(cells: readonly Tokens.TableCell[], tag: 'th' | 'td', known: ReadonlySet<number>): SafeNode {
  return { tag: 'tr', children: cells.map((cell) => ({ tag, children: cell.tokens.flatMap((token) => toNodes(token, known)) })) };
}

function tableOf(token: Tokens.Table, known: ReadonlySet<number>): SafeNode {
  const rows = token.rows.map((row) => cellsOf(row, 'td', known));
  return {
    tag: 'table',
    children: [
      { tag: 'thead', children: [cellsOf(token.header, 'th', known)] },
      { tag: 'tbody', children: rows },
    ],
  };
}

function listOf(token: Tokens.List, known: ReadonlySet<number>): SafeNode {
  const children = token.items.map((item): SafeNode => ({ tag: 'li', children: item.tokens.flatMap((child) => toNodes(child, known)) }));
  return token.ordered && typeof token.start === 'number' && token.start !== 1 ? { tag: 'ol', children, start: token.start } : { tag: token.ordered ? 'ol' : 'ul', children };
}

function linkOf(token: Tokens.Link, known: ReadonlySet<number>): readonly SafeNode[] {
  const href = safeHref(token.href);
  return href === undefined ? [token.raw] : [{ tag: 'a', href, children: childrenOf(token, known) }];
}

function toNodes(token: Token, known: ReadonlySet<number>): readonly SafeNode[] {
  const element = (tag: SafeTag): readonly SafeNode[] => [{ tag, children: childrenOf(token, known) }];
  if (isKind(token, 'space')) return [];
  if (isKind(token, 'list')) return [listOf(token, known)];
  if (isKind(token, 'table')) return [tableOf(token, known)];
  if (isKind(token, 'link')) return linkOf(token, known);
  if (isKind(token, 'paragraph')) return element('p');
  if (isKind(token, 'heading')) return [{ tag: 'p', children: element('strong') }];
  if (isKind(token, 'blockquote')) return childrenOf(token, known);
  if (isKind(token, 'strong')) return element('strong');
  if (isKind(token, 'em')) return element('em');
  if (isKind(token, 'codespan')) return [{ tag: 'code', children: [token.text] }];
  if (isKind(token, 'code')) return [{ tag: 'pre', children: [{ tag: 'code', children: [token.text] }] }];
  if (isKind(token, 'br')) return [{ tag: 'br', children: [] }];
  if (isKind(token, 'text') || isKind(token, 'escape')) return childrenOf(token, known);
  // HTML, images, definitions, rules and whatever marked learns next are shown as they were written.
  return [token.raw];
}

/**
 * Markdown as a tree of the safe subset: paragraphs, lists, tables, bold, emphasis, code, line breaks and links to
 * http, https, mailto and tel. Everything else, HTML and images included, becomes plain text. `known` are the numbers
 * of the answer's citations.
 */
export function toSafeNodes(markdown: string, known: ReadonlySet<number>): readonly SafeNode[] {
  try {
    return new Lexer({ gfm: true, breaks: true }).lex(markdown).flatMap((token) => toNodes(token, known));
  } catch {
    // Thousands of nested quotes or lists exhaust the stack; such a text is shown as it was written.
    return [{ tag: 'p', children: [markdown] }];
  }
}
