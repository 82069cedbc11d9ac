import type { Citation } from '#core/protocol.ts';
import { useWording } from './wording.ts';

/** The public address of the article that a citation names. */
export function helpHref(citation: Citation): string {
  return `/help/${encodeURIComponent(citation.articleId)}?lang=${citation.language}`;
}

/** Where an answer comes from, as links to the articles. */
export function Citations({ citations }: { citations: readonly Citation[] }) {
  const words = useWording();
  if (citations.length === 0) return null;
  return (
    <ul class="citations">
      {citations.map((citation) => {
        const section = citation.headings.at(-1);
        return (
          <li key={citation.number}>
            <a href={helpHref(citation)} target="_blank" rel="noopener" title={[citation.title, ...citation.headings].join(' › ')}>
              {citations.length > 1 ? words.sourceNumbered(citation.number, citation.title) : words.source(citation.title)}
            </a>
            {section && section !== citation.title ? <span class="section">{section}</span> : null}
          </li>
        );
      })}
    </ul>
  );
}
