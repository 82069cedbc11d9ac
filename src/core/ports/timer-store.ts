import type { CareHistory } from '../care/state.ts';
import type { Change } from '../change.ts';
import type { Conversation, Handover } from '../conversation.ts';
import type { NewTimer } from '../timers.ts';

/** A timer that is due, and the right to fire it until its lease is over. `token` fences: a later lease makes it worthless. */
export type DueTimer = Required<NewTimer> & {
  readonly id: number;
  readonly conversationId: string;
  readonly token: number;
  /** Tries so far that failed. */
  readonly attempts: number;
};

/**
 * Timers, kept for good. They are set and cancelled with the change that is their cause (`Change.timers`), and are gone
 * when what they caused is stored: each takes effect once, whoever crashes when. Times are Unix ms and come from the
 * caller.
 */
export type TimerStore = {
  /**
   * Leases up to `limit` due timers of these kinds, earliest first; of each conversation only its earliest, so that they
   * fire in order. A lease that ends later than any that is taken now could is that of a clock that ran ahead, and void.
   */
  takeDue(kinds: readonly string[], now: number, leaseMs: number, limit: number): Promise<DueTimer[]>;
  /**
   * Ends a timer and writes what `decide` makes of its conversation, in one transaction. `gone` when the timer was
   * cancelled, set anew or taken by somebody else meanwhile; then nothing is written. What `decide` throws comes out,
   * and nothing is written either. For timers that send something unasked, `decide` gets what is known of the customer.
   */
  fire(timer: DueTimer, decide: (conversation: Conversation, handover: Handover | undefined, history: CareHistory | undefined) => Change | undefined, now: number): Promise<'fired' | 'gone'>;
  /** Gives a timer back after a failure, to be tried again from `retryAt` on. A lost lease is ignored. */
  putBack(timer: DueTimer, retryAt: number): Promise<void>;
  /** When the earliest of these kinds falls due; `undefined` without any. */
  nextDue(kinds: readonly string[]): Promise<number | undefined>;
  /** The timers of a conversation, earliest first. */
  ofConversation(conversationId: string): Promise<Required<NewTimer>[]>;
};
