import type { MessageAccepted } from '#core/protocol.ts';
import { ApiError } from './api.ts';
import type { Alarm } from './backoff.ts';
import { backoffMs } from './backoff.ts';
import type { Outbox, OutboxItem } from './outbox.ts';

/** Tries after which a message is shown as failed; it still goes on by itself. */
const SHOWN_AS_FAILED_AFTER = 4;

/** What sending needs from its surroundings. */
export type SenderParts = {
  readonly outbox: () => Outbox;
  /** Sends one message; throws `ApiError`. */
  readonly post: (item: OutboxItem) => Promise<MessageAccepted>;
  readonly accepted: (item: OutboxItem, answer: MessageAccepted) => void;
  /** The outbox has changed. */
  readonly changed: () => void;
  readonly alarm: Alarm;
  readonly random: () => number;
  /** False after the panel was shut down or the visitor changed. */
  readonly alive: () => boolean;
};

/**
 * Sends what is in the outbox, one message at a time in the order of writing, until nothing is left to send. A message
 * that cannot get through now is tried again with growing pauses; one that the server refuses is marked and left.
 * Repeats are harmless because the server takes a `clientId` once.
 */
export function createSender(parts: SenderParts): () => Promise<void> {
  let running = false;
  // A message may be written in the moment in which a run is ending.
  let again = false;

  const settle = (item: OutboxItem, error: unknown, attempt: number): number | undefined => {
    const outbox = parts.outbox();
    if (error instanceof ApiError && error.final) {
      outbox.mark(item.clientId, 'refused', error.message);
      parts.changed();
      return undefined;
    }
    if (attempt + 1 >= SHOWN_AS_FAILED_AFTER) {
      outbox.mark(item.clientId, 'unreachable');
      parts.changed();
    }
    const asked = error instanceof ApiError ? error.retryAfterMs : undefined;
    return Math.max(asked ?? 0, backoffMs(attempt, parts.random()));
  };

  const run = async (): Promise<void> => {
    let attempt = 0;
    while (parts.alive()) {
      const item = parts.outbox().list().find((candidate) => candidate.trouble !== 'refused');
      if (!item) return;
      try {
        const answer = await parts.post(item);
        if (!parts.alive()) return;
        parts.outbox().remove(item.clientId);
        attempt = 0;
        parts.accepted(item, answer);
      } catch (error) {
        if (!parts.alive()) return;
        const pause = settle(item, error, attempt);
        attempt = pause === undefined ? 0 : attempt + 1;
        if (pause !== undefined) await parts.alarm.sleep(pause);
      }
    }
  };

  return async () => {
    again = true;
    if (running) return;
    running = true;
    try {
      while (again) {
        again = false;
        await run();
      }
    } finally {
      running = false;
    }
  };
}
