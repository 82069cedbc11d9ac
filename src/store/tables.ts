import type { ColumnType, Generated } from 'kysely';
import type { DeskPostsTable, DeskThreadsTable } from './desk-tables.ts';

/** Times are Unix ms; JSON is kept as text and 0/1 as booleans, so that both engines store the same. */
export type ConversationsTable = {
  id: string;
  channel: string;
  address: string;
  state: string;
  epoch: number;
  segment: number;
  language: string;
  customer_id: string | null;
  customer_name: string;
  tier: string;
  agent_id: string | null;
  agent_name: string | null;
  /** What goes on among colleagues, as JSON. */
  desk: string | null;
  /** To whom it is offered, as `desk` says. */
  offered_to: ColumnType<string | null, string | null | undefined, string | null>;
  memory: string;
  handled_seq: number;
  last_seq: number;
  last_cursor: number;
  close_reason: string | null;
  closed_by: string | null;
  rating: number | null;
  rating_comment: string | null;
  created_at: number;
  updated_at: number;
  /** When the oldest untaken customer message may be taken up; null when none waits. */
  turn_due_at: number | null;
  lease_token: number;
  lease_until: number | null;
  /** What waits for an answer after the end, as JSON. */
  care: ColumnType<string | null, string | null | undefined, string | null>;
  /** Its case, open or closed last. */
  case_id: ColumnType<string | null, string | null | undefined, string | null>;
  /** The customer has seen messages up to this cursor. */
  seen_cursor: ColumnType<number | null, number | null | undefined, number | null>;
};

export type MessagesTable = {
  id: string;
  conversation_id: string;
  seq: number;
  cursor: number | null;
  segment: number;
  author: string;
  visibility: string;
  text: string;
  extras: string;
  status: string;
  at: number;
  understanding: string | null;
  edited_at: ColumnType<number | null, number | null | undefined, number | null>;
  removed_at: ColumnType<number | null, number | null | undefined, number | null>;
  /** What it said before, as JSON. */
  earlier: ColumnType<string | null, string | null | undefined, string | null>;
};

/** Files; `message_id` is the message that carries it. Their bytes are apart, so that looking at a list does not read them. */
export type FilesTable = { id: string; conversation_id: string; message_id: string | null; name: string; type: string; size: number; at: number };
export type FileBytesTable = { file_id: string; bytes: Uint8Array };

/** Which outside message or command became which message: what comes twice takes effect once. */
export type InboundIdsTable = { channel: string; external_id: string; message_id: string };

export type HandoversTable = {
  id: string;
  conversation_id: string;
  segment: number;
  reason: string;
  rule_id: string;
  words: string;
  priority: string;
  team: string;
  opened_at: number;
  due_at: number;
  claimed_at: number | null;
  first_reply_at: number | null;
  ended_at: number | null;
  outcome: string | null;
  /** Time limits, as JSON; null in handovers of older versions. */
  clocks: string | null;
  /** When a time limit was broken first. */
  escalated_at: number | null;
  /** What it is about, as JSON; null in handovers of older versions. */
  needs: ColumnType<string | null, string | null | undefined, string | null>;
  /** The promise to reach the customer, as JSON. */
  callback: ColumnType<string | null, string | null | undefined, string | null>;
  /** What the customer and a model have added to the brief, as JSON. */
  brief: ColumnType<string | null, string | null | undefined, string | null>;
  /** Was the limit kept, 1 or 0; null while that is open, without a limit, and in handovers of older versions. */
  first_reply_kept: ColumnType<number | null, number | null | undefined, number | null>;
  solution_kept: ColumnType<number | null, number | null | undefined, number | null>;
};

/** Who had a handover from when to when; `is_passed_on` is 1 where it went on to somebody else or back into the queue. */
export type StintsTable = {
  id: Generated<number>;
  handover_id: string;
  conversation_id: string;
  staff_id: string;
  staff_name: string;
  team: string;
  began_at: number;
  first_words_at: number | null;
  ended_at: number | null;
  is_passed_on: number;
};

