import type { BriefHandover } from '../protocol.ts';
import type { BriefSources } from './sources.ts';

const MOST = 5;

/** The handovers of this conversation before this one, the latest first, with whoever wrote to the customer or took them. */
export function earlierHandovers({ handovers, handover, transcript }: Pick<BriefSources, 'handovers' | 'handover' | 'transcript'>): readonly BriefHandover[] {
  return handovers
    .filter(({ openedAt }) => openedAt < handover.openedAt)
    .map((earlier): BriefHandover => {
      const during = transcript.filter(({ message }) => message.at >= earlier.openedAt && message.at <= (earlier.endedAt ?? handover.openedAt));
      const names = during.flatMap(({ message: { author, visibility, extras } }) =>
        author === 'agent' && visibility === 'all' ? (extras.agentName ?? []) : extras.notice?.kind === 'claimed' || extras.notice?.kind === 'transferred' ? extras.notice.agentName : [],
      );
      return { at: earlier.openedAt, reason: earlier.reason, outcome: earlier.outcome ?? 'open', by: [...new Set(names)] };
    })
    .toReversed()
    .slice(0, MOST);
}

/** Who gave the conversation back to the bot before this handover, and with which words to the customer; `undefined` where nobody did. */
export function handedBackBefore({ transcript, handover }: Pick<BriefSources, 'transcript' | 'handover'>): { readonly by: string; readonly at: number; readonly words?: string } | undefined {
  const at = transcript.findLastIndex(({ message }) => message.segment === handover.segment && message.at < handover.openedAt && message.extras.notice?.kind === 'handed_back');
  const notice = transcript[at]?.message;
  if (notice?.extras.notice?.kind !== 'handed_back') return undefined;
  const { agentName } = notice.extras.notice;
  const last = transcript.slice(0, at).findLast(({ message }) => message.author === 'agent')?.message;
  return { by: agentName, at: notice.at, ...(last ? { words: last.text.slice(0, 200).toWellFormed() } : {}) };
}
