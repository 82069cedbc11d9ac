import type { Article } from './article.ts';
import type { Conversation, Handover } from './conversation.ts';
import type { Intent } from './intent.ts';
import { nextSteps } from './next-steps.ts';
import type { CustomerRecord } from './ports/customer-directory.ts';
import type { UnderstoodMessage } from './ports/store.ts';
import type { BriefView } from './protocol.ts';
import { suggestReply } from './suggested-reply.ts';
import { shorten } from './text.ts';
import type { Understanding } from './understanding.ts';

/** Everything a brief is made of. */
export type BriefSources = {
  readonly conversation: Conversation;
  readonly handover: Handover;
  /** All handovers of the conversation so far. */
  readonly handovers: readonly Handover[];
  readonly transcript: readonly UnderstoodMessage[];
  /** What the directory knows; absent for visitors and while it cannot be asked. */
  readonly customer: CustomerRecord | undefined;
  /** The directory could not be asked about this customer. */
  readonly isDirectoryDown?: boolean;
  readonly staffArticles: readonly Article[];
  readonly intents: ReadonlyMap<string, Intent>;
  readonly company: Readonly<Record<'zh' | 'en', string>>;
  /** Who reads it, for the suggested reply. */
  readonly reader: string;
};

const REQUEST_LENGTH = 400;

/** Puts together what the person who takes over needs; pure, and only from what is known. */
export function composeBrief(sources: BriefSources): BriefView {
  const { conversation, handover, customer, intents } = sources;
  const asked = sources.transcript.filter(
    ({ message }) => message.author === 'customer' && message.segment === handover.segment,
  );
  const understood = asked.flatMap(({ message, understanding }) => (understanding ? [{ message, understanding }] : []));
  const request = requestOf(sources, understood);
  const reply = suggestReply(sources);
  return {
    customer: {
      name: customer?.name ?? conversation.customerName,
      // The directory's word is newer than the last turn's, but a record that is gone changes nothing.
      tier: customer?.tier ?? conversation.tier,
      language: conversation.language,
      ...(conversation.customerId ? { id: conversation.customerId } : {}),
      ...(customer?.since ? { since: customer.since } : {}),
      ...(customer?.manager ? { manager: customer.manager } : {}),
      ...(customer?.tierBecause ? { tierBecause: customer.tierBecause } : {}),
      ...(customer?.noCare ? { noCare: true } : {}),
      ...(sources.isDirectoryDown ? { stale: 'unknown' as const } : customer?.asOf === undefined ? {} : { stale: customer.asOf }),
      orders: customer?.orders ?? [],
      notes: customer?.notes ?? [],
      earlierHandovers: sources.handovers.filter(({ openedAt }) => openedAt < handover.openedAt).length,
    },
    reason: handover.reason,
    rule: { id: handover.ruleId, words: handover.words },
    priority: handover.priority,
    team: handover.team,
    intents: topIntents(request.map(({ understanding }) => understanding), intents),
    request: shorten(request.map(({ message }) => message.text).join('\n'), REQUEST_LENGTH),
    moods: understood.map(({ message, understanding }) => ({
      seq: message.seq,
      text: shorten(message.text, 120),
      sentiment: understanding.sentiment,
      mood: understanding.mood,
    })),
    facts: factsOf(understood),
    articlesShown: conversation.memory.shown,
    promises: promisesOf(sources),
    ...(reply ? { suggestedReply: reply } : {}),
    nextSteps: nextSteps(handover.reason),
    openedAt: handover.openedAt,
    dueAt: handover.dueAt,
  };
}

type Understood = { readonly message: UnderstoodMessage['message']; readonly understanding: Understanding };

/**
 * The messages that say what the customer wants: those since the bot's last answer before the handover, and when they
 * are only a greeting or a call for a person, the matter before that.
 */
function requestOf({ transcript, handover, intents }: BriefSources, understood: readonly Understood[]): readonly Understood[] {
  const isMatter = ({ understanding }: Understood) => {
    const intent = intents.get(understanding.intents[0]?.id ?? '');
    if (!intent) return !understanding.signals.some(({ kind }) => kind === 'person');
    return intent.kind !== 'talk' && intent.signal !== 'person';
  };
  const lastAnswer = transcript.findLast(({ message }) => message.author !== 'customer' && message.at < handover.openedAt)?.message.seq ?? 0;
  const before = understood.filter(({ message }) => message.at <= handover.openedAt);
  const fresh = before.filter(({ message }) => message.seq > lastAnswer);
  const matters = fresh.filter(isMatter);
  if (matters.length > 0) return matters;
  const earlier = before.filter(isMatter).slice(-1);
  return earlier.length > 0 ? earlier : fresh;
}

/** The intents of the request, each with its best confidence, surest first. */
function topIntents(understandings: readonly Understanding[], intents: ReadonlyMap<string, Intent>): BriefView['intents'] {
  const best = new Map<string, number>();
  for (const { intents: guesses, isOutOfScope } of understandings) {
    const first = guesses[0];
    if (isOutOfScope || !first || intents.get(first.id)?.kind === 'talk') continue;
    best.set(first.id, Math.max(best.get(first.id) ?? 0, first.confidence));
  }
  return [...best]
    .sort((a, b) => b[1] - a[1])
    .map(([id, confidence]) => ({ id, name: intents.get(id)?.name ?? { zh: id, en: id }, confidence }));
}

/** The facts of a segment, each once, where it was said first; a product in the customer's words, anything else in its normal form. */
function factsOf(understood: readonly { message: UnderstoodMessage['message']; understanding: Understanding }[]): BriefView['facts'] {
  const seen = new Set<string>();
  const facts = understood.flatMap(({ message, understanding }) => understanding.entities.map((entity) => ({ ...entity, seq: message.seq })));
  return facts
    .filter(({ kind, value }) => {
      const key = `${kind}:${value}`;
      return !seen.has(key) && seen.add(key);
    })
    .map(({ kind, value, text, seq }) => ({ kind, value: kind === 'product' ? text : value, seq }));
}

/** What the bot has promised: the words with which it handed over, and the time they named. */
function promisesOf({ transcript, handover }: BriefSources): BriefView['promises'] {
  const said = transcript.find(({ message }) => message.author === 'bot' && message.at === handover.openedAt)?.message;
  return said ? [{ text: said.text, dueAt: handover.dueAt }] : [];
}
