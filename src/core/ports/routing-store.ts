import type { Change } from '../change.ts';
import type { Conversation, Handover } from '../conversation.ts';
import type { ChosenPresence } from '../protocol.ts';
import type { StoredPresence } from '../routing/presence.ts';
import type { WaitingCustomer } from '../routing/snapshot.ts';

/** What somebody has in hand. */
export type Load = {
  /** Conversations that they own, and offers of the queue that they have not answered. */
  readonly count: number;
};

/** Somebody to whom a conversation is given, and how many they may have. */
export type Assignee = { readonly staffId: string; readonly capacity: number };

/**
 * Who is there, and how those who wait come to them; on the database, for all processes together. Every method is one
 * transaction. Times are Unix ms and come from the caller.
 */
export type RoutingStore = {
  /** Everybody who has ever said how they are there. */
  presence(): Promise<StoredPresence[]>;
  /** Somebody says how they are there; they count as seen until `seenUntil`, or longer where that was so before. */
  choose(staffId: string, chosen: ChosenPresence, now: number, seenUntil: number): Promise<void>;
  /** They are still there, until then at least; nothing happens for somebody who has never said how. */
  seen(staffIds: readonly string[], seenUntil: number): Promise<void>;
  /** What everybody has in hand, by id; who has nothing is absent. */
  loads(): Promise<ReadonlyMap<string, Load>>;
  /** Customers who wait for a person, those who have waited longest, without those who are to be called back later than `now`; `limit` at most. */
  waiting(limit: number, now: number): Promise<WaitingCustomer[]>;
  /** Who of these people had the customers of these conversations before, latest first, by conversation id. */
  hadBefore(conversationIds: readonly string[], staffIds: readonly string[]): Promise<ReadonlyMap<string, readonly { readonly staffId: string; readonly at: number }[]>>;
  /** Conversations that these people own, with their open handovers. */
  ownedBy(staffIds: readonly string[]): Promise<readonly { readonly conversation: Conversation; readonly handover: Handover | undefined }[]>;
  /** Conversations that are offered to these people. */
  offeredTo(staffIds: readonly string[]): Promise<readonly Conversation[]>;
  /**
   * Gives or offers a waiting conversation to somebody, in one transaction with the looks that matter: they are still there
   * (`gone` otherwise), have fewer conversations than they may (`full`), and `decide` still finds it waiting (`moved` where it
   * answers `undefined`). Of several processes that try at once, one does it.
   */
  assign(conversationId: string, to: Assignee, decide: (conversation: Conversation, handover: Handover | undefined) => Change | undefined, now: number): Promise<'done' | 'gone' | 'full' | 'moved'>;
  /** Calls back when somebody has said how they are there, in this process. */
  onPresence(listener: (staffId: string) => void): () => void;
};
