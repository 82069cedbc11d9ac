import type { ActionCall } from '../actions/state.ts';
import type { Conversation, Handover } from '../conversation.ts';
import type { Change } from '../change.ts';
import type { Language } from '../language.ts';
import type { InboundEdit, InboundMessage, Message } from '../message.ts';
import type { AlertKind, ConversationState } from '../protocol.ts';
import type { Understanding } from '../understanding.ts';

/** A customer's message as it was accepted. */
export type Accepted = {
  readonly message: Message;
  readonly conversation: Conversation;
  /** False when the same message had been accepted before. */
  readonly isNew: boolean;
};

/** The right to take one turn in a conversation until `until` (Unix ms). `token` fences: a later lease makes it worthless. */
export type TurnLease = {
  readonly token: number;
  readonly until: number;
  readonly conversation: Conversation;
  /** The open handover, when there is one. */
  readonly handover: Handover | undefined;
  /** The last handover that has ended, when there is one. */
  readonly previous: Handover | undefined;
  /** The customer's messages that have not been taken up, in order; at least one. */
  readonly unhandled: readonly Message[];
};

/** Something that must leave: a message to a channel, news to a desk, or a call of a business action. */
export type OutboxItem = {
  readonly id: number;
  readonly conversationId: string;
  /** `channel:web`, `desk:console`, `actions` … */
  readonly target: string;
  readonly address: string;
  /** Epoch in which it was said. */
  readonly epoch: number;
  /** Tries so far, this one not counted. */
  readonly attempts: number;
  /** Until when it is leased to whoever has taken it, Unix ms. */
  readonly until: number;
  /** It is not sent while a person has the conversation. */
  readonly yields?: true;
  /** An `edit` is a message that was changed or removed after it had been queued; it comes after the message, as it is by now. */
  readonly content: { readonly kind: 'message'; readonly message: Message; readonly language: Language } | { readonly kind: 'edit'; readonly message: Message; readonly language: Language } | { readonly kind: 'news'; readonly news: DeskNews } | { readonly kind: 'call'; readonly call: ActionCall };
};

/** What a desk is told. `id` stays the same when it is told again. */
export type DeskNews = {
  readonly id: string;
  readonly kind: AlertKind;
  readonly conversationId: string;
  /** The colleague whom it concerns, where it is one. */
  readonly agentId?: string;
  /** The department of cases.yaml whose people it concerns, where it is one. */
  readonly department?: string;
};

/**
 * How sending went: it has left (`sent`); nothing leaves, the customer's page fetches it once it is visible (`show`);
 * a person has taken over and nothing was sent (`stale`); it shall be tried again; or it cannot be sent at all.
 */
export type OutboxOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'show' }
  | { readonly kind: 'stale' }
  | { readonly kind: 'retry'; readonly at: number }
  | { readonly kind: 'failed' };

/** What became of something that pages fetch: it is visible from now on, or withheld; or why it could not be shown yet. */
export type ShownItem = { readonly item: OutboxItem; readonly became: 'sent' | 'withheld' | 'failed' } | { readonly conversationId: string; readonly error: unknown };

/**
 * What a commit was about: a customer's message was accepted, the conversation has changed, something was sent, or
 * another process did something.
 */
export type StoreNews = 'accepted' | 'changed' | 'sent' | 'elsewhere';

/** Who acts, and under which id: what comes again under the same id takes effect once. */
export type Command = {
  /** Id of the person of the staff; one who has been removed is refused. */
  readonly by: string;
  readonly id?: string;
  /** What makes the command that command; under the same id it must be the same. */
  readonly content?: string;
};

/** A stored message of a customer with its understanding, if it has one. */
export type UnderstoodMessage = { readonly message: Message; readonly understanding: Understanding | undefined };

/**
 * What is said and who owns it, kept for good: whatever a method has resolved survives `kill -9`. Every method takes
 * effect as a whole or not at all; steps of the outbox that are asked for at the same moment may share a transaction, in
 * which one that fails takes no other with it. Times are Unix ms and come from the caller.
 */
