import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Policy } from '#core/policy.ts';
import type { Store } from '#core/ports/store.ts';
import { type OpenStore, openStore } from '#store/open-store.ts';
import { putEmptyDatabase } from './empty-database.ts';

/** A real SQLite store in a temporary folder of its own. */
export type TempStore = OpenStore & {
  readonly folder: string;
  /** Closes it and removes the folder. */
  close(): Promise<void>;
};

/** A fresh, empty store. News go to the desk `console`; with a policy, handovers have its time limits. */
export async function openTempStore(policy?: () => Policy): Promise<TempStore> {
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-store-'));
  await putEmptyDatabase(folder);
  const opened = await openStore({ dataDir: folder, policy, desks: ['console'], onTrouble: () => undefined });
  return {
    ...opened,
    folder,
    async close() {
      await opened.store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when `holds` says yes; asked again after every commit. Rejects with what `holds` throws. */
export async function whenStored(store: Store, holds: () => Promise<boolean>): Promise<void> {
  const done = Promise.withResolvers<void>();
  const look = (): void => void holds().then((yes) => yes && done.resolve(), done.reject);
  const unsubscribe = store.subscribe(look);
  look();
  await done.promise.finally(unsubscribe);
}
