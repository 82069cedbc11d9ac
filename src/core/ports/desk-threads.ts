/** One handover's thread at a desk such as Slack: where it stands, and how it is with it. Times are Unix ms. */
export type DeskThread = {
  readonly id: string;
  /** Name of the desk. */
  readonly desk: string;
  readonly conversationId: string;
  readonly handoverId: string;
  /** The team that it was put into its room for, where that matters. */
  readonly team: string | undefined;
  /** Where it stands, such as the id of a Slack channel. */
  readonly room: string;
  /** The desk's own id of its first post, the card; absent until that stands. */
  readonly root: string | undefined;
  /** Messages from this `seq` on belong into it. */
  readonly fromSeq: number;
  /**
   * Who has switched it to talking with the customer: their replies in it go to the customer, until they switch back or the
   * owner changes. `since`: when, by the desk's own clock; what was written before and comes late was written as a note.
   */
  readonly talker: { readonly id: string; readonly name: string; readonly since?: string } | undefined;
  /** The room it stood in before, until that was lost or another team took the handover. */
  readonly movedFrom: string | undefined;
  /** Since when it could not be brought up to date, why (one word for programs), and not before when it is tried again. */
  readonly owedSince: number | undefined;
  readonly fault: string | undefined;
  readonly retryAt: number;
  /** Since when nothing more belongs into it. */
  readonly endedAt: number | undefined;
};

/**
 * How it is with a post: about to be posted, and perhaps already there; there; taken away at the desk by a person, and so
 * it stays; gone with its room or thread, so that what it showed is owed again.
 */
export type DeskPostState = 'sending' | 'posted' | 'removed' | 'gone';

/**
 * One post at a desk. It is written down before it is posted (`sending`), so that after a crash whoever posts looks first
 * whether it stands there already.
 */
export type DeskPost = {
  /** Ours; goes along as metadata, so that the post can be found again. */
  readonly id: string;
  readonly threadId: string;
  /** `card`, `brief`, `message`, `file`, `own` (a colleague wrote it there), `end` … */
  readonly kind: string;
  readonly room: string;
  /** The desk's own id; absent until it is known. */
  readonly ts: string | undefined;
  /** Messages of the conversation that it shows: from `fromSeq` to `toSeq`, both included. */
  readonly fromSeq?: number;
  readonly toSeq?: number;
  /** Which part of a long message it is, from 1; a file's place in its message, from 1. */
  readonly part?: number;
  /** The desk's own id of what it carries, such as an uploaded file. */
  readonly ref?: string;
  /** A hash of what it shows. */
  readonly shown: string;
  /** Signs that we put on it, such as that the customer has seen it. */
  readonly marks?: readonly string[];
  readonly state: DeskPostState;
  readonly at: number;
};

/** Threads and posts of desks, kept in the store; no words of anybody are. Times are Unix ms. */
export type DeskThreads = {
  /** The thread of a handover at a desk, made where there is none. */
  open(thread: Pick<DeskThread, 'desk' | 'conversationId' | 'handoverId' | 'room' | 'fromSeq'> & { readonly team?: string }, now: number): Promise<DeskThread>;
  /** All threads of a conversation at a desk, oldest first. */
  ofConversation(desk: string, conversationId: string): Promise<readonly DeskThread[]>;
  /** The latest thread of a conversation at a desk. */
  latest(desk: string, conversationId: string): Promise<DeskThread | undefined>;
  /** The thread whose card stands, or once stood, at this place. */
  at(desk: string, room: string, root: string): Promise<DeskThread | undefined>;
  /** Threads that are not ended, oldest first. */
  unended(desk: string): Promise<readonly DeskThread[]>;
  /** Changes what is known of a thread; what is not named stays, what is `undefined` is forgotten. */
  set(id: string, change: Partial<Pick<DeskThread, 'team' | 'room' | 'root' | 'talker' | 'movedFrom' | 'owedSince' | 'fault' | 'retryAt' | 'endedAt'>>): Promise<void>;
  /** Takes a thread to bring it up to date until `until`; `false` while another process has it. Whoever has it may take it again. */
  lease(id: string, holder: string, now: number, until: number): Promise<boolean>;
  /** Lets it go again, if this holder has it. */
  release(id: string, holder: string): Promise<void>;
  /** Takes the threads of a desk away from everybody, for a start after a crash where no other process can have one. */
  freeLeases(desk: string): Promise<void>;
  /** Writes posts down, or what is known of them now, all or none. */
  putPosts(posts: readonly DeskPost[]): Promise<void>;
  /** Forgets a post that was never made. */
  dropPost(id: string): Promise<void>;
  /** Posts of a thread in the order in which they were written down. */
  posts(threadId: string): Promise<readonly DeskPost[]>;
  /** The post that stands at this place, with its thread. */
  postAt(desk: string, room: string, ts: string): Promise<{ readonly post: DeskPost; readonly thread: DeskThread } | undefined>;
};
