import type { Alarm } from './backoff.ts';
import { backoffMs } from './backoff.ts';
import { readEvents } from './event-stream.ts';
import type { CustomerEvent } from './event-stream.ts';

/** Heartbeats come every 15 s; three missed ones mean that the line is dead. */
const SILENCE_MS = 45_000;
const A_DAY_MS = 86_400_000;

/** What following the stream needs from its surroundings. */
export type FollowerParts = {
  /** Opens the stream from where this page is; throws when it cannot. */
  readonly open: (signal: AbortSignal) => Promise<Response>;
  readonly take: (event: CustomerEvent) => void;
  readonly line: (up: boolean) => void;
  readonly alarm: Alarm;
  readonly random: () => number;
  /** Aborted when the panel shuts down or the visitor changes. */
  readonly signal: AbortSignal;
  /** While true no stream is opened; the alarm says when to look again. */
  readonly resting: () => boolean;
  /** Hands out the way to break the line that is open now. */
  readonly breaker: (breakLine: () => void) => void;
};

/** Follows the event stream until the signal is aborted, opening it again after every break. Never throws. */
export async function follow(parts: FollowerParts): Promise<void> {
  const { signal } = parts;
  let attempt = 0;
  while (!signal.aborted) {
    if (parts.resting()) {
      await parts.alarm.sleep(A_DAY_MS);
      continue;
    }
    const broken = new AbortController();
    const giveUp = (): void => broken.abort();
    signal.addEventListener('abort', giveUp, { once: true });
    parts.breaker(giveUp);
    const opening = setTimeout(giveUp, SILENCE_MS);
    try {
      const response = await parts.open(broken.signal);
      clearTimeout(opening);
      if (response.body && !signal.aborted) {
        parts.line(true);
        await readEvents(response.body, SILENCE_MS, giveUp, (event) => {
          attempt = 0;
          if (!signal.aborted) parts.take(event);
        });
      }
    } catch {
      // A broken line is ordinary; what follows opens it again.
    } finally {
      clearTimeout(opening);
      signal.removeEventListener('abort', giveUp);
      broken.abort();
    }
    if (signal.aborted || parts.resting()) continue;
    parts.line(false);
    await parts.alarm.sleep(backoffMs(attempt, parts.random()));
    attempt += 1;
  }
}