/** One rating per segment. */
export type RatingsTable = {
  conversation_id: string;
  segment: number;
  score: number;
  comment: string | null;
  /** Who had served: `bot`, or the agent's name. */
  served_by: string;
  at: number;
};

export type OutboxTable = {
  id: Generated<number>;
  conversation_id: string;
  target: string;
  epoch: number;
  message_id: string | null;
  news: string | null;
  /** 1: the message was changed after it had been queued. */
  is_edit: ColumnType<number | null, number | null | undefined, number | null>;
  /** 1: it is not sent while a person has the conversation. */
  yields: ColumnType<number | null, number | null | undefined, number | null>;
  attempts: number;
  next_at: number;
  lease_until: number | null;
};

export type CustomerSessionsTable = {
  token_hash: string;
  address: string;
  customer_id: string | null;
  customer_name: string;
  language: string;
  expires_at: number;
};

export type StaffTable = { id: string; name: string; role: string; created_at: number; removed_at: number | null };
export type SignInsTable = { token_hash: string; staff_id: string; expires_at: number; used_at: number | null };
export type StaffSessionsTable = { token_hash: string; staff_id: string; expires_at: number };
/** By which e-mail the staff are known elsewhere; in lower case. */
export type StaffEmailsTable = { email: string; staff_id: string };
export type SecretsTable = { name: string; value: string };

/** `product` is `all` or a JSON list; `state` is `removed` for what is left of a removed document. */
export type DocumentsTable = {
  id: string;
  language: string;
  title: string;
  audience: string;
  product: string;
  valid_from: string | null;
  review: string | null;
  version: number;
  state: string;
  state_reason: string | null;
  body: string;
  source: string;
  listed_in: string | null;
  content_hash: string;
  source_hash: string;
  revision: number;
  updated_at: number;
};

/** One row (`only` = 1): the latest revision of all documents. */
export type DocumentRevisionTable = { only: number; revision: number };

/** At most one gap of a message; `shown_…` is the article whose answer did not help. */
export type GapsTable = {
  id: string;
  conversation_id: string;
  seq: number;
  text: string;
  language: string;
  reason: string;
  shown_article: string | null;
  shown_version: number | null;
  at: number;
  dismissed_at: number | null;
  draft: string | null;
};

/** One row (`only` = 1): what the language model has cost on the latest day that it was asked; days since 1970. */
export type ModelBudgetTable = { only: number; day: number; cost: number };

/** Tokens of each visitor on that day. */
export type ModelBudgetVisitorsTable = { visitor: string; tokens: number };

/** What is to happen in a conversation at a time; gone when it has happened. `data` is JSON. */
export type TimersTable = {
  id: Generated<number>;
  conversation_id: string;
  key: string;
  kind: string;
  due_at: number;
  data: string;
  attempts: number;
  lease_token: number;
  lease_until: number | null;
};

/** Tokens of the HTTP API; `last_used_at` to within a minute. */
export type ApiTokensTable = {
  id: string;
  token_hash: string;
  name: string;
  role: string;
  staff_id: string | null;
  created_at: number;
  expires_at: number | null;
  revoked_at: number | null;
  last_used_at: number | null;
};

/** Endpoints of webhooks. `events` is a JSON list, `notes` 0 or 1; `failures` counts tries in a row that failed. */
export type WebhooksTable = {
  id: string;
  url: string;
  events: string;
  notes: number;
  secret: string;
  secret_before: string | null;
  secret_changed_at: number | null;
  created_at: number;
  failures: number;
  failing_since: number | null;
  retry_at: number | null;
  last_fault: string | null;
  disabled_at: number | null;
  missed: number;
};

