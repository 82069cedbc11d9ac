import type { Case, CaseStateName, ClaimKind, Outcome, Urgency } from './case.ts';

export type { Case, CaseEntry, CaseStateName, CaseTask, ClaimKind, Evidence, Outcome, Urgency } from './case.ts';

/** A case that is not closed, as short as a brief needs it; for staff only. Times are Unix ms. */
export type OpenCase = {
  /** As people read it aloud, such as `C-20261122-0007`. */
  readonly id: string;
  readonly state: CaseStateName;
  /** What it is about, in one line, in the words of whoever opened it. */
  readonly summary: string;
  readonly claim: ClaimKind;
  /** Code of its cause in cases.yaml, where it is known. */
  readonly cause?: string;
  /** Who is responsible; absent while nobody is. */
  readonly ownerName?: string;
  readonly openedAt: number;
  /** The next limit of the case or of a task, where one runs. */
  readonly dueAt?: number;
  /** A limit is broken. */
  readonly isLate: boolean;
  /** Tasks of departments that are not finished. */
  readonly openTasks: number;
  /** A compensation waits for a lead's approval: it must not be told to the customer. */
  readonly awaitsApproval: boolean;
  /** How often it was opened again. */
  readonly reopened: number;
};

/** The open cases of a customer: those of this conversation, and all others of the same customer id; newest first. */
export type ReadOpenCases = (of: { readonly conversationId: string; readonly customerId?: string | undefined }) => Promise<readonly OpenCase[]>;

type Named = { readonly id: string; readonly name: { readonly zh: string; readonly en: string } };

/** What cases can be about here, and what the reader may decide. */
export type CaseSetup = {
  readonly departments: readonly Named[];
  readonly causes: readonly Named[];
  readonly currency: string;
  /** The largest compensation that the reader may decide alone, in hundredths; absent for any. */
  readonly mayGrant?: number;
};

/**
 * A case as staff see it: `record` is absent where there is none, and `mayReopen` says whether the last one can be opened again.
 * `approval`, where a decision waits for it: names of those who may approve so much, and whether the reader is one of them.
 */
export type CaseView = { readonly record?: Case; readonly setup: CaseSetup; readonly isLate: boolean; readonly mayReopen: boolean; readonly approval?: { readonly by: readonly string[]; readonly mayApprove: boolean } };

/** A line in the list of cases. */
export type CaseLine = OpenCase & { readonly conversationId: string; readonly customerName: string; readonly ownerId?: string; readonly closedAt?: number; readonly closedBecause?: 'confirmed' | 'no_answer' };

/** A task that is not ended, as a line of the list of tasks. Times are Unix ms. */
export type TaskLine = {
  readonly caseId: string;
  readonly conversationId: string;
  readonly customerName: string;
  readonly taskId: string;
  readonly department: string;
  readonly departmentName: Named['name'];
  readonly text: string;
  readonly urgency: Urgency;
  readonly state: 'open' | 'started';
  /** Who has it; absent while it is whoever's in the department. */
  readonly assigneeId?: string;
  readonly assigneeName?: string;
  /** Who is responsible for the case. */
  readonly ownerName?: string;
  readonly openedAt: number;
  readonly dueAt: number;
  readonly isLate: boolean;
};

/** Answer to the list of tasks. */
export type TaskListView = { readonly tasks: readonly TaskLine[]; readonly next?: string };

/** Answer to the list of cases. */
export type CaseListView = { readonly cases: readonly CaseLine[]; readonly next?: string };

/** What a report says of one cause, product or department; `id` is empty for those without. Sums are hundredths. */
export type CaseReportRow = {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly count: number;
  readonly closed: number;
  /** Share of which a limit was broken, in [0, 1]. */
  readonly lateShare: number;
  /** Half of the closed ones took no longer, ms; absent where none is closed. */
  readonly medianCloseMs?: number;
  readonly compensation: number;
};

/** Complaints that were opened in a time, by what they come from. */
export type CaseReport = {
  readonly from: number;
  readonly to: number;
  readonly currency: string;
  readonly total: CaseReportRow;
  readonly byCause: readonly CaseReportRow[];
  readonly byProduct: readonly CaseReportRow[];
  readonly byDepartment: readonly CaseReportRow[];
};

/** What is known of a case when it is opened or described better. Amounts are hundredths of the currency. */
export type CaseFacts = {
  readonly summary?: string;
  readonly claim?: ClaimKind;
  readonly amountWished?: number;
  readonly cause?: string;
  readonly department?: string;
  readonly product?: string;
  readonly orders?: readonly string[];
};

/** What staff do with a case; a task without `agentId` is whoever's in its department; `confirm` cites the customer's message that says it is settled. */
export type CaseCommand =
  | { readonly kind: 'reopen'; readonly note: string }
  | { readonly kind: 'assign'; readonly agentId: string }
  | { readonly kind: 'describe'; readonly facts: CaseFacts }
  | { readonly kind: 'add_evidence'; readonly evidence: { readonly kind: 'message' | 'order' | 'link' | 'file' | 'note'; readonly value: string; readonly note?: string } }
  | { readonly kind: 'add_task'; readonly department: string; readonly text: string; readonly urgency: Urgency; readonly agentId?: string }
  | { readonly kind: 'start_task'; readonly taskId: string }
  | { readonly kind: 'give_task'; readonly taskId: string; readonly agentId?: string }
  | { readonly kind: 'finish_task'; readonly taskId: string; readonly result: string }
  | { readonly kind: 'cancel_task'; readonly taskId: string; readonly reason: string }
  | { readonly kind: 'decide'; readonly outcome: Outcome; readonly remedy: ClaimKind; readonly text: string; readonly compensation: number }
  | { readonly kind: 'approve' }
  | { readonly kind: 'decline'; readonly reason: string }
  | { readonly kind: 'ask' }
  | { readonly kind: 'confirm'; readonly seq: number }
  | { readonly kind: 'refuse'; readonly words: string };
