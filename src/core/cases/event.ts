import type { Person } from '../desk/desk-state.ts';
import type { Actor, ClaimKind, Outcome, Urgency } from './case.ts';

/** What is known of a case when it is opened or described better. */
export type CaseFacts = {
  readonly summary?: string;
  readonly claim?: ClaimKind;
  /** In hundredths of the currency. */
  readonly amountWished?: number;
  readonly cause?: string;
  readonly department?: string;
  readonly product?: string;
  readonly orders?: readonly string[];
};

/** Evidence before it has an id. */
export type NewEvidence = { readonly kind: 'message' | 'order' | 'link' | 'file' | 'note'; readonly value: string; readonly note?: string };

/** What can happen to a case. */
export type CaseEvent = { readonly by: Actor } & (
  | { readonly kind: 'open'; readonly facts: CaseFacts; readonly evidence: readonly NewEvidence[]; readonly owner?: Person }
  | { readonly kind: 'reopen'; readonly evidence: readonly NewEvidence[] }
  | { readonly kind: 'assign'; readonly to: Person }
  /** Its owner has left the staff. */
  | { readonly kind: 'unassign' }
  | { readonly kind: 'describe'; readonly facts: CaseFacts }
  | { readonly kind: 'add_evidence'; readonly evidence: readonly NewEvidence[] }
  | { readonly kind: 'add_task'; readonly department: string; readonly text: string; readonly urgency: Urgency; readonly assignee?: Person }
  | { readonly kind: 'start_task'; readonly taskId: string }
  | { readonly kind: 'finish_task'; readonly taskId: string; readonly result: string }
  | { readonly kind: 'cancel_task'; readonly taskId: string; readonly reason: string }
  /** `compensation` in hundredths of the currency. */
  | { readonly kind: 'decide'; readonly outcome: Outcome; readonly remedy: ClaimKind; readonly text: string; readonly compensation: number }
  | { readonly kind: 'approve' }
  | { readonly kind: 'decline'; readonly reason: string }
  /** The customer is asked whether it is settled: the first time, and again. */
  | { readonly kind: 'ask' }
  /** The customer says yes; `seq` is the message that says it. */
  | { readonly kind: 'confirm'; readonly seq: number }
  /** The customer says that it is not settled. */
  | { readonly kind: 'refuse'; readonly words?: string }
  /** The last of the documented attempts has brought no answer. */
  | { readonly kind: 'give_up' }
  | { readonly kind: 'warn'; readonly limit: LimitRef }
  | { readonly kind: 'be_late'; readonly limit: LimitRef }
  /** The customer hears that it goes on. */
  | { readonly kind: 'give_news' }
  /** A colleague has written to the customer, which is news enough. */
  | { readonly kind: 'was_told' }
);

/** Which limit: that of the decision, or that of a task. */
export type LimitRef = 'decide' | { readonly taskId: string };

/** What can happen, by name. */
export type CaseEventKind = CaseEvent['kind'];
