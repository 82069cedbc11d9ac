import type { DirectoryStatus } from '#core/ports/customer-directory.ts';
import type { Clock } from '#core/ports/clock.ts';

/** Leaves a service alone that fails again and again, and finds out by itself when it is back. */
export type Rest = {
  status(): DirectoryStatus;
  /** The service has answered. */
  good(): void;
  /** It has failed; `retryAfterMs` is how long it wants to be left alone. */
  bad(retryAfterMs?: number): void;
  stop(): void;
};

/** When it rests, and how it tries. */
export type RestOptions = {
  readonly clock: Clock;
  /** Failures in a row. */
  readonly failures: number;
  /** Until the first try; each next one comes after twice the time, up to six times this. */
  readonly pauseMs: number;
  /** Asks once; tells `good` or `bad` itself. */
  readonly probe: () => void;
  readonly onChange: (status: DirectoryStatus) => void;
};

const LONGEST_PAUSES = 6;
/** No wish of a service keeps it away for longer, ms. */
const LONGEST_WISH_MS = 300_000;

/** A circuit breaker on the project's clock whose tries are made in the background: nobody waits for a service that is down. */
export function createRest({ clock, failures, pauseMs, probe, onChange }: RestOptions): Rest {
  let status: DirectoryStatus = { state: 'untried' };
  let inARow = 0;
  let firstAt = 0;
  let pauses = 1;
  let cancel: (() => void) | undefined;
  let isStopped = false;
  const become = (next: DirectoryStatus): void => {
    const isNew = next.state !== status.state;
    status = next;
    if (isNew) onChange(next);
  };
  const tryAfter = (ms: number): void => {
    cancel?.();
    cancel = clock.after(ms, () => {
      cancel = undefined;
      probe();
    });
  };
  return {
    status: () => status,
    good() {
      cancel?.();
      cancel = undefined;
      [inARow, pauses] = [0, 1];
      become({ state: 'up' });
    },
    bad(retryAfterMs = 0) {
      if (isStopped) return;
      if (inARow === 0) firstAt = clock.now();
      inARow += 1;
      const wasDown = status.state === 'down';
      if (!wasDown && inARow < failures && retryAfterMs === 0) return;
      become({ state: 'down', since: firstAt });
      // A late failure of something asked before must not put off the try that is due.
      if (cancel !== undefined && retryAfterMs === 0) return;
      if (wasDown) pauses = Math.min(LONGEST_PAUSES, pauses * 2);
      tryAfter(Math.max(pauseMs * pauses, Math.min(retryAfterMs, LONGEST_WISH_MS)));
    },
    stop() {
      isStopped = true;
      cancel?.();
    },
  };
}
