import type { Conversation } from '../conversation.ts';
import type { ConversationState } from '../protocol.ts';
import type { Staff } from './access-store.ts';
import type { UnderstoodMessage } from './store.ts';

/** What a token may do, from least to most: read; act as an agent; act as a lead, with documents, gaps and webhooks. */
export const TOKEN_ROLES = ['read', 'agent', 'lead'] as const;

/** What a token may do. */
export type TokenRole = (typeof TOKEN_ROLES)[number];

/** A token as it is kept: never the token itself. Times are Unix ms. */
export type ApiToken = {
  readonly id: string;
  /** Which program has it, in the words of whoever made it. */
  readonly name: string;
  readonly role: TokenRole;
  /** The colleague as whom it acts; without one each request names them. */
  readonly staff: Staff | undefined;
  readonly createdAt: number;
  readonly expiresAt: number | undefined;
  readonly revokedAt: number | undefined;
  /** To within a minute. */
  readonly lastUsedAt: number | undefined;
};

/** A token that is about to be kept. */
export type NewApiToken = { readonly hash: string; readonly name: string; readonly role: TokenRole; readonly staffId?: string | undefined; readonly expiresAt?: number | undefined };

/** Conversations that are wanted, newest first by when they began. */
export type ConversationQuery = {
  readonly states: readonly ConversationState[];
  /** Only those in which something has happened since, Unix ms. */
  readonly updatedSince?: number | undefined;
  /** Only of this customer. */
  readonly customerId?: string | undefined;
  /** Goes on after this one; that order never changes, whatever happens in them. */
  readonly after?: { readonly createdAt: number; readonly id: string } | undefined;
  readonly limit: number;
};

/** What the HTTP API keeps and reads. Tokens are never stored, only their SHA-256. */
export type ApiStore = {
  /** Keeps a token. Throws `not_found` for a colleague who is not among the staff. */
  addToken(token: NewApiToken, now: number): Promise<ApiToken>;
  /** All, oldest first, revoked ones too. */
  tokens(): Promise<ApiToken[]>;
  /** Ends a token for good, also for requests under way elsewhere; again it changes nothing. Throws `not_found`. */
  revokeToken(id: string, now: number): Promise<void>;
  /** The token of this hash; `undefined` when it is unknown, revoked or expired, or when its colleague has been removed. */
  useToken(hash: string, now: number): Promise<ApiToken | undefined>;
  /** A page of conversations. */
  conversations(query: ConversationQuery): Promise<Conversation[]>;
  /** What was written after this place, by `seq`, with notes and undelivered messages; `limit` at most. */
  messages(conversationId: string, afterSeq: number, limit: number): Promise<UnderstoodMessage[]>;
};
