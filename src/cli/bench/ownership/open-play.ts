import type { Store } from '#core/ports/store.ts';
import { openStore } from '#store/open-store.ts';
import { POLICY } from './shop.ts';

/** Opens the store that runs are played over, with the rules of their shop. */
export async function openPlay(dataDir: string, onTrouble: (error: unknown) => void): Promise<Store> {
  const { store } = await openStore({ dataDir, desks: ['console'], policy: () => POLICY, onTrouble });
  return store;
}
