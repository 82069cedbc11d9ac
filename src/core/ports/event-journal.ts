/** Something that came from outside and is acknowledged: it will be worked on, once, whatever happens. */
export type JournalEntry = {
  readonly id: number;
  /** Who wrote it down, such as `slack`. */
  readonly source: string;
  /** The outside's own id of it. */
  readonly key: string;
  /** What must be worked on one after the other has the same lane; entries of other lanes go beside it. */
  readonly lane: string;
  readonly body: string;
  /** Unix ms. */
  readonly at: number;
  /** Tries so far. */
  readonly attempts: number;
};

/**
 * A journal on this machine's disk, apart from the store: what comes in is on disk within milliseconds also while the store
 * is slow or away, and may be acknowledged then. Whoever works on an entry makes its effect once by the entry's key, for
 * after a crash it comes again. Times are Unix ms.
 */
export type EventJournal = {
  /** Writes it down, once under (source, key). Resolves when it is on disk: `new`, or `known` for one that came before. Throws `unavailable`. */
  put(source: string, key: string, lane: string, body: string, now: number): Promise<'new' | 'known'>;
  /** The next entries that are due, oldest first, at most one of each lane. */
  due(source: string, now: number, limit: number): Promise<readonly JournalEntry[]>;
  /** It has taken effect; its key is remembered for a week, so that it does not come again. */
  done(id: number, now: number): Promise<void>;
  /** It shall be tried again at `at`. */
  retry(id: number, at: number): Promise<void>;
  /** It can never take effect; kept for a week with the reason. */
  fail(id: number, reason: string, now: number): Promise<void>;
  /** How many wait, and since when the oldest. */
  waiting(source: string): Promise<{ readonly count: number; readonly since: number | undefined }>;
  /** Lets go of the file. */
  close(): Promise<void>;
};
