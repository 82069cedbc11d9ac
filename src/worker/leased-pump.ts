import type { Clock } from '#core/ports/clock.ts';
import type { OutboxItem, Store } from '#core/ports/store.ts';
import { createPump, type Pump } from './pump.ts';

/** How items of the outbox are worked through. */
export type LeasedWork = {
  readonly store: Pick<Store, 'takeOutbox'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly targets: readonly string[];
  /** How long one item may be held, ms; after a crash it waits that long to be taken again. */
  readonly leaseMs: number;
  /** Items in hand at the same time in one process. */
  readonly atOnce: number;
  /** Whether anything is to be taken now; always when left out. */
  readonly isWanted?: () => boolean;
  /**
   * Does what one item asks for. When it throws, the lease ends by itself and the item is taken again. Whoever calls
   * `next` right after asking for the item to be settled has what comes next taken in the same transaction.
   */
  readonly handle: (item: OutboxItem, next: () => void) => Promise<void>;
  readonly onError: (error: unknown, item: OutboxItem | undefined) => void;
};

/**
 * A pump that takes what waits and handles it, several at a time. Nobody waits for a slow item except what comes after it
 * in the same conversation, to which its lease sees. Stopping waits for what is in hand.
 */
export function createLeasedPump({ store, clock, targets, leaseMs, atOnce, isWanted = () => true, handle, onError }: LeasedWork): Pump {
  const inHand = new Set<Promise<void>>();
  const pump = createPump(
    async () => {
      if (!isWanted()) return false;
      if (inHand.size >= atOnce) {
        await Promise.race(inHand);
        return true;
      }
      const items = await store.takeOutbox(targets, clock.now(), leaseMs, atOnce - inHand.size);
      for (const item of items) {
        const handled = handle(item, () => pump.kick())
          .catch((error: unknown) => onError(error, item))
          .finally(() => {
            inHand.delete(handled);
            // What stood behind it may go now.
            pump.kick();
          });
        inHand.add(handled);
      }
      return items.length > 0;
    },
    (error) => onError(error, undefined),
  );
  return {
    kick: () => pump.kick(),
    async stop() {
      await pump.stop();
      await Promise.all(inHand);
    },
  };
}
