import type { Generated } from 'kysely';

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
};

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

/** Every table of Baton. */
export type Tables = {
  conversations: ConversationsTable;
  messages: MessagesTable;
  inbound_ids: InboundIdsTable;
  handovers: HandoversTable;
  ratings: RatingsTable;
  outbox: OutboxTable;
  customer_sessions: CustomerSessionsTable;
  staff: StaffTable;
  sign_ins: SignInsTable;
  staff_sessions: StaffSessionsTable;
  secrets: SecretsTable;
  documents: DocumentsTable;
  document_revision: DocumentRevisionTable;
  gaps: GapsTable;
  timers: TimersTable;
  model_budget: ModelBudgetTable;
  model_budget_visitors: ModelBudgetVisitorsTable;
  api_tokens: ApiTokensTable;
  webhooks: WebhooksTable;
};
