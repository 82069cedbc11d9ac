import type { ComposedAnswer } from '../ports/knowledge-base.ts';
import type { AssistDraft } from './view.ts';

/** An answer as a person would write it into the box: no numbers of citations, no bold headings. Pure. */
export function toDraft({ text, citations }: ComposedAnswer, how: Pick<AssistDraft, 'fit' | 'by' | 'about'>): AssistDraft {
  const numbers = new Set(citations.map(({ number }) => String(number)));
  const plain = text
    .replaceAll(/ ?\[(\d{1,2})\](?!\()/g, (mark, number: string) => (numbers.has(number) ? '' : mark))
    .replaceAll(/\*\*([^*\n]+)\*\*/g, '$1')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
  return { text: plain, citations, fit: how.fit, by: how.by, ...(how.about === undefined ? {} : { about: how.about }) };
}
