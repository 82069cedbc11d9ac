import { CHANNELS, nameOf, PRIORITIES, REASONS, TIERS } from '#core/protocol.ts';
import type { ConversationSummary, Language, Priority, QueueRank } from '#core/protocol.ts';
import { say } from './i18n.ts';
import { plainLine } from './plain-line.ts';

/** The parts of the list, in the order in which they stand. */
export const SECTIONS = ['waiting', 'callbacks', 'mine', 'colleagues', 'bot', 'closed'] as const;

/** A part of the list. */
export type Section = (typeof SECTIONS)[number];

/** How many closed conversations are shown without a filter. */
export const CLOSED_SHOWN = 30;

const RANK: Readonly<Record<Priority, number>> = { urgent: 0, high: 1, normal: 2, low: 3 };

/** In which part of the list a conversation stands for the reader with id `me`. */
export function sectionOf(summary: ConversationSummary, me: string): Section {
  if (summary.state === 'human') return summary.agentId === me ? 'mine' : 'colleagues';
  return summary.state;
}

/** The part of the list in which a conversation is shown: who is called back does not wait in the queue. */
function partOf(summary: ConversationSummary, me: string): Section {
  return summary.state === 'waiting' && summary.callback ? 'callbacks' : sectionOf(summary, me);
}

/** What a colleague wants of the reader in a conversation: to take it over, or advice. */
export function wantsOf({ offer, asked }: ConversationSummary, me: string): 'offered' | 'asked' | undefined {
  if (offer?.toId === me) return 'offered';
  return asked?.some(({ id }) => id === me) ? 'asked' : undefined;
}

/** Order of waiting customers: by points where they are known, then higher priority first, then least time left to answer, then who has waited longest; ids settle ties so that rows never swap. */
function byUrgency(a: ConversationSummary, b: ConversationSummary, now: number): number {
  return (
    byPoints(a, b, now) ||
    RANK[a.priority ?? 'normal'] - RANK[b.priority ?? 'normal'] ||
    byNumber(pressing(a), pressing(b)) ||
    (a.waitingSince ?? a.lastAt) - (b.waitingSince ?? b.lastAt) ||
    a.id.localeCompare(b.id)
  );
}

/** More points first, by the order in which Baton itself gives them to people (`scoreOf` of the core). */
function byPoints({ rank: a }: ConversationSummary, { rank: b }: ConversationSummary, now: number): number {
  const points = ({ since, rate, headStart }: QueueRank): number => headStart + (rate * Math.max(0, now - since)) / 60_000;
  return a && b ? points(b) - points(a) : 0;
}

/** When the most pressing time limit is over. */
function pressing({ limits, dueAt }: ConversationSummary): number {
  return limits?.[0]?.dueAt ?? dueAt ?? Infinity;
}

/** Compares also where both are without end, whose difference is no number. */
function byNumber(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/** Order of all other conversations: last words first. */
function byLastWords(a: ConversationSummary, b: ConversationSummary): number {
  return b.lastAt - a.lastAt || a.id.localeCompare(b.id);
}

/** What a customer is called in the list: the name, or "Visitor" with the last four letters or digits of the id. */
export function customerLabel(name: string, id: string, language: Language): string {
  return name.trim() || say('visitor', language, { tail: id.replaceAll(/[^a-z0-9]/gi, '').slice(-4) });
}

/** Does a conversation match the words of the filter? Every word must occur in what the row shows, whatever its case. */
export function matches(summary: ConversationSummary, filter: string, language: Language): boolean {
  const words = filter.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const shown = [
    customerLabel(summary.customerName, summary.id, language),
    summary.customerName.trim() ? nameOf(TIERS, summary.tier, language) : '',
    summary.reason ? nameOf(REASONS, summary.reason, language) : '',
    summary.priority ? nameOf(PRIORITIES, summary.priority, language) : '',
    nameOf(CHANNELS, summary.channel, language),
    summary.agentName ?? '',
    plainLine(summary.lastText),
  ]
    .join('\n')
    .toLowerCase();
  return words.every((word) => shown.includes(word));
}

/** The list as it is shown: every part, sorted and filtered; where a colleague wants something of the reader comes first. Without a filter only the last closed ones are kept. */
export function arrange(
  summaries: Iterable<ConversationSummary>,
  me: string,
  filter: string,
  language: Language,
  now: number = Date.now(),
): Readonly<Record<Section, readonly ConversationSummary[]>> {
  const wanted = (summary: ConversationSummary): number => Number(wantsOf(summary, me) !== undefined);
  const parts: Record<Section, ConversationSummary[]> = { waiting: [], callbacks: [], mine: [], colleagues: [], bot: [], closed: [] };
  for (const summary of summaries) if (matches(summary, filter, language)) parts[partOf(summary, me)].push(summary);
  for (const section of SECTIONS) parts[section].sort(section === 'waiting' ? (a, b) => wanted(b) - wanted(a) || byUrgency(a, b, now) : byLastWords);
  parts.callbacks.sort((a, b) => (a.callback?.until ?? 0) - (b.callback?.until ?? 0) || a.id.localeCompare(b.id));
  parts.colleagues.sort((a, b) => wanted(b) - wanted(a));
  return { ...parts, closed: filter.trim() ? parts.closed : parts.closed.slice(0, CLOSED_SHOWN) };
}
