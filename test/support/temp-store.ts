import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AccessStore } from '#core/ports/access-store.ts';
import type { ApiStore } from '#core/ports/api-store.ts';
import type { DocumentStore } from '#core/ports/document-store.ts';
import type { GapStore } from '#core/ports/gap-store.ts';
import type { Policy } from '#core/policy.ts';
import type { BudgetLimits, ModelBudget } from '#core/ports/model-budget.ts';
import type { Store } from '#core/ports/store.ts';
import type { PastCaseStore } from '#core/ports/past-case-store.ts';
import type { TimerStore } from '#core/ports/timer-store.ts';
import type { WebhookStore } from '#core/ports/webhook-store.ts';
import { openStore } from '#store/open-store.ts';

/** A real SQLite store in a temporary folder of its own. */
export type TempStore = {
  readonly store: Store;
  readonly access: AccessStore;
  readonly documents: DocumentStore;
  readonly gaps: GapStore;
  readonly timers: TimerStore;
  readonly api: ApiStore;
  readonly webhooks: WebhookStore;
  readonly pastCases: PastCaseStore;
  readonly budget: (limits: BudgetLimits) => ModelBudget;
  readonly folder: string;
  /** Closes it and removes the folder. */
  close(): Promise<void>;
};

/** A fresh, empty store. News go to the desk `console`; with a policy, handovers have its time limits. */
export async function openTempStore(policy?: () => Policy): Promise<TempStore> {
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-store-'));
  const { store, access, documents, gaps, timers, pastCases, api, webhooks, budget } = await openStore({ dataDir: folder, policy, desks: ['console'], onTrouble: () => undefined });
  return {
    store,
    access,
    documents,
    gaps,
    timers,
    api,
    webhooks,
    pastCases,
    budget,
    folder,
    async close() {
      await store.close();
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
