import type { Change } from '../change.ts';
import type { Conversation } from '../conversation.ts';
import { BatonError } from '../errors.ts';
import type { NewMessage } from '../message.ts';
import type { Policy } from '../policy.ts';
import type { Case } from './case.ts';
import { type Standing, withCaseTimers } from './case-timers.ts';
import type { CaseEvent, CaseFacts, NewEvidence } from './event.ts';
import { type CaseHappening, happenedIn } from './happened.ts';
import type { CaseRules } from './rules.ts';
import { compareMatter } from './same-matter.ts';
import { type CaseContext, stepCase } from './step.ts';
import { isUnasked, tellCustomer } from './tell-customer.ts';
import { tellStaff } from './tell-staff.ts';

/** What a change does to the case of its conversation. */
export type CaseChange = {
  /** What happens, in order. */
  readonly events: readonly CaseEvent[];
  /** What comes of it; `withCase` adds it, nobody else. */
  readonly result?: CaseResult;
};

/** A case as a change leaves it. */
export type CaseResult = {
  readonly record: Case;
  /** The version that it replaces; absent for a new case. */
  readonly replaces: number | undefined;
  /** What webhooks are told. */
  readonly happened: readonly CaseHappening[];
  /** What the customer is told, after everything else that the change says. */
  readonly says: readonly NewMessage[];
};

/** Where a change comes to pass. */
export type CaseStanding = { readonly conversation: Conversation; readonly policy: Policy; readonly now: number };

/**
 * Completes a change with what it means for the customer's case, so that both are stored together: a complaint that is
 * handed over opens one, or opens the last one again; whoever claims the conversation first is responsible; a
 * colleague's words are news. Pure; every change passes through here, whoever decided it.
 */
export function withCase(change: Change, { conversation, policy, now }: CaseStanding): Change {
  const { cases: rules } = policy;
  const asked = change.case?.events ?? [];
  if (!rules) {
    if (asked.some(({ by }) => by.kind === 'staff')) throw new BatonError('not_allowed_now', '没有设置个案（intents/cases.yaml）。 · Cases are not set up (intents/cases.yaml).');
    // Cases from before the rules were taken away stand still, and hold nobody up.
    const { case: _, ...rest } = change;
    return rest;
  }
  const { state, agentId } = change.ownership ?? conversation;
  const isWithPerson = state === 'human';
  const context: CaseContext = { isWithPerson, rules, policy, now, conversation: { id: conversation.id, customerId: conversation.customerId, customerName: change.customer?.name ?? conversation.customerName } };
  const before = conversation.case;
  // A case that was closed since the customer wrote takes nothing more; nobody is held up by that.
  const isLate = ({ kind, by }: CaseEvent): boolean => kind === 'add_evidence' && by.kind === 'customer' && (before === undefined || before.state === 'closed');
  const continued = fromHandover(change, conversation, context);
  const events = [...continued.events, ...asked.filter((event) => !isLate(event))];
  const language = change.language ?? conversation.language;
  let { record } = continued;
  let replaces = record?.version;
  const says: NewMessage[] = [];
  const notes: NewMessage[] = [];
  const happened: CaseHappening[] = [];
  const news: NonNullable<Change['news']>[number][] = [];
  const take = (event: CaseEvent): void => {
    const earlier = record;
    record = stepCase(earlier, event, context);
    happened.push(...happenedIn(earlier, record, event));
    if (event.kind === 'open') replaces = undefined;
    const told = tellCustomer(record, event, language, context);
    if (!isUnasked(event)) says.push(...told);
    else if (!isWithPerson) says.push(...told.map((message) => ({ ...message, yields: true as const })));
    else {
      notes.push(...told.map(({ text }) => suggestion(record, text)));
      if (agentId !== undefined) news.push({ kind: 'case', agentId });
    }
    news.push(...tellStaff(earlier, record, event, rules));
  };
  for (const event of events) take(event);
  for (const event of fromOwnership(change, record, says.length > 0)) take(event);
  const standing: Standing | undefined = before?.conversationId === conversation.id ? { record: before, isWithPerson: conversation.state === 'human' } : undefined;
  // Who has the conversation decides on what Baton says by itself.
  if (!record || record === continued.record) return standing ? withCaseTimers(change, standing, { ...standing, isWithPerson }) : change;
  const result: CaseResult = { record, replaces, happened, says: [...says, ...notes] };
  return withCaseTimers({ ...change, case: { events, result }, ...(news.length > 0 ? { news: [...(change.news ?? []), ...news] } : {}) }, standing, { record, isWithPerson });
}

const SYSTEM = { kind: 'system' } as const;
const CUSTOMER = { kind: 'customer' } as const;

/** What Baton would say now, for whoever has the conversation to say. */
function suggestion(record: Case | undefined, words: string): NewMessage {
  return { author: 'system', visibility: 'staff', text: '', extras: { notice: { kind: 'case_words', caseId: record?.id ?? '', words } } };
}

/** What a handover means: which case goes on, where one does, and what happens to it. */
type Continued = { readonly record: Case | undefined; readonly events: readonly CaseEvent[] };

/**
 * What a handover means for the case: a first complaint, one that comes back, perhaps in another conversation of the same
 * customer, or more about the one that is open. Whoever waits for a person already, for whatever reason, can complain as well.
 */
