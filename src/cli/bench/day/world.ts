import type { FastClock } from './fast-clock.ts';
import type { Line } from './line.ts';

/** What the people of the day need. */
export type World = {
  /** Where Baton is. */
  readonly url: string;
  readonly clock: FastClock;
  readonly line: Line;
  /** The shop's statement of who a visitor is. */
  sign(customerId: string): Promise<string>;
  /** When the day is over for those who are to be reached later, Unix ms of the fast day. */
  readonly endsAt: number;
  /** Aborted when the day is over and everybody goes. */
  readonly over: AbortSignal;
};