export type Store = {
  /** The id that the conversation at this place has, or will have once something is said there. */
  idOf(channel: string, address: string): string;
  /**
   * Writes a customer's message once under (channel, externalId) and opens or reopens its conversation. The same id
   * with the same text answers as the first time; with another text it throws `conflict`.
   */
  accept(inbound: InboundMessage, now: number): Promise<Accepted>;
  /** Changes or removes a customer's message; answers its conversation's id, and `undefined` where no such message was accepted there or nothing changes. */
  edit(edit: InboundEdit, now: number): Promise<string | undefined>;
  /** Notes that the customer has seen everything up to this cursor; it never goes back, nor beyond what is visible. */
  seen(conversationId: string, cursor: number): Promise<void>;
  /**
   * Takes all leases of turns and timers away, and those of things to send to these targets, for a start after a crash. Fencing keeps
   * turn workers that still live from doing harm; name only targets where sending twice does none.
   */
  freeLeases(targets: readonly string[]): Promise<void>;
  /** Leases the conversation that has waited longest with untaken messages; `undefined` when there is none. */
  leaseTurn(now: number, leaseMs: number): Promise<TurnLease | undefined>;
  /** Gives a lease back without effect, to be taken again from `retryAt` on. A lost lease is ignored. */
  releaseTurn(lease: TurnLease, retryAt: number): Promise<void>;
  /** Commits what a turn decided. Throws `stale_lease` when the lease was lost or the owner has changed since; then nothing is written. */
  commitTurn(lease: TurnLease, change: Change, now: number): Promise<Conversation>;
  /**
   * Reads a conversation and its open handover, lets `decide` choose a change, and writes it, all in one transaction.
   * `decide` must be pure; what it throws comes out and nothing is written; `undefined` writes nothing. A command
   * whose id has taken effect before in this conversation changes nothing again, whatever would be decided now. Throws
   * `not_found`, `unauthorized` for somebody who has been removed, `conflict` for an id that has taken effect with another content.
   */
  update(
    conversationId: string,
    decide: (conversation: Conversation, handover: Handover | undefined) => Change | undefined,
    now: number,
    command?: Command,
  ): Promise<Conversation>;
  /**
   * Removes a person of the staff: sessions and sign-in links are gone, and every conversation that they have is changed by
   * `decide`, all in one transaction; no command of theirs takes effect after it. Answers how many conversations; throws `not_found`.
   */
  removeStaff(staffId: string, decide: (conversation: Conversation, handover: Handover | undefined) => Change, now: number): Promise<number>;
  /**
   * Leases up to `limit` things to send to these targets, at most one per conversation and target: the next in its
   * order. What a bot said in an earlier epoch is withheld here and never returned, nor what gives way to the person who has the
   * conversation.
   */
  takeOutbox(targets: readonly string[], now: number, leaseMs: number, limit: number): Promise<OutboxItem[]>;
  /**
   * The last look before something leaves for good: it may go; it is stale, for a person has taken over from the bot, or has
   * the conversation to whom it gives way; or somebody else has it by now.
   */
  checkOutbox(item: OutboxItem, now: number): Promise<'go' | 'stale' | 'lost'>;
  /**
   * Records how sending went and answers what became of it. With `show`, what a bot said is compared with the epoch, and
   * what gives way with the owner, once more in the same transaction, and withheld when a person has taken over meanwhile. What
   * a case wanted to say is owed to the customer again then.
   */
  settleOutbox(item: OutboxItem, outcome: OutboxOutcome, now: number): Promise<'sent' | 'withheld' | 'waiting' | 'failed'>;
  /**
   * Takes what waits for targets whose customers fetch it and settles it with `show`, in order and all in one
   * transaction: about `limit` things. One that fails is put off and told with its reason.
   */
  showOutbox(targets: readonly string[], now: number, limit: number): Promise<readonly ShownItem[]>;

  /** One conversation by id. */
  conversation(id: string): Promise<Conversation | undefined>;
  /** One conversation by where it takes place. */
  conversationAt(channel: string, address: string): Promise<Conversation | undefined>;
  /** Conversations in any of these states, latest activity first. */
  conversations(states: readonly ConversationState[], limit: number): Promise<Conversation[]>;
  /** What a customer's stream shows after a cursor, in cursor order: visible messages, no notes. `limit` at most. */
  visibleMessages(conversationId: string, afterCursor: number, limit: number): Promise<Message[]>;
  /** One message of this conversation. */
  message(conversationId: string, messageId: string): Promise<Message | undefined>;
  /** Everything that was written, notes and undelivered messages too, by `seq`; the latest `limit` of them. */
  transcript(conversationId: string, limit: number): Promise<UnderstoodMessage[]>;
  /** What customer or agent said last in each of these conversations, by conversation id. */
  lastMessages(conversationIds: readonly string[]): Promise<ReadonlyMap<string, Message>>;
  /** Handovers that are not ended, of these conversations or of all. */
  openHandovers(conversationIds?: readonly string[]): Promise<Handover[]>;
  /** All handovers of a conversation, oldest first. */
  handovers(conversationId: string): Promise<Handover[]>;
  /** External id under which a message was accepted; `undefined` for messages of others. */
  externalIds(messageIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Calls back after every commit that concerned a conversation, soon also after those of other processes on the same database. */
  subscribe(listener: (conversationId: string, news: StoreNews) => void): () => void;
  /** Is the database there and writable? Throws `unavailable` with the reason when not. */
  check(): Promise<void>;
  /** Lets go of everything. */
  close(): Promise<void>;
};
