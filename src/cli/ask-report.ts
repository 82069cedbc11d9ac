import type { Asked, Said } from './ask-once.ts';

/** Passages that are shown with their scores. */
const SHOWN = 5;

/** What came of a question, for people: what is read, on what it rests, what else was near, and the times. */
export function describeAsked({ said, decision, evidence, understanding, searchMs, totalMs }: Asked): string {
  const [intent] = understanding.intents;
  const decided = decision === undefined ? (said.length > 0 ? 'answered' : evidence.verdict === 'unclear' ? 'several articles compete' : 'nothing reliable found') : `${decision.kind.replaceAll('_', ' ')} (${decision.reason.replaceAll('_', ' ')})`;
  const near = evidence.passages.slice(0, SHOWN).map(({ score, articleId, language, title, headings }) => `${score.toFixed(3)}  ${articleId} (${language})  ${[title, ...headings].join(' › ')}\n`);
  return [
    ...said.map(describeSaid),
    `${decided}${intent ? `; understood as ${intent.id}, ${intent.confidence.toFixed(2)}` : ''}\n`,
    ...(near.length > 0 ? ['\nNearest passages\n', ...near] : []),
    `\nsearch ${searchMs.toFixed(1)} ms, whole answer ${totalMs.toFixed(1)} ms\n`,
  ].join('');
}

function describeSaid({ text, citations, choices }: Said): string {
  const sources = citations.map(({ number, title, headings, articleId, language, score }) => `[${number}] ${[title, ...headings].join(' › ')} (${articleId}, ${language})${score === undefined ? '' : `  ${score.toFixed(3)}`}\n`);
  const offered = choices.map(({ label }) => `  > ${label}\n`);
  return `${text}\n${offered.length > 0 ? `\n${offered.join('')}` : ''}${sources.length > 0 ? `\n${sources.join('')}` : ''}\n`;
}
