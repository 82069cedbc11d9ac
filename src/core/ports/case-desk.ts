import type { CaseCommand, CaseFacts, CaseLine, CaseListView, CaseReport, CaseStateName, CaseView } from '../cases/view.ts';
import type { Agent } from './desk.ts';

/** Which cases somebody wants to see. */
export type CaseQuery = {
  readonly states?: readonly CaseStateName[] | undefined;
  readonly ownerId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly conversationId?: string | undefined;
  readonly isLate?: boolean | undefined;
  readonly awaitsApproval?: boolean | undefined;
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
