import { type Citation, helpPath } from '#core/protocol.ts';
import type { ComponentChild } from 'preact';
import { toSafeNodes } from './safe-markdown.ts';
import type { SafeNode } from './safe-markdown.ts';
import { useWording } from './wording.ts';

/** A message's Markdown, drawn as elements of the safe subset; no HTML ever reaches the page. */
export function Markdown({ text, citations }: { text: string; citations: readonly Citation[] }) {
  const words = useWording();
  const draw = (node: SafeNode): ComponentChild => {
    if (typeof node === 'string') return node;
    if ('cite' in node) {
      const citation = citations.find((candidate) => candidate.number === node.cite);
      if (!citation) return `[${node.cite}]`;
      return (
        <sup>
          <a href={helpPath(citation)} target="_blank" rel="noopener" aria-label={words.note(node.cite)} title={citation.title}>
            {node.cite}
          </a>
        </sup>
      );
    }
    const children = node.children.map(draw);
    if (node.tag === 'a') {
      if (node.href === undefined) return children;
      return (
        <a href={node.href} target="_blank" rel="noopener">
          {children}
        </a>
      );
    }
    if (node.tag === 'br') return <br />;
    if (node.tag === 'ol') return <ol start={node.start ?? 1}>{children}</ol>;
    if (node.tag === 'table') {
      return (
        <div class="table" tabIndex={0} role="group">
          <table>{children}</table>
        </div>
      );
    }
    const Tag = node.tag;
    return <Tag>{children}</Tag>;
  };
  return <div class="markdown">{toSafeNodes(text, new Set(citations.map((citation) => citation.number))).map(draw)}</div>;
}
