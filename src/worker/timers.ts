import type { CareFacts } from '#core/care/state.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { DueTimer, TimerStore } from '#core/ports/timer-store.ts';
import type { TimerHandlers } from '#core/timers.ts';
import { createPump, type Pump } from './pump.ts';

/** How long a worker may hold a timer, ms; after a crash it waits that long to be taken again. */
const LEASE_MS = 15_000;
/** Timers taken at once. */
const AT_ONCE = 32;
const FIRST_RETRY_MS = 1_000;

/** What the timer worker is made with. */
export type TimerWorkerOptions = {
  readonly timers: TimerStore;
  readonly clock: Clock;
  /** What happens, by kind of timer; kinds of others are left to others. */
  readonly handlers: TimerHandlers;
  /** Asked before a timer fires, where handlers need what a directory says about the customer; it must not throw. */
  readonly ask?: (timer: DueTimer) => Promise<CareFacts['record']>;
  /** After each timer that has taken effect; `lateMs` is how long after its time. */
  readonly onFired: (timer: DueTimer, lateMs: number) => void;
  readonly onError: (error: unknown, timer: DueTimer | undefined) => void;
};

/**
 * Fires the timers that are due: those of a conversation in the order of their time, each once, also when several
 * processes look at the same database, one is killed, or the clock jumps. Those that fell due while nothing ran fire
 * late, and one that fails is tried again.
 */
export function createTimerWorker({ timers, clock, handlers, ask, onFired, onError }: TimerWorkerOptions): Pump {
  const kinds = Object.keys(handlers);
  const fire = async (timer: DueTimer): Promise<void> => {
    try {
      const record = await ask?.(timer);
      const now = clock.now();
      const became = await timers.fire(timer, (conversation, handover, history) => handlers[timer.kind]?.(timer, conversation, handover, now, history && { ...history, record }), now);
      if (became === 'fired') onFired(timer, now - timer.dueAt);
    } catch (error) {
      onError(error, timer);
      // No longer than a lease: whatever is held longer counts as forgotten.
      const wait = Math.min(FIRST_RETRY_MS * 2 ** timer.attempts, LEASE_MS);
      await timers.putBack(timer, clock.now() + wait).catch((failure: unknown) => onError(failure, timer));
    }
  };
  return createPump(
    async () => {
      const due = await timers.takeDue(kinds, clock.now(), LEASE_MS, AT_ONCE);
      // One after the other: what fell due first takes effect first.
      for (const timer of due) await fire(timer);
      return due.length > 0;
    },
    (error) => onError(error, undefined),
  );
}
