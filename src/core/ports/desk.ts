import type { CloseReason } from '../protocol.ts';
import type { DeskNews } from './store.ts';

/** A person of the staff who acts. */
export type Agent = { readonly id: string; readonly name: string };

/** What staff can do with a conversation. All throw `not_found`; a step that does not fit throws `not_allowed_now`. */
export type DeskSink = {
  /** Takes a waiting conversation. Of two who try, one gets it and the other `conflict`. */
  claim(conversationId: string, agent: Agent): Promise<void>;
  /** Says something to the customer; only the owner. The same `commandId` takes effect once. */
  reply(conversationId: string, agent: Agent, text: string, commandId: string): Promise<void>;
  /** Writes a note that the customer never sees; anybody of the staff, at any time. */
  note(conversationId: string, agent: Agent, text: string, commandId: string): Promise<void>;
  /** Gives the conversation back to the bot; only the owner. */
  handBack(conversationId: string, agent: Agent): Promise<void>;
  /** Ends the conversation with a reason; only the owner, so that nobody who was promised a person is closed unseen. */
  close(conversationId: string, agent: Agent, reason: CloseReason): Promise<void>;
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
