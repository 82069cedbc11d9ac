import type { Person } from '../desk/desk-state.ts';

/** Where a case stands, in the usual order. */
export const CASE_STATES = ['open', 'investigating', 'decided', 'awaiting', 'closed'] as const;
/** `awaiting`: the customer is asked whether it is settled. */
export type CaseStateName = (typeof CASE_STATES)[number];

/** What a customer can claim; `unclear` until somebody has asked. */
export const CLAIM_KINDS = ['unclear', 'damages', 'repair', 'replace', 'redo', 'other'] as const;
/** One of them: damages; repair, replace, redo; other redress (service-domain R7). */
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** How pressing a department's task is. */
export const URGENCIES = ['urgent', 'soon', 'normal'] as const;
/** One of them; their limits stand in cases.yaml (2 hours, 24 hours, 7 days by default). */
export type Urgency = (typeof URGENCIES)[number];

/** What was found about a complaint. */
export const OUTCOMES = ['justified', 'partly', 'unjustified'] as const;
/** One of them. */
export type Outcome = (typeof OUTCOMES)[number];

/** Who did something: a person of the staff, the customer, or Baton by itself. */
export type Actor = { readonly kind: 'staff'; readonly id: string; readonly name: string; readonly isLead: boolean } | { readonly kind: 'customer' } | { readonly kind: 'system' };

/** A limit that runs or has ended; times are Unix ms. */
export type CaseLimit = {
  readonly dueAt: number;
  readonly warnAt: number;
  readonly warnedAt?: number;
  /** When it was broken. */
  readonly lateAt?: number;
};

/** Something that a case rests on. */
export type Evidence = {
  readonly id: string;
  readonly kind: 'message' | 'order' | 'link' | 'file' | 'note';
  /** `seq` of a message in this conversation, the order's number, an address, the name of a file, or the words. */
  readonly value: string;
  /** The conversation in which a message stands, where it is an earlier one. */
  readonly conversationId?: string;
  /** What it shows. */
  readonly note?: string;
  readonly by: string;
  readonly at: number;
};

/** What one department does for a case. */
export type CaseTask = {
  readonly id: string;
  /** Code of cases.yaml. */
  readonly department: string;
  readonly text: string;
  readonly urgency: Urgency;
  readonly state: 'open' | 'started' | 'done' | 'cancelled';
  readonly assignee?: Person;
  readonly limit: CaseLimit;
  readonly openedAt: number;
  readonly openedBy: string;
  readonly endedAt?: number;
  readonly endedBy?: string;
  /** What was found or done, or why it was cancelled; for staff. */
  readonly result?: string;
};

/** What the company has decided. */
export type CaseDecision = {
  readonly outcome: Outcome;
  /** What is done for the customer. */
  readonly remedy: ClaimKind;
  /** As the customer reads it. */
  readonly text: string;
  /** In hundredths of the currency; 0 for none. */
  readonly compensation: number;
  readonly by: Person;
  readonly at: number;
  /** Above the authority of whoever decided it waits for somebody who may approve it. The customer hears nothing of it before. */
  readonly approval: 'not_needed' | 'pending' | 'approved';
  readonly approvedBy?: Person;
};

/** One asking whether it is settled. */
export type Attempt = { readonly at: number; readonly by: string };

/** How a case ended: the customer has confirmed it, or was asked so often without an answer. */
export type CaseClosing = {
  readonly reason: 'confirmed' | 'no_answer';
  readonly at: number;
  readonly by: string;
  /** The customer's message that confirms it. */
  readonly seq?: number;
  readonly attempts: readonly Attempt[];
};

/** A line of what has happened; `what` is the kind of the event. */
export type CaseEntry = { readonly at: number; readonly by: string; readonly what: string; readonly words?: string };

/** A complaint with its owner, from the first word until the customer says that it is settled; JSON. Times are Unix ms. */
export type Case = {
  /** Such as `C-20261122-0007`; empty until the store has given it. */
  readonly id: string;
  /** The day of its number, `20261122`. */
  readonly day: string;
  /** Grows with every change; the slower of two who act on the same version is refused. */
  readonly version: number;
  /** The conversation in which something happened to it last. */
  readonly conversationId: string;
  /** Where it was before, the latest last. */
  readonly earlier?: readonly string[];
  readonly customerId?: string;
  readonly customerName: string;
  readonly state: CaseStateName;
  readonly summary: string;
  /** Whoever took it first is responsible to the end (首问责任制), unless it is given to somebody else. */
  readonly owner?: Person;
  readonly claim: ClaimKind;
  /** In hundredths of the currency. */
  readonly amountWished?: number;
  /** Codes of cases.yaml. */
  readonly cause?: string;
  readonly department?: string;
  readonly product?: string;
  readonly orders: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly tasks: readonly CaseTask[];
  readonly decision?: CaseDecision;
  /** By when it is to be decided. */
  readonly decideBy?: CaseLimit;
  /** When the customer hears of it next without asking. */
  readonly newsAt?: number;
  /** Since when the customer is owed news that Baton holds back, because a person has the conversation. */
  readonly newsOwedAt?: number;
  readonly attempts: readonly Attempt[];
  /** When the customer is asked again, or the case ends without an answer. */
  readonly askAgainAt?: number;
  /** The customer has been asked as often as the rules say. */
  readonly isLastAttempt?: boolean;
  /** `seq` and segment of the last question whether it is settled. */
  readonly askedSeq?: number;
  readonly askedSegment?: number;
  readonly closing?: CaseClosing;
  readonly openedAt: number;
  readonly openedBy: string;
  readonly reopened: number;
  /** When a limit of it or of a task was broken first. */
  readonly lateAt?: number;
  readonly history: readonly CaseEntry[];
};

/** What it costs the company: what was decided and needs no approval any more. In hundredths. */
export function grantedCompensation({ decision }: Pick<Case, 'decision'>): number {
  return decision === undefined || decision.approval === 'pending' ? 0 : decision.compensation;
}

/** Tasks that somebody still works on. */
export function openTasks({ tasks }: Pick<Case, 'tasks'>): readonly CaseTask[] {
  return tasks.filter(({ state }) => state === 'open' || state === 'started');
}

/** Every limit that still runs and is not broken. */
export function runningLimits(record: Pick<Case, 'tasks' | 'decideBy' | 'state'>): readonly CaseLimit[] {
  const decide = (record.state === 'open' || record.state === 'investigating') && record.decideBy ? [record.decideBy] : [];
  return [...decide, ...openTasks(record).map(({ limit }) => limit)].filter(({ lateAt }) => lateAt === undefined);
}

/** Is something of it overdue now? */
export function isLate(record: Pick<Case, 'tasks' | 'decideBy' | 'state'>): boolean {
  const decide = (record.state === 'open' || record.state === 'investigating') && record.decideBy?.lateAt !== undefined;
  return decide || openTasks(record).some(({ limit }) => limit.lateAt !== undefined);
}

/** Who an actor is, in a word for the history. */
export function nameOf(actor: Actor): string {
  return actor.kind === 'staff' ? actor.name : actor.kind;
}
