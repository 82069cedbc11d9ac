import type { PickUp } from '../waiting/estimate.ts';

/** Whom people have taken out of the queues, for saying how long waiting takes. */
export type PickUpStore = {
  /** Those taken at `since` (Unix ms) or later, latest first, `limit` at most; without those who wanted to be called back, or whom nobody had to wait for. */
  recentPickUps(since: number, limit: number): Promise<readonly PickUp[]>;
};
