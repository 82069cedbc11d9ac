import type { Gap } from '../gap.ts';

/** Questions without a good answer. They are written with the turn that found them (`Change.gap`). Times are Unix ms. */
export type GapStore = {
  /** The newest ones, newest first, `limit` at most. */
  list(limit: number): Promise<Gap[]>;
  /** Notes that a person decided they need no answer, or with `undefined` that they do again. Answers how many there were. */
  dismiss(ids: readonly string[], at: number | undefined): Promise<number>;
  /** Notes which document was drafted for them. */
  noteDraft(ids: readonly string[], documentId: string): Promise<void>;
  /** Removes what is older than `before`, and the oldest above `most`. Answers how many. */
  prune(before: number, most: number): Promise<number>;
};
