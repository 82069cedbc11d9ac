import { type Citation, helpPath } from '#core/protocol.ts';
import { citedArticles } from './citation-groups.ts';
import { useLanguage, useWording } from './wording.ts';

/** Where an answer comes from, as links to the articles, each once. */
export function Citations({ citations }: { citations: readonly Citation[] }) {
  const words = useWording();
  const comma = useLanguage() === 'zh' ? '、' : ', ';
  if (citations.length === 0) return null;
  return (
    <ul class="citations">
      {citedArticles(citations).map(({ first, numbers, sections }) => (
        <li key={first.number}>
          <a href={helpPath(first)} target="_blank" rel="noopener" title={[first.title, ...(numbers.length > 1 ? [] : first.headings)].join(' › ')}>
            {citations.length > 1 ? words.sourceNumbered(numbers.join(comma), first.title) : words.source(first.title)}
          </a>
          {sections.length > 0 ? <span class="section">{sections.join(comma)}</span> : null}
        </li>
      ))}
    </ul>
  );
}
