import type { Clock } from '#core/ports/clock.ts';
import type { Store } from '#core/ports/store.ts';
import type { Delivery, DeliveryOutcome, WebhookStore } from '#core/ports/webhook-store.ts';
import { createPump } from './pump.ts';

/** How long a worker may hold an event, ms: longer than one try may take; after a crash it is told again that much later. */
const LEASE_MS = 30_000;
/** Events on their way at the same time in one process. */
const CONCURRENCY = 16;
const SWEEP_MS = 1_000;

/** What the worker of webhooks is made with. */
export type WebhookWorkerOptions = {
  readonly webhooks: Pick<WebhookStore, 'take' | 'settle' | 'tidy'>;
  readonly store: Pick<Store, 'subscribe'>;
  readonly clock: Clock;
  /** Tells an endpoint; a failure is an outcome. Gives up when `signal` says so. */
  readonly send: (delivery: Pick<Delivery, 'webhook' | 'keys' | 'event'>, signal: AbortSignal) => Promise<DeliveryOutcome>;
  readonly onSettled: (delivery: Delivery, outcome: DeliveryOutcome, became: 'told' | 'waiting' | 'disabled' | 'lost') => void;
  readonly onError: (error: unknown) => void;
};

/**
 * Tells webhooks what happens, until stopped: each endpoint in the order of each conversation, again and later when it
 * fails, whatever the others do. What was on its way when this stops is told again at the next start, under the same id.
 */
export function startWebhooks({ webhooks, store, clock, send, onSettled, onError }: WebhookWorkerOptions): () => Promise<void> {
  const stopping = new AbortController();
  const sending = new Set<Promise<void>>();
  const deliver = async (delivery: Delivery): Promise<void> => {
    const outcome = await send(delivery, stopping.signal);
    if (stopping.signal.aborted && outcome.kind !== 'told') return;
    onSettled(delivery, outcome, await webhooks.settle(delivery, outcome, clock.now()));
  };
  const pump = createPump(async () => {
    if (sending.size >= CONCURRENCY) {
      await Promise.race(sending);
      return true;
    }
    const taken = await webhooks.take(clock.now(), LEASE_MS, CONCURRENCY - sending.size);
    for (const delivery of taken) {
      const sent = deliver(delivery)
        .catch(onError)
        .finally(() => {
          sending.delete(sent);
          pump.kick();
        });
      sending.add(sent);
    }
    return taken.length > 0;
  }, onError);
  let cancel = (): void => undefined;
  const sweep = (): void => {
    pump.kick();
    cancel = clock.after(SWEEP_MS, sweep);
  };
  const unsubscribe = store.subscribe(() => pump.kick());
  webhooks.tidy().catch(onError);
  sweep();
  return async () => {
    cancel();
    unsubscribe();
    stopping.abort();
    await pump.stop();
    await Promise.all(sending);
  };
}
