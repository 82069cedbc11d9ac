/** One handover's thread at a desk such as Slack: where it stands, and what of the conversation stands there already. */
export type DeskThread = {
  readonly id: string;
  /** Name of the desk. */
  readonly desk: string;
  readonly conversationId: string;
  readonly handoverId: string;
  /** Where it stands, such as the id of a Slack channel. */
  readonly room: string;
  /** The desk's own id of its first post, the card; absent until that stands. */
  readonly root: string | undefined;
  /** Messages from this `seq` on belong into it. */
  readonly fromSeq: number;
  /** Messages up to this `seq` stand in it. */
  readonly postedSeq: number;
  /** Who has switched it to talking with the customer: their replies in it go to the customer, until they switch back or the owner changes. */
  readonly talker: { readonly id: string; readonly name: string } | undefined;
  /** Since when something is owed to it, Unix ms; absent while it is up to date. */
  readonly owedSince: number | undefined;
  /** Not before, Unix ms. */
  readonly retryAt: number;
  /** Why it could not be brought up to date the last time, for people. */
  readonly fault: string | undefined;
  readonly endedAt: number | undefined;
};

/**
 * One post at a desk. It is written down before it is posted (`sending`), so that after a crash whoever posts looks first
 * whether it stands there already. `shown` is a hash of what it shows.
 */
export type DeskPost = {
  /** Ours; goes along as metadata, so that the post can be found again. */
  readonly id: string;
  readonly threadId: string;
  /** `card`, `message`, `notice` … */
  readonly kind: string;
  readonly room: string;
  /** The desk's own id; absent until it is known. */
  readonly ts: string | undefined;
  /** Messages of the conversation that it shows: from `fromSeq` to `toSeq`, both included. */
  readonly fromSeq?: number;
  readonly toSeq?: number;
  readonly shown: string;
  readonly state: 'sending' | 'posted' | 'gone';
  readonly at: number;
};

/** Threads and posts of desks, kept in the store. Times are Unix ms. */
export type DeskThreads = {
  /** The thread of a handover at a desk, made where there is none. */
  open(thread: Pick<DeskThread, 'desk' | 'conversationId' | 'handoverId' | 'room' | 'fromSeq'>, now: number): Promise<DeskThread>;
  /** The latest thread of a conversation at a desk. */
  latest(desk: string, conversationId: string): Promise<DeskThread | undefined>;
  /** The thread that stands at this place. */
  at(desk: string, room: string, root: string): Promise<DeskThread | undefined>;
  /** Threads that are not ended, oldest first. */
  unended(desk: string): Promise<readonly DeskThread[]>;
  /** Changes what is known of a thread. */
  set(id: string, change: Partial<Pick<DeskThread, 'room' | 'root' | 'postedSeq' | 'talker' | 'owedSince' | 'retryAt' | 'fault' | 'endedAt'>>): Promise<void>;
  /** Takes a thread to bring it up to date until `until`; `false` while another process has it. */
  lease(id: string, now: number, until: number): Promise<boolean>;
  /** Lets it go again. */
  release(id: string): Promise<void>;
  /** Writes a post down, or what is known of it now. */
  putPost(post: DeskPost): Promise<void>;
  /** Posts of a thread, oldest first. */
  posts(threadId: string): Promise<readonly DeskPost[]>;
  /** The post that stands at this place, with its thread. */
  postAt(desk: string, room: string, ts: string): Promise<{ readonly post: DeskPost; readonly thread: DeskThread } | undefined>;
};
