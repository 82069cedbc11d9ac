import { isBatonError } from '#core/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Store, TurnLease } from '#core/ports/store.ts';
import type { TurnResult } from '#core/turn.ts';
import { breathe } from './breathe.ts';
import { createPump, type Pump } from './pump.ts';

/** How long a worker may hold a conversation, ms: many times what a turn takes, and what a customer waits when the worker is killed. */
const LEASE_MS = 30_000;
/** Conversations served at the same time by one process. */
const CONCURRENCY = 16;
const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

/** What the turn worker is made with. */
export type TurnWorkerOptions = {
  readonly store: Store;
  readonly clock: Clock;
  readonly takeTurn: (lease: TurnLease) => Promise<TurnResult>;
  /** After each turn that was committed; `ms` from the customer's last message to the commit. */
  readonly onTurn: (result: TurnResult, lease: TurnLease, ms: number) => void;
  readonly onError: (error: unknown, conversationId: string | undefined) => void;
};

/** Takes the turns that wait, one at a time per conversation. */
export function createTurnWorker({ store, clock, takeTurn, onTurn, onError }: TurnWorkerOptions): Pump {
  const running = new Set<Promise<void>>();

  /** Failures in a row, by conversation: what fails is tried again ever more rarely. */
  const failures = new Map<string, number>();
  /** What is told afterwards can spoil nothing that is committed. */
  const report = (tell: () => void): void => {
    try {
      tell();
    } catch (error) {
      onError(error, undefined);
    }
  };

  const take = async (lease: TurnLease): Promise<void> => {
    const { id } = lease.conversation;
    try {
      await breathe();
      const result = await takeTurn(lease);
      await store.commitTurn(lease, result.change, clock.now());
      failures.delete(id);
      report(() => onTurn(result, lease, clock.now() - (lease.unhandled.at(-1)?.at ?? clock.now())));
    } catch (error) {
      // A lost lease is nothing to report: somebody else has taken the turn, or it is taken again for its new owner.
      const isLost = isBatonError(error, 'stale_lease');
      const failed = isLost ? 0 : (failures.get(id) ?? 0) + 1;
      if (!isLost) {
        failures.set(id, failed);
        onError(error, id);
      }
      const wait = isLost ? 0 : Math.min(RETRY_MS * 2 ** (failed - 1), LONGEST_RETRY_MS);
      await store.releaseTurn(lease, clock.now() + wait).catch((failure: unknown) => onError(failure, id));
    }
  };

  const pump = createPump(
    async () => {
      if (running.size >= CONCURRENCY) {
        await Promise.race(running);
        return true;
      }
      const lease = await store.leaseTurn(clock.now(), LEASE_MS);
      if (!lease) return false;
      const turn = take(lease).finally(() => {
        running.delete(turn);
        // What the customer wrote meanwhile may be taken now, and so may a turn whose owner has changed.
        pump.kick();
      });
      running.add(turn);
      return true;
    },
    (error) => onError(error, undefined),
  );
  return {
    kick: () => pump.kick(),
    async stop() {
      await pump.stop();
      await Promise.all(running);
    },
  };
}
