import { isBatonError, toBatonError } from '#core/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { EventJournal, JournalEntry } from '#core/ports/event-journal.ts';

/** Works the journal off. */
export type InboxPump = {
  /** There is something new. */
  kick(): void;
  /** Takes nothing more; resolves when what is in hand is finished. */
  stop(): Promise<void>;
};

/** What the pump rests on. */
export type InboxPumpOptions = {
  readonly journal: EventJournal;
  readonly source: string;
  readonly clock: Clock;
  /** Makes the effect of an entry, once by its key. Whatever it throws that may pass is tried again later. */
  readonly work: (entry: JournalEntry) => Promise<void>;
  /** An entry was given up, for what it threw. */
  readonly onGivenUp: (entry: JournalEntry, error: unknown) => Promise<void>;
  readonly onError: (error: unknown) => void;
};

/** So many lanes are worked on at once. */
const LANES = 8;
/** How long after the last look the journal is looked at again by itself, ms. */
const LOOK_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** What fails without saying that it may pass is tried so often. */
const TRIES = 6;

/** Works entries off, oldest first, one after the other in each lane, and lanes beside each other; waits before it repeats. */
export function createInboxPump({ journal, source, clock, work, onGivenUp, onError }: InboxPumpOptions): InboxPump {
  const inHand = new Map<string, Promise<void>>();
  let isStopped = false;
  let isLooking = false;
  let lookAgain = false;
  let cancel = (): void => undefined;
  const settle = async (entry: JournalEntry): Promise<void> => {
    try {
      await work(entry);
      await journal.done(entry.id, clock.now());
    } catch (thrown) {
      const error = toBatonError(thrown);
      const mayPass = isBatonError(thrown, 'unavailable', 'rate_limited', 'stale_lease');
      if (mayPass || entry.attempts + 1 < TRIES) {
        await journal.retry(entry.id, clock.now() + Math.max(error.retryAfterMs ?? 0, Math.min(LONGEST_WAIT_MS, 500 * 2 ** Math.min(entry.attempts, 10))));
        return;
      }
      await onGivenUp(entry, thrown).catch(onError);
      await journal.fail(entry.id, error.message, clock.now());
    }
  };
  const look = async (): Promise<void> => {
    if (isStopped) return;
    if (isLooking) return void (lookAgain = true);
    isLooking = true;
    cancel();
    try {
      do {
        lookAgain = false;
        if (inHand.size >= LANES) break;
        for (const entry of await journal.due(source, clock.now(), LANES + inHand.size)) {
          if (isStopped || inHand.size >= LANES) break;
          if (inHand.has(entry.lane)) continue;
          const working = settle(entry)
            .catch(onError)
            .finally(() => {
              inHand.delete(entry.lane);
              void look();
            });
          inHand.set(entry.lane, working);
        }
      } while (lookAgain);
    } catch (error) {
      onError(error);
    } finally {
      isLooking = false;
      // What waits to be repeated, and what another process has put there.
      if (!isStopped) cancel = clock.after(LOOK_MS, () => void look());
    }
  };
  void look();
  return {
    kick: () => void look(),
    async stop() {
      isStopped = true;
      cancel();
      await Promise.allSettled(inHand.values());
    },
  };
}
