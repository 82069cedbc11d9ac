import type { ComponentChildren } from 'preact';
import { lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import { type Citation, helpPath } from '#core/protocol.ts';
import { inlineParts, safeHref } from './safe-text.ts';

type Citations = readonly Citation[];

/** An answer of the bot or of a colleague as a safe subset of Markdown: no HTML, no images, links only to the web, mail, telephone and own pages. */
export function Markdown({ text, citations = [] }: { text: string; citations?: Citations | undefined }) {
  return <div class="markdown">{nodes(lexer(text, { gfm: true, breaks: true }), citations)}</div>;
}

/** A customer's words, or a note, as they were written, with line breaks and links that can be pressed. */
export function PlainText({ text }: { text: string }) {
  return <p class="plain">{words(text, [])}</p>;
}

/** A link that opens beside the console and tells nothing of it. */
export function ExternalLink({ href, title, children }: { href: string; title?: string; children: ComponentChildren }) {
  return <a href={href} target="_blank" rel="noopener noreferrer" title={title}>{children}</a>;
}

function nodes(tokens: readonly Token[], citations: Citations): ComponentChildren {
  return tokens.map((token, i) => (isMarked(token) ? <Node key={i} token={token} citations={citations} /> : token.raw));
}

/** No extension of marked is loaded, so every token is one of its own. */
function isMarked(token: Token): token is MarkedToken {
  return typeof token.type === 'string';
}

function Node({ token, citations }: { token: MarkedToken; citations: Citations }) {
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'paragraph':
      return <p>{nodes(token.tokens, citations)}</p>;
    case 'heading':
      return <p><strong>{nodes(token.tokens, citations)}</strong></p>;
    case 'blockquote':
      return <blockquote>{nodes(token.tokens, citations)}</blockquote>;
    case 'list':
      return <List token={token} citations={citations} />;
    case 'list_item':
      return <li>{nodes(token.tokens, citations)}</li>;
    case 'table':
      return <Table token={token} citations={citations} />;
    case 'hr':
      return <hr />;
    case 'br':
      return <br />;
    case 'code':
      return <pre><code>{token.text}</code></pre>;
    case 'codespan':
      return <code>{token.text}</code>;
    case 'strong':
      return <strong>{nodes(token.tokens, citations)}</strong>;
    case 'em':
      return <em>{nodes(token.tokens, citations)}</em>;
    case 'del':
      return <del>{nodes(token.tokens, citations)}</del>;
    case 'link':
      return <Link token={token} citations={citations} />;
    case 'text':
      return <>{token.tokens ? nodes(token.tokens, citations) : words(token.text, citations)}</>;
    case 'escape':
      return <>{token.text}</>;
    case 'html':
    case 'image':
    case 'checkbox':
      return <>{token.raw}</>;
  }
}

function List({ token, citations }: { token: Tokens.List; citations: Citations }) {
  const items = nodes(token.items, citations);
  return token.ordered ? <ol start={token.start === '' ? 1 : token.start}>{items}</ol> : <ul>{items}</ul>;
}

function Table({ token, citations }: { token: Tokens.Table; citations: Citations }) {
  return (
    <table>
      <thead><tr>{token.header.map((cell, i) => <th key={i}>{nodes(cell.tokens, citations)}</th>)}</tr></thead>
      <tbody>{token.rows.map((row, i) => <tr key={i}>{row.map((cell, j) => <td key={j}>{nodes(cell.tokens, citations)}</td>)}</tr>)}</tbody>
    </table>
  );
}

function Link({ token, citations }: { token: Tokens.Link; citations: Citations }) {
  const href = safeHref(token.href);
  const label = nodes(token.tokens, citations);
  return href === undefined ? <>{label}</> : <ExternalLink href={href}>{label}</ExternalLink>;
}

function words(text: string, citations: Citations): ComponentChildren {
  return inlineParts(text, citations).map((part, i) => {
    if (part.kind === 'text') return part.text;
    if (part.kind === 'link') return <ExternalLink key={i} href={part.href}>{part.text}</ExternalLink>;
    const { title, number } = part.citation;
    return <sup key={i}><ExternalLink href={helpPath(part.citation)} title={title}>{number}</ExternalLink></sup>;
  });
}
