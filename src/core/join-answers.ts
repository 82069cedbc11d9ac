import type { Citation } from './message.ts';
import type { ComposedAnswer } from './ports/knowledge-base.ts';

/** Several answers as one, each under the title of its first article, with the citations numbered through; pure. */
export function joinAnswers(answers: readonly ComposedAnswer[]): ComposedAnswer | undefined {
  if (answers.length < 2) return answers[0];
  const citations: Citation[] = [];
  const texts = answers.map((answer) => {
    const shift = citations.length;
    citations.push(...answer.citations.map((citation) => ({ ...citation, number: citation.number + shift })));
    const own = new Set(answer.citations.map(({ number }) => number));
    const text = answer.text.replace(/\[(\d+)\](?!\()/g, (mark, number: string) => (own.has(Number(number)) ? `[${Number(number) + shift}]` : mark));
    const title = answer.citations[0]?.title;
    return title === undefined ? text : `**${title}**\n\n${text}`;
  });
  return { text: texts.join('\n\n'), citations };
}
