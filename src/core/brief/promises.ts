import type { BriefPromise } from '../protocol.ts';
import type { UnderstoodMessage } from '../ports/store.ts';
import { findDeadline } from './deadlines.ts';
import type { BriefSources } from './sources.ts';

const DEFAULT_ZONE = 'Asia/Shanghai';
/** Somebody of the company does it. */
const WE_DO = /(?:我|我们|同事|专员|师傅|工程师|仓库|财务|有人|客服|组长|主管)|给您|为您|帮您|(?:会|将|一定)(?!议)|\b(?:i|we)(?:'ll| will| am| are|'m|'re| can| have|'ve)?\b|\b(?:will|shall|'ll)\b|\b(?:colleague|someone|somebody|team|technician|engineer|warehouse)\b/i;
/** The customer shall do it, or is asked whether it suits. */
const THEY_DO = /(?:请|麻烦|需要?)您|您(?:可以|需要?|只要|在)|[?？]\s*$|\b(?:please|you (?:can|may|need|have to|should|must))\b/i;
const LONGEST = 200;
const MOST = 8;

/**
 * What the bot and people have promised the customer, oldest first: the words with which the bot handed over and the
 * time they named, then what they wrote with a time by which it is done. Quotations of articles promise nothing new.
 */
export function promisesOf(sources: Pick<BriefSources, 'transcript' | 'handover' | 'policy' | 'now'>): readonly BriefPromise[] {
  const { transcript, handover, policy, now = handover.openedAt } = sources;
  const zone = policy?.timeZone ?? DEFAULT_ZONE;
  const opening = transcript.find(({ message }) => message.author === 'bot' && message.at === handover.openedAt)?.message;
  const agents = transcript.filter(({ message }) => isSaid(message) && message.author === 'agent').map(({ message }) => message.at);
  const keptBy = (since: number, dueAt: number): 'yes' | 'no' | 'open' => (agents.some((at) => at > since && at <= dueAt) ? 'yes' : now > dueAt ? 'no' : 'open');
  const found = transcript.flatMap(({ message }): BriefPromise[] => {
    if (message === opening) return [{ text: message.text, by: 'bot', dueAt: handover.dueAt, kept: keptBy(message.at, handover.dueAt) }];
    if (!isSaid(message) || (message.author !== 'agent' && (message.author !== 'bot' || message.extras.citations?.length))) return [];
    // The words of earlier handovers were kept or broken then.
    if (message.author === 'bot' && message.segment !== handover.segment) return [];
    return promisesIn(message.text, message.at, zone).map(({ text, dueAt }) => ({
      text,
      by: message.author === 'agent' ? 'agent' : 'bot',
      ...(message.extras.agentName === undefined ? {} : { agentName: message.extras.agentName }),
      dueAt,
      kept: keptBy(message.at, dueAt),
    }));
  });
  return found.slice(-MOST);
}

/** The sentences of a text that promise something by a time. */
export function promisesIn(text: string, at: number, timeZone: string): readonly { readonly text: string; readonly dueAt: number }[] {
  return text.split(/(?<=[。！？!?\n])|(?<=\.)\s+/).flatMap((sentence) => {
    const deadline = findDeadline(sentence, at, timeZone);
    const parts = sentence.split(/[，,；;]/);
    const own = parts.find((part) => findDeadline(part, at, timeZone) !== undefined) ?? sentence;
    const isOurs = WE_DO.test(sentence) && !THEY_DO.test(own) && !/[?？]\s*$/.test(sentence);
    return deadline && isOurs ? [{ text: sentence.trim().slice(0, LONGEST).toWellFormed(), dueAt: deadline.dueAt }] : [];
  });
}

function isSaid({ visibility, status }: UnderstoodMessage['message']): boolean {
  return visibility === 'all' && status !== 'withheld' && status !== 'failed';
}