/** Complaints; `body` is the whole case as JSON, the rest is for finding and counting. 0 and 1 as booleans, amounts in hundredths. */
export type CasesTable = {
  id: string;
  conversation_id: string;
  customer_id: string | null;
  state: string;
  owner_id: string | null;
  cause: string | null;
  product: string | null;
  department: string | null;
  opened_at: number;
  updated_at: number;
  closed_at: number | null;
  late_at: number | null;
  is_late: number;
  awaits_approval: number;
  compensation: number;
  version: number;
  body: string;
};

/** Tasks of departments that are not ended; everything else of them stands in their case. */
export type CaseTasksTable = { case_id: string; task_id: string; department: string; assignee_id: string | null; due_at: number; is_late: number };

/** The last number that was given on a day. */
export type CaseNumbersTable = { day: string; last: number };

/** How somebody of the staff is there. */
export type PresenceTable = { staff_id: string; chosen: string; chosen_at: number; seen_until: number; assigned_at: number | null };

/** Who had a customer, and when last; `customer` is `c:` and the customer's id, or `v:` and the conversation's. */
export type ServedTable = { customer: string; staff_id: string; at: number };

/** Questions that customers were asked after a conversation; `plan` is empty but for return visits. `reasons` and `answers` are JSON. */
export type SurveysTable = {
  conversation_id: string;
  segment: number;
  kind: string;
  plan: string;
  customer_key: string;
  agent_id: string | null;
  agent_name: string | null;
  team: string | null;
  asked_at: number;
  reminded_at: number | null;
  answered_at: number | null;
  score: number | null;
  reasons: string | null;
  comment: string | null;
  answers: string | null;
};

/** Calls that people are to make; `cause` is JSON, `for_leads` 0 or 1. */
export type FollowUpsTable = {
  id: string;
  conversation_id: string;
  segment: number;
  customer_key: string;
  cause: string;
  owner_id: string | null;
  owner_name: string | null;
  team: string;
  for_leads: number;
  opened_at: number;
  due_at: number;
  late_at: number | null;
  tries: number;
  note: string | null;
  done_at: number | null;
  outcome: string | null;
  result: string | null;
  done_by: string | null;
};

/** What was sent unasked; one customer and occasion once. */
export type CareSentTable = { customer_key: string; occasion: string; conversation_id: string; at: number };

/** What customers said about care, in order; the latest of a scope counts. `is_given` 0 or 1. */
export type ConsentsTable = { id: Generated<number>; customer_key: string; scope: string; is_given: number; wording: string; conversation_id: string; at: number };

/** One row for each customer to whom something was ever to be sent unasked: whoever decides on it holds the row. */
export type CareCustomersTable = { customer_key: string; looked_at: number };

/** Every table of Baton. */
export type Tables = {
  conversations: ConversationsTable;
  messages: MessagesTable;
  files: FilesTable;
  file_bytes: FileBytesTable;
  inbound_ids: InboundIdsTable;
  handovers: HandoversTable;
  stints: StintsTable;
  ratings: RatingsTable;
  outbox: OutboxTable;
  customer_sessions: CustomerSessionsTable;
  staff: StaffTable;
  sign_ins: SignInsTable;
  staff_sessions: StaffSessionsTable;
  staff_emails: StaffEmailsTable;
  secrets: SecretsTable;
  documents: DocumentsTable;
  document_revision: DocumentRevisionTable;
  gaps: GapsTable;
  timers: TimersTable;
  model_budget: ModelBudgetTable;
  model_budget_visitors: ModelBudgetVisitorsTable;
  api_tokens: ApiTokensTable;
  webhooks: WebhooksTable;
  presence: PresenceTable;
  served: ServedTable;
  cases: CasesTable;
  case_tasks: CaseTasksTable;
  surveys: SurveysTable;
  follow_ups: FollowUpsTable;
  care_sent: CareSentTable;
  consents: ConsentsTable;
  care_customers: CareCustomersTable;
  case_numbers: CaseNumbersTable;
  desk_threads: DeskThreadsTable;
  desk_posts: DeskPostsTable;
};
