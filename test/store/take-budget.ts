import { parentPort, workerData } from 'node:worker_threads';
import { openStore } from '#store/open-store.ts';

// A thread with a connection of its own takes from the budget as often as it gets something, and says how often that was.
const { dataDir, visitor, now } = workerData as { readonly dataDir: string; readonly visitor: string; readonly now: number };
const { budget, store } = await openStore({ dataDir, desks: [], onTrouble: () => undefined });
const { take } = budget({ visitorTokens: 0, tokens: 0, cost: 30 });
let taken = 0;
while (await take(visitor, { tokens: 100, cost: 1 }, now)) taken += 1;
await store.close();
parentPort?.postMessage(taken, []);
