import type { FileRef } from '../message.ts';
import type { CallbackContact, CloseReason, HandBack, StaffRole } from '../protocol.ts';
import type { DeskNews } from './store.ts';

/** A person of the staff who acts; an agent where no role is given. */
export type Agent = { readonly id: string; readonly name: string; readonly role?: StaffRole };

/** Where a conversation is passed to: a colleague, who must accept it, or a team's queue. */
export type PassOn = { readonly agentId: string } | { readonly team: string };

/** What goes with the words of staff: files of this conversation, and where they were written (`MessageExtras.origin`). With files the text may be empty. */
export type WithWords = { readonly files?: readonly FileRef[]; readonly origin?: string };

/**
 * What staff can do with a conversation. All throw `not_found`, `not_allowed_now` for a step that does not fit, `forbidden`
 * for one that only leads may take, `unauthorized` once the person has been removed. A `commandId` takes effect once; under
 * the same id with other words it is a `conflict`.
 */
export type DeskSink = {
  /** Takes a conversation that waits or that the bot has. Of two who try, one gets it and the other `conflict`. */
  claim(conversationId: string, agent: Agent, commandId?: string): Promise<void>;
  /** A lead takes it from the colleague who has it. */
  takeOver(conversationId: string, agent: Agent, commandId?: string): Promise<void>;
  /** Passes it on; the owner or a lead. Offered to a colleague it stays with its owner until it is accepted. Throws `invalid_input` for nobody. */
  transfer(conversationId: string, agent: Agent, to: PassOn, commandId?: string): Promise<void>;
  /** Accepts an offered conversation. */
  accept(conversationId: string, agent: Agent, commandId?: string): Promise<void>;
  /** Declines an offered conversation, or takes the offer back as its owner or a lead. */
  decline(conversationId: string, agent: Agent, commandId?: string): Promise<void>;
  /** The owner has opened a conversation that Baton gave them, so that it stays theirs. Nothing happens for others. */
  opened(conversationId: string, agent: Agent): Promise<void>;
  /** Puts it into its team's queue again; the owner or a lead. */
  release(conversationId: string, agent: Agent, commandId?: string): Promise<void>;
  /** Says something to the customer; only the owner, and leads who have joined. */
  reply(conversationId: string, agent: Agent, text: string, commandId: string, more?: WithWords): Promise<void>;
  /** Writes a note that the customer never sees; anybody of the staff, at any time. */
  note(conversationId: string, agent: Agent, text: string, commandId: string, more?: WithWords): Promise<void>;
  /**
   * Changes what staff wrote: whoever wrote it, leads, and the owner. What it said before stays with staff. Throws
   * `not_allowed_now` for what no agent wrote or what was taken back.
   */
  edit(conversationId: string, agent: Agent, messageId: string, text: string, commandId: string): Promise<void>;
  /** Takes back what staff wrote; the same people may. */
  retract(conversationId: string, agent: Agent, messageId: string, commandId: string): Promise<void>;
  /** Asks a colleague for advice in a note; the owner or a lead. Throws `invalid_input` for nobody. */
  ask(conversationId: string, agent: Agent, colleagueId: string, text: string, commandId: string): Promise<void>;
  /** A lead writes beside the owner from now on; and no longer does. */
  join(conversationId: string, agent: Agent, commandId?: string): Promise<void>;
  leave(conversationId: string, agent: Agent, commandId?: string): Promise<void>;
  /** Gives the conversation back to the bot; only the owner. Throws `invalid_input` for an article that customers cannot read. */
  handBack(conversationId: string, agent: Agent, how?: HandBack, commandId?: string): Promise<void>;
  /** Notes that the customer must answer first: the clock of the solution stands still until then. Only the owner, and only when it is the customer's turn. */
  awaitCustomer(conversationId: string, agent: Agent, commandId?: string): Promise<void>;
  /** The customer was called as agreed; whoever did has the conversation from then on. Throws `not_allowed_now` where nothing is agreed. */
  callbackDone(conversationId: string, agent: Agent, commandId?: string): Promise<void>;
  /** Nobody was reached: tried again at `at` (Unix ms), or later the same day; the last time ends it. Throws `invalid_input` for a time that cannot be. */
  callbackMissed(conversationId: string, agent: Agent, at?: number, commandId?: string): Promise<void>;
  /** Agrees on another time; the customer is told. */
  callbackMoved(conversationId: string, agent: Agent, at: number, commandId?: string): Promise<void>;
  /** The number or address, which is noted in the transcript. */
  callbackContact(conversationId: string, agent: Agent): Promise<CallbackContact>;
  /** Ends the conversation with a reason; only the owner, so that nobody who was promised a person is closed unseen. */
  close(conversationId: string, agent: Agent, reason: CloseReason, commandId?: string): Promise<void>;
  /**
   * Removes a colleague; only leads, and not themselves. What they have goes back to the queues. Answers how many
   * conversations those were. Throws `not_found`.
   */
  removeColleague(agent: Agent, colleagueId: string): Promise<number>;
};

/** Where people work. */
export type Desk = {
  /** Lower-case name. */
  readonly name: string;
  /** Begins to pass on what staff do. */
  start(sink: DeskSink): Promise<void>;
  /** Tells staff the news. Called at least once and in order per conversation. Throws `unavailable` to be tried again. */
  tell(news: DeskNews): Promise<void>;
  /** Takes nothing more in and leaves nothing open. */
  stop(): Promise<void>;
};
