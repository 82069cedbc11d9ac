import type { Person } from '../desk/desk-state.ts';
import type { Actor, Urgency } from './case.ts';
import type { CaseCommand, CaseFacts } from './view.ts';

export type { CaseFacts } from './view.ts';

/** Evidence before it has an id. */
export type NewEvidence = { readonly kind: 'message' | 'order' | 'link' | 'file' | 'note'; readonly value: string; readonly note?: string };

/** What can happen to a case. */
export type CaseEvent = { readonly by: Actor } & (
  | { readonly kind: 'open'; readonly facts: CaseFacts; readonly evidence: readonly NewEvidence[]; readonly owner?: Person }
  | { readonly kind: 'reopen'; readonly evidence: readonly NewEvidence[] }
  /** The customer speaks of an open case in another conversation. */
  | { readonly kind: 'continue'; readonly evidence: readonly NewEvidence[] }
  | { readonly kind: 'assign'; readonly to: Person }
  /** Somebody has left the staff: what they were responsible for is nobody's, and their tasks are their departments'. */
  | { readonly kind: 'unassign'; readonly staffId: string }
  | { readonly kind: 'describe'; readonly facts: CaseFacts }
  | { readonly kind: 'add_evidence'; readonly evidence: readonly NewEvidence[] }
  | { readonly kind: 'add_task'; readonly department: string; readonly text: string; readonly urgency: Urgency; readonly assignee?: Person }
  /** To a colleague, or to whoever takes it in its department. */
  | { readonly kind: 'give_task'; readonly taskId: string; readonly assignee?: Person }
  /**
   * What staff do is what happens. `compensation` is in hundredths of the currency; `ask`: the customer is asked whether it is
   * settled, the first time and again; `confirm`: the customer says yes, `seq` is the message that says it.
   */
  | Extract<CaseCommand, { readonly kind: 'start_task' | 'finish_task' | 'cancel_task' | 'decide' | 'approve' | 'decline' | 'ask' | 'confirm' }>
  /** The customer says that it is not settled. */
  | { readonly kind: 'refuse'; readonly words?: string }
  /** The last of the documented attempts has brought no answer. */
  | { readonly kind: 'give_up' }
  | { readonly kind: 'warn'; readonly limit: LimitRef }
  | { readonly kind: 'be_late'; readonly limit: LimitRef }
  /** The customer hears that it goes on. */
  | { readonly kind: 'give_news' }
  /** The customer would hear that it goes on, and a person has the conversation, to whom it is left. */
  | { readonly kind: 'owe_news' }
  /** A colleague has written to the customer, which is news enough. */
  | { readonly kind: 'was_told' }
);

/** Which limit: that of the decision, or that of a task. */
export type LimitRef = 'decide' | { readonly taskId: string };

/** What can happen, by name. */
export type CaseEventKind = CaseEvent['kind'];
