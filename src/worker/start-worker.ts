import type { Clock } from '#core/ports/clock.ts';
import type { Store } from '#core/ports/store.ts';
import type { Pump } from './pump.ts';

/** How often is looked for what nobody has announced: retries that are due, leases of crashed workers. */
const SWEEP_MS = 1_000;

/** Keeps the pumps going: on every change of the store, and every second. Returns what stops them, when their work is done. */
export function startWorker(store: Store, clock: Clock, pumps: readonly Pump[]): () => Promise<void> {
  const kick = (): void => {
    for (const pump of pumps) pump.kick();
  };
  let cancel = (): void => undefined;
  const sweep = (): void => {
    kick();
    cancel = clock.after(SWEEP_MS, sweep);
  };
  const unsubscribe = store.subscribe(kick);
  sweep();
  return async () => {
    cancel();
    unsubscribe();
    await Promise.all(pumps.map((pump) => pump.stop()));
  };
}
