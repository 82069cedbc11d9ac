import type { BriefView } from '../protocol.ts';
import type { BriefSources } from './sources.ts';

const LONGEST = 240;
/** An answer that came later belongs to something else, ms. */
const LATEST = 10 * 60_000;

/** Business actions that were called in this segment, with what the customer was told of them. */
export function doneActions({ conversation, transcript, handover, actions }: Pick<BriefSources, 'conversation' | 'transcript' | 'handover' | 'actions'>): NonNullable<BriefView['actions']> {
  const here = transcript.filter(({ message }) => message.segment === handover.segment);
  const since = here[0]?.message.at ?? 0;
  const acted = (conversation.memory.acted ?? []).filter(({ at }) => at >= since);
  return acted.map(({ action, at }, i) => {
    const until = Math.min(acted[i + 1]?.at ?? Infinity, at + LATEST);
    const said = here.findLast(({ message }) => message.author === 'bot' && message.at > at && message.at < until && message.at < handover.openedAt && !message.extras.citations?.length)?.message;
    return { name: actions?.get(action)?.name ?? { zh: action, en: action }, at, ...(said ? { result: said.text.slice(0, LONGEST).toWellFormed() } : {}) };
  });
}