function fromHandover(change: Change, conversation: Conversation, { rules, now }: CaseContext): Continued {
  const { openHandover } = change;
  const { case: before, otherCases = [] } = conversation;
  const nothing: Continued = { record: before, events: [] };
  // A customer who has come back in so many words has opened it again already.
  if (change.case?.events.some(({ kind }) => kind === 'reopen')) return nothing;
  const heard = conversation.state === 'waiting' ? (change.understandings ?? []).flatMap(({ understanding }) => understanding.signals.map(({ kind }) => kind)) : [];
  const reasons: readonly string[] = openHandover ? [openHandover.reason] : heard;
  if (reasons.length === 0) return nothing;
  const intents = (change.understandings ?? []).flatMap(({ understanding }) => (understanding.isOutOfScope ? [] : understanding.intents.slice(0, 1).map(({ id }) => id)));
  const isComplaint = rules.opens.reasons.some((reason) => reasons.includes(reason)) || (openHandover !== undefined && intents.some((id) => rules.opens.intents.includes(id)));
  const evidence = evidenceOf(change);
  const orders = evidence.filter(({ kind }) => kind === 'order').map(({ value }) => value);
  const facts = factsOf(change, intents, orders, rules);
  if (before && before.state !== 'closed') return isComplaint ? { record: before, events: moreOf(before, change, evidence) } : nothing;
  const isInTime = ({ closing }: Case): boolean => closing === undefined || now - closing.at <= rules.reopenDays * DAY_MS;
  // Whoever asks for a person and names the order of a case that was closed has come back for it.
  const isBack = (record: Case): boolean => isComplaint || (openHandover !== undefined && record.state === 'closed' && orders.length > 0);
  const same = [...(before ? [before] : []), ...otherCases.toSorted((a, b) => Number(a.state === 'closed') - Number(b.state === 'closed'))].find((record) => isInTime(record) && isBack(record) && compareMatter(record, isComplaint ? facts : { orders }) === 'same');
  // In the same conversation a complaint that names nothing else is about what was complained of before.
  const record = same ?? (isComplaint && before && isInTime(before) && compareMatter(before, facts) !== 'other' ? before : undefined);
  if (record) return { record, events: record.state === 'closed' ? [{ kind: 'reopen', by: CUSTOMER, evidence }] : moreOf(record, change, evidence, true) };
  return isComplaint ? { record: before, events: [{ kind: 'open', by: SYSTEM, facts, evidence }] } : nothing;
}

/** More about a case that is open, perhaps said elsewhere. */
function moreOf({ state }: Case, change: Change, evidence: readonly NewEvidence[], isElsewhere = false): readonly CaseEvent[] {
  const refuses = state === 'awaiting' && !change.case?.events.some(({ kind }) => kind === 'refuse');
  return [
    ...(refuses ? [{ kind: 'refuse', by: CUSTOMER } as const] : []),
    ...(isElsewhere && !refuses ? [{ kind: 'continue', by: CUSTOMER, evidence } as const] : evidence.length > 0 ? [{ kind: 'add_evidence', by: CUSTOMER, evidence } as const] : []),
  ];
}

const DAY_MS = 24 * 3600_000;

/** A guess at the cause is worth proposing from here on, in [0, 1]. */
const LEAST_CONFIDENCE = 0.15;

function evidenceOf(change: Change): readonly NewEvidence[] {
  const understood = change.understandings ?? [];
  const orders = new Set(understood.flatMap(({ understanding }) => understanding.entities.filter(({ kind }) => kind === 'order').map(({ value }) => value)));
  return [...understood.map(({ seq }): NewEvidence => ({ kind: 'message', value: String(seq) })), ...[...orders].map((value): NewEvidence => ({ kind: 'order', value }))];
}

function factsOf({ understandings = [] }: Change, intents: readonly string[], orders: readonly string[], rules: CaseRules): CaseFacts {
  // Where a complaint is heard first, what it is about stands among the other guesses.
  const guesses = [...intents, ...understandings.flatMap(({ understanding }) => understanding.intents.filter(({ confidence }) => confidence >= LEAST_CONFIDENCE).map(({ id }) => id))];
  const causeOf = (id: string) => Object.entries(rules.causes).find(([, { intents: own }]) => own.includes(id))?.[0];
  const cause = guesses.flatMap((id) => causeOf(id) ?? [])[0];
  const product = understandings.flatMap(({ understanding }) => understanding.entities).find(({ kind }) => kind === 'product')?.value;
  return { orders, ...(cause === undefined ? {} : { cause }), ...(product === undefined ? {} : { product }) };
}

/** Who is responsible, and whether the customer has heard something meanwhile. */
function fromOwnership(change: Change, record: Case | undefined, isTold: boolean): readonly CaseEvent[] {
  if (!record || record.state === 'closed') return [];
  const { ownership, agentName } = change;
  const isTaken = ownership?.state === 'human' && ownership.agentId !== undefined && record.owner === undefined;
  const isNews = !isTold && record.state !== 'awaiting' && change.messages?.some(({ author, visibility }) => author === 'agent' && visibility === 'all');
  return [
    ...(isTaken && ownership.agentId !== undefined ? [{ kind: 'assign', by: SYSTEM, to: { id: ownership.agentId, name: agentName ?? '' } } as const] : []),
    ...(isNews ? [{ kind: 'was_told', by: SYSTEM } as const] : []),
  ];
}
