import type { Case, CaseStateName, CaseTask } from '../cases/case.ts';
import type { ReadOpenCases } from '../cases/view.ts';

/** Which cases are listed; everything that is given must hold. */
export type CaseFilter = {
  readonly states?: readonly CaseStateName[] | undefined;
  readonly ownerId?: string | undefined;
  readonly customerId?: string | undefined;
  /** Lives there, or is what that conversation is about. */
  readonly conversationId?: string | undefined;
  /** A department of cases.yaml that is responsible for it, or has a task of it that is not done. */
  readonly department?: string | undefined;
  /** Something of it is overdue. */
  readonly isLate?: boolean | undefined;
  /** A decision waits for a lead. */
  readonly awaitsApproval?: boolean | undefined;
  /** Those after this one in the order of the list. */
  readonly after?: { readonly openedAt: number; readonly id: string } | undefined;
  readonly limit: number;
};

/** Which tasks are listed; everything that is given must hold. */
export type TaskFilter = {
  /** Given to this colleague. */
  readonly assigneeId?: string | undefined;
  /** Of this department, whoever has it. */
  readonly department?: string | undefined;
  /** Given to this colleague, or to nobody yet in one of these departments. */
  readonly mine?: { readonly staffId: string; readonly departments: readonly string[] } | undefined;
  /** Its limit is broken. */
  readonly isLate?: boolean | undefined;
  /** Those after this one in the order of the list. */
  readonly after?: { readonly dueAt: number; readonly caseId: string; readonly taskId: string } | undefined;
  readonly limit: number;
};

/** What a report counts of one case. Times are Unix ms, `compensation` hundredths. */
export type CaseFigures = {
  readonly cause: string | undefined;
  readonly product: string | undefined;
  readonly department: string | undefined;
  readonly openedAt: number;
  readonly closedAt: number | undefined;
  readonly wasLate: boolean;
  readonly compensation: number;
};

/** Reading cases; they are changed by `Change.case` alone. */
export type CaseStore = {
  /** One case by its number. */
  get(id: string): Promise<Case | undefined>;
  /** The case that a conversation is about, open or closed last, wherever it lives by now. */
  ofConversation(conversationId: string): Promise<Case | undefined>;
  /** Cases, newest first by when they were opened; an order that never changes. */
  list(filter: CaseFilter): Promise<Case[]>;
  /** Tasks that are not ended, by when they are due, and the cases that they belong to. */
  tasks(filter: TaskFilter): Promise<{ readonly task: CaseTask; readonly record: Case }[]>;
  /** What reports are made of: cases opened in [from, to), Unix ms. */
  figures(from: number, to: number): Promise<CaseFigures[]>;
  /** Ids of the conversations whose open cases somebody is responsible for. */
  ownedBy(staffId: string): Promise<string[]>;
  readonly openCases: ReadOpenCases;
};
