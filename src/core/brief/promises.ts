import type { BriefPromise } from '../protocol.ts';
import type { UnderstoodMessage } from '../ports/store.ts';
import { type DeadlineRules, findDeadline } from './deadlines.ts';
import type { BriefSources } from './sources.ts';

const DEFAULT_RULES: DeadlineRules = { timeZone: 'Asia/Shanghai' };
/** Somebody of the company does it. */
const WE_DO = /(?:我|我们|同事|专员|师傅|工程师|仓库|财务|有人|客服|组长|主管)|给您|为您|帮您|(?:会|将|一定)(?!议)|\b(?:i|we)(?:'ll| will| am| are|'m|'re| can| have|'ve)?\b|\b(?:will|shall|'ll)\b|\b(?:colleague|someone|somebody|team|technician|engineer|warehouse)\b/i;
/** The customer shall do it, or is asked whether it suits. */
const THEY_DO = /(?:请|麻烦|需要?)您|您(?:可以|需要?|只要|在)|您.{0,10}(?:可以|方便|有空|记得)|[?？]\s*$|\b(?:please|you (?:can|may|need|have to|should|must))\b/i;
const LONGEST = 200;
const SOON_MS = 24 * 60 * 60_000;
/** So many promises that were kept stay in the list, the latest; open and broken ones all stay. */
const MOST_KEPT = 8;

/**
 * What the bot and people have promised the customer, oldest first: the words with which the bot handed over and the
 * time they named, then what they wrote with a time by which it is done. Nothing that is open or broken is left out.
 * Quotations of articles promise nothing new, the words around an earlier handover ended with it, and what was due before
 * an earlier segment ended was settled there.
 */
export function promisesOf(sources: Pick<BriefSources, 'transcript' | 'handover' | 'handovers' | 'policy' | 'now'>): readonly BriefPromise[] {
  const { transcript, handover, handovers, policy, now = handover.openedAt } = sources;
  const opening = transcript.find(({ message }) => message.author === 'bot' && message.at === handover.openedAt)?.message;
  const agents = transcript.filter(({ message }) => isSaid(message) && message.author === 'agent').map(({ message }) => message.at);
  const keptBy = (since: number, dueAt: number): 'yes' | 'no' | 'open' => {
    // Somebody who writes keeps the promise of an answer soon; what takes days is not done by the next word.
    if (now <= dueAt && dueAt - since > SOON_MS) return 'open';
    return agents.some((at) => at > since && at <= dueAt) ? 'yes' : now > dueAt ? 'no' : 'open';
  };
  const over = handovers.filter(({ id }) => id !== handover.id);
  const isOfEarlierHandover = (at: number): boolean => over.some(({ openedAt, endedAt }) => at >= openedAt && endedAt !== undefined && at <= endedAt);
  const lastIn = (segment: number): number => transcript.findLast(({ message }) => message.segment === segment)?.message.at ?? 0;
  const found = transcript.flatMap(({ message }): BriefPromise[] => {
    if (message === opening) return [{ text: message.text, by: 'bot', dueAt: handover.dueAt, kept: keptBy(message.at, handover.dueAt) }];
    if (!isSaid(message) || (message.author !== 'agent' && (message.author !== 'bot' || message.extras.citations?.length))) return [];
    if (message.author === 'bot' && message.segment !== handover.segment && isOfEarlierHandover(message.at)) return [];
    const promised = promisesIn(message.text, message.at, policy ?? DEFAULT_RULES).filter(({ dueAt }) => message.segment >= handover.segment || dueAt > lastIn(message.segment));
    return promised.map(({ text, dueAt }) => ({
      text,
      by: message.author === 'agent' ? 'agent' : 'bot',
      ...(message.extras.agentName === undefined ? {} : { agentName: message.extras.agentName }),
      dueAt,
      kept: keptBy(message.at, dueAt),
    }));
  });
  const latestKept = new Set(found.filter(({ kept }) => kept === 'yes').slice(-MOST_KEPT));
  return found.filter((promise) => promise.kept !== 'yes' || latestKept.has(promise));
}

/** The sentences of a text that promise something by a time. */
export function promisesIn(text: string, at: number, rules: DeadlineRules): readonly { readonly text: string; readonly dueAt: number }[] {
  return text.split(/(?<=[。！？!?\n])|(?<=\.)\s+/).flatMap((sentence) => {
    const dueAt = findDeadline(sentence, at, rules);
    const parts = sentence.split(/[，,；;]/);
    const own = parts.find((part) => findDeadline(part, at, rules) !== undefined) ?? sentence;
    const isOurs = WE_DO.test(sentence) && !THEY_DO.test(own) && !/[?？]\s*$/.test(sentence);
    return dueAt !== undefined && isOurs ? [{ text: sentence.trim().slice(0, LONGEST).toWellFormed(), dueAt }] : [];
  });
}

function isSaid({ visibility, status }: UnderstoodMessage['message']): boolean {
  return visibility === 'all' && status !== 'withheld' && status !== 'failed';
}
