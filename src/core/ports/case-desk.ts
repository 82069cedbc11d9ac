import type { CaseCommand, CaseFacts, CaseLine, CaseListView, CaseReport, CaseStateName, CaseView, TaskListView } from '../cases/view.ts';
import type { Person } from '../desk/desk-state.ts';
import type { Agent } from './desk.ts';

/** Which cases somebody wants to see. */
export type CaseQuery = {
  readonly states?: readonly CaseStateName[] | undefined;
  readonly ownerId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly conversationId?: string | undefined;
  /** A department that is responsible for it, or has a task of it that is not done. */
  readonly department?: string | undefined;
  readonly isLate?: boolean | undefined;
  readonly awaitsApproval?: boolean | undefined;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Which tasks somebody wants to see: of a department, of a colleague, or those that are theirs. */
export type TaskQuery = {
  readonly assigneeId?: string | undefined;
  readonly department?: string | undefined;
  readonly mine?: Person | undefined;
  readonly isLate?: boolean | undefined;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Where staff see cases and act on them. */
export type CaseDesk = {
  /** One case. Throws `not_found`. */
  get(id: string, reader: Agent): Promise<CaseView>;
  /** The case of a conversation, open or closed last; without a record where there is none, and `undefined` where cases are not set up. */
  ofConversation(conversationId: string, reader: Agent): Promise<CaseView | undefined>;
  /** Cases, newest first. Throws `invalid_input` for a cursor that cannot be read. */
  list(query: CaseQuery): Promise<CaseListView>;
  /** Tasks that are not ended, the next that is due first; `mine`: given to this person, or to nobody yet in a department of theirs. Throws `invalid_input` for a cursor that cannot be read. */
  tasks(query: TaskQuery): Promise<TaskListView>;
  /** Are the tasks of this department this person's? */
  isOf(department: string, person: Person): boolean;
  /**
   * Opens one; whoever does is responsible. Throws `conflict` where one is open already. A `commandId` takes effect once.
   */
  open(conversationId: string, agent: Agent, facts: CaseFacts, commandId?: string): Promise<CaseView>;
  /**
   * One step. `version` is the one that the agent has seen: the slower of two who act on the same gets `conflict`. Throws
   * `not_found`, `not_allowed_now`, `forbidden`, and `invalid_input` for words to the customer that are never said.
   */
  command(id: string, agent: Agent, command: CaseCommand, version: number, commandId?: string): Promise<CaseView>;
  /** What complaints of a time came from, for leads: opened in [from, to), Unix ms. Throws `forbidden`. */
  report(reader: Agent, from: number, to: number): Promise<CaseReport>;
  /** Cases opened in [from, to) as lines, for leads, oldest last. Throws `forbidden`. */
  lines(reader: Agent, from: number, to: number): AsyncIterable<CaseLine & { readonly cause?: string; readonly product?: string; readonly department?: string; readonly compensation: number }>;
};
