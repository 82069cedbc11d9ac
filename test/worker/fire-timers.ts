import { openStore } from '#store/open-store.ts';
import { systemClock } from '#worker/clock.ts';
import { startWorker } from '#worker/start-worker.ts';
import { createTimerWorker } from '#worker/timers.ts';

// A process of its own that fires timers on a data folder until it is killed, and says a word for each.
const { store, timers } = await openStore({ dataDir: process.argv[2] ?? '', desks: [], onTrouble: () => undefined });
await store.freeLeases([]);
const pump = createTimerWorker({
  timers,
  clock: systemClock,
  handlers: { bell: ({ key }) => ({ messages: [{ author: 'system', visibility: 'staff', text: key }] }) },
  onFired: () => void process.stdout.write('fired\n'),
  onError: (error) => void process.stderr.write(`${String(error)}\n`),
});
const idle = { kick: () => undefined, stop: () => Promise.resolve() };
startWorker(store, systemClock, { turns: idle, outbox: idle, timers: pump });
setInterval(() => pump.kick(), 5);
