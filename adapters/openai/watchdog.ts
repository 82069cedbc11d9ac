import type { Clock } from '#core/ports/clock.ts';
import type { PassedLimit } from './explain-chat.ts';

/** How long a stream may take, ms. */
export type StreamLimits = {
  /** From asking to the first piece. */
  readonly firstMs: number;
  /** Between two pieces. */
  readonly stallMs: number;
  /** From asking to the end. */
  readonly totalMs: number;
};

/** Watches one stream. */
export type Watchdog = {
  /** A piece has come. */
  feed(): void;
  /** The last piece has come, and little more may follow: how many tokens it took. */
  feedLast(): void;
  /** The limit that was passed, if one was. */
  passed(): PassedLimit | undefined;
  /** Stops watching. */
  end(): void;
};

/** Nobody waits longer than this for the count of tokens behind an answer that is complete, ms. */
const COUNT_MS = 1_000;

/** Calls `stop` once when one of the limits is passed: the client's own timeout ends with the response's headers. */
export function createWatchdog(clock: Clock, limits: StreamLimits, stop: () => void): Watchdog {
  let passed: PassedLimit | undefined;
  const pass = (limit: PassedLimit) => () => {
    passed ??= limit;
    stop();
  };
  const cancelTotal = clock.after(limits.totalMs, pass('total'));
  let cancel = clock.after(limits.firstMs, pass('first'));
  const wait = (ms: number): void => {
    cancel();
    cancel = clock.after(ms, pass('stall'));
  };
  return {
    feed: () => wait(limits.stallMs),
    feedLast: () => wait(Math.min(limits.stallMs, COUNT_MS)),
    passed: () => passed,
    end() {
      cancel();
      cancelTotal();
    },
  };
}
