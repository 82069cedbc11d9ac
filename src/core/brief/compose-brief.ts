import type { Language } from '../language.ts';
import type { BriefView } from '../protocol.ts';
import { shorten } from '../text.ts';
import { applyCorrections } from './apply-corrections.ts';
import { kindOf } from './customer-kind.ts';
import { doneActions } from './done-actions.ts';
import { earlierHandovers, handedBackBefore } from './earlier.ts';
import { factsOf } from './facts.ts';
import { knownOf } from './known.ts';
import type { BriefMarks } from './marks.ts';
import { missingFor } from './missing.ts';
import { moodTurnOf } from './mood-turn.ts';
import { nextSteps } from './next-steps.ts';
import { withCallbackPromise } from '../waiting/callback-promise.ts';
import { promisesOf } from './promises.ts';
import { requestOf, topIntents } from './request.ts';
import { risksOf } from './risks.ts';
import { ruleInWords } from './rule-words.ts';
import { type BriefSources, understoodIn } from './sources.ts';
import { suggestReply } from './suggested-reply.ts';

const REQUEST_LENGTH = 400;

/** Puts together what the person who takes over needs; pure, and only from what is known. */
export function composeBrief(sources: BriefSources): BriefView {
  const { handover, intents, policy } = sources;
  const understood = understoodIn(sources);
  const request = requestOf(sources);
  const wanted = topIntents(request.map(({ understanding }) => understanding), intents);
  const marks = handover.brief;
  const corrected = applyCorrections(factsOf(understood, policy?.hide), shorten(request.map(({ message }) => message.text).join('\n'), REQUEST_LENGTH), marks?.corrections ?? []);
  const moods = understood.map(({ message, understanding }) => ({ seq: message.seq, text: shorten(message.text, 120), sentiment: understanding.sentiment, mood: understanding.mood }));
  const promises = withCallbackPromise(promisesOf(sources), sources.handover, sources.conversation.language, sources.policy?.timeZone, sources.now ?? sources.handover.openedAt);
  const customer = customerOf(sources);
  // A closing question after the matter is no repetition: only facts are left out of a suggestion.
  const known = knownOf({ customer, facts: corrected.facts, intents: [], request: '' });
  const kind = kindOf(understood, policy?.brief);
  const turn = moodTurnOf(moods);
  const because = ruleInWords(policy, handover.ruleId);
  const checked = checkedAt(marks);
  const back = handedBackBefore(sources);
  const lists = {
    missing: missingFor(wanted, corrected.facts, understood, sources),
    actions: doneActions(sources),
    risks: risksOf(sources, understood, promises),
    corrected: corrected.other,
    files: filesOf(sources),
  };
  return {
    customer: { ...customer, ...(kind ? { kind } : {}), ...(back ? { handedBack: back } : {}) },
    reason: handover.reason,
    rule: { id: handover.ruleId, words: handover.words, ...(because ? { because } : {}) },
    priority: handover.priority,
    team: handover.team,
    intents: wanted,
    request: corrected.request,
    ...(corrected.requestWas === undefined ? {} : { requestWas: corrected.requestWas }),
    ...(marks?.summary ? { summary: summaryOf(marks.summary, sources.conversation.language) } : {}),
    moods,
    ...(turn ? { moodTurn: turn } : {}),
    facts: corrected.facts,
    articlesShown: sources.conversation.memory.shown,
    promises,
    ...withoutEmpty(lists),
    ...(checked ? { checked } : {}),
    suggestedReply: suggestReply(sources, new Set(known.keys())),
    nextSteps: [...nextSteps(handover.reason), ...(kind ? [kind.how] : [])],
    openedAt: handover.openedAt,
    dueAt: handover.dueAt,
  };
}

function summaryOf({ text, language, translation }: NonNullable<BriefMarks['summary']>, customers: Language): NonNullable<BriefView['summary']> {
  const own = language ?? customers;
  return { [own]: text, ...(translation === undefined ? {} : { [own === 'zh' ? 'en' : 'zh']: translation }) };
}

function customerOf(sources: BriefSources): BriefView['customer'] {
  const { conversation, customer, handovers, handover, history, cases } = sources;
  const earlier = earlierHandovers(sources);
  return {
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
    earlierHandovers: handovers.filter(({ openedAt }) => openedAt < handover.openedAt).length,
    ...(history ? { history } : {}),
    ...withoutEmpty({ earlier, cases: cases ?? [] }),
  };
}

/** What the customer has sent in this segment. */
function filesOf({ transcript, handover }: BriefSources): NonNullable<BriefView['files']> {
  return transcript.flatMap(({ message }) => (message.author === 'customer' && message.segment === handover.segment ? (message.extras.files ?? []).map((file) => ({ ...file, seq: message.seq })) : []));
}

function checkedAt(marks: BriefSources['handover']['brief']): BriefView['checked'] {
  if (marks?.rightAt !== undefined) return { isRight: true, at: marks.rightAt };
  const last = marks?.corrections?.at(-1);
  return last && { isRight: false, at: last.at };
}

/** Only the lists that have something in them. */
function withoutEmpty<T extends Readonly<Record<string, readonly unknown[]>>>(lists: T): Partial<T> {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)) as Partial<T>;
}
