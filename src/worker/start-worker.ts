import type { Clock } from '#core/ports/clock.ts';
import type { Store } from '#core/ports/store.ts';
import type { Pump } from './pump.ts';

/** How often is looked for what nobody has announced: retries and timers that are due, leases of crashed workers. */
const SWEEP_MS = 1_000;

/** The work that is waiting to be done. */
export type Work = { readonly turns: Pump; readonly outbox: Pump; readonly timers?: Pump; readonly actions?: Pump; readonly routing?: Pump; readonly care?: Pump };

/** Keeps the pumps going: on what the store tells, and every second. Returns what stops them, when their work is done. */
export function startWorker(store: Store, clock: Clock, { turns, outbox, timers, actions, routing, care }: Work): () => Promise<void> {
  let cancel = (): void => undefined;
  const sweep = (): void => {
    turns.kick();
    outbox.kick();
    timers?.kick();
    actions?.kick();
    routing?.kick();
    care?.kick();
    cancel = clock.after(SWEEP_MS, sweep);
  };
  const unsubscribe = store.subscribe((_id, news) => {
    if (news === 'accepted' || news === 'elsewhere') turns.kick();
    if (news === 'changed' || news === 'elsewhere') {
      outbox.kick();
      actions?.kick();
      routing?.kick();
    }
  });
  sweep();
  return async () => {
    cancel();
    unsubscribe();
    await routing?.stop();
    await care?.stop();
    await timers?.stop();
    await turns.stop();
    await actions?.stop();
    await outbox.stop();
  };
}
