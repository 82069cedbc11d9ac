import type { GapReview, JudgedGroup } from '#core/gap.ts';
import type { GapDraft } from '#core/ports/gap-desk.ts';

const SHORT_ID = 8;
const LONGEST = 100;

/** What customers asked in vain, for people: one group after the other, each with its next step below. */
export function describeGaps({ groups, hidden, more, questions }: GapReview, now: number): string {
  const left = [
    ...(hidden.resolved > 0 ? [`${hidden.resolved} answered by now`] : []),
    ...(hidden.dismissed > 0 ? [`${hidden.dismissed} dismissed`] : []),
    ...(more > 0 ? [`${more} more (--limit ${groups.length + more})`] : []),
  ].join(', ');
  if (groups.length === 0) return `No open gaps: nothing was asked in vain${left === '' ? '' : ` (${left}; --all shows them)`}.\n`;
  const first = groups.find(({ draft, state }) => draft === undefined && state === 'open') ?? groups[0];
  const id = first?.id.slice(0, SHORT_ID) ?? '';
  return `${[
    'asked  last        id',
    ...groups.flatMap((group) => describeGroup(group, now)),
    '',
    `${questions} questions without a good answer. Not shown: ${left === '' ? 'nothing' : left}.`,
    `Next: write the article, or take a colleague's answer: npm run -s baton -- gaps draft ${id}`,
    `      if it needs no answer:                           npm run -s baton -- gaps dismiss ${id}`,
  ].join('\n')}\n`;
}

function describeGroup({ id, count, lastAt, examples, nearest, state, draft, gaps }: JudgedGroup, now: number): string[] {
  const [newest, ...others] = examples;
  const unhelpful = gaps.slice(0, count).filter(({ reason }) => reason === 'did_not_help').length;
  const notes = [
    ...(state === 'open' ? [] : [state === 'resolved' ? 'answered by now' : 'dismissed']),
    ...(unhelpful === 0 ? [] : [unhelpful === count ? 'answer did not help' : `answer did not help ${unhelpful} of ${count} times`]),
    ...(draft === undefined ? [] : [`draft: ${draft}`]),
  ];
  return [
    `${String(count).padStart(5)}  ${sayAge(lastAt, now).padEnd(10)}  ${id.slice(0, SHORT_ID)}  ${oneLine(newest?.text ?? '')}${notes.length === 0 ? '' : `  [${notes.join('; ')}]`}`,
    ...others.map(({ text }) => `${' '.repeat(29)}${oneLine(text)}`),
    `${' '.repeat(29)}${nearest ? `nearest: ${nearest.title} (${nearest.articleId}, ${nearest.score.toFixed(2)})` : 'nothing near'}`,
  ];
}

/** A draft for a person to read, and what to do then. */
export function describeDraft({ document: { id, language, title, body }, agentName, conversationId }: GapDraft): string {
  return `Draft ${id} (${language}), from what ${agentName ?? 'a colleague'} wrote in conversation ${conversationId}:

${title}

${body}

It was written to one customer: read it before everybody does. Then: npm run -s baton -- documents publish ${id}
`;
}

function oneLine(text: string): string {
  const plain = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return Array.from(plain).length > LONGEST ? `${Array.from(plain).slice(0, LONGEST).join('')}…` : plain;
}

function sayAge(at: number, now: number): string {
  const hours = Math.max(0, Math.floor((now - at) / 3600_000));
  if (hours < 1) return 'just now';
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} d ago`;
}
