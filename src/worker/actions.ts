import { conclude, type Conclusion } from '#core/actions/conclude.ts';
import type { ActionDefinition } from '#core/actions/definition.ts';
import { abandonCall, askForPatience, callValues, settleCall } from '#core/actions/settle.ts';
import { type ActionCall, CALLS } from '#core/actions/state.ts';
import { isBatonError, toBatonError } from '#core/errors.ts';
import type { Bilingual } from '#core/language.ts';
import type { Policy } from '#core/policy.ts';
import type { ActionCaller } from '#core/ports/action-caller.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { OutboxItem, Store } from '#core/ports/store.ts';
import { createLeasedPump } from './leased-pump.ts';
import type { Pump } from './pump.ts';

/** How long a worker may hold a call, ms: longer than one try may take; after a crash it is made again, under the same key. */
const LEASE_MS = 40_000;
/** Calls under way at the same time in one process. */
const CONCURRENCY = 16;
/** After so long the customer hears that it takes a moment, ms. */
const PATIENCE_MS = 2_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;

/** What the worker of business actions is made with. */
export type ActionWorkerOptions = {
  readonly store: Pick<Store, 'takeOutbox' | 'settleOutbox' | 'update'>;
  readonly clock: Clock;
  readonly caller: ActionCaller;
  /** The definitions in force, by id. */
  readonly actions: () => ReadonlyMap<string, ActionDefinition>;
  readonly policy: () => Policy;
  readonly company: Bilingual;
  readonly safetyPhone: string;
  /** After each call that is settled. */
  readonly onSettled: (action: string, became: 'answered' | 'failed') => void;
  readonly onError: (error: unknown, item: OutboxItem | undefined) => void;
};

/**
 * Makes the calls that wait. A call stands in the database before it is made and until its answer is stored there, so
 * that after `kill -9` it is made again: with the same key, under which the endpoint does it once. Its answer is written
 * once, whatever happens in between.
 */
export function createActionWorker(options: ActionWorkerOptions): Pump {
  return createLeasedPump({
    store: options.store,
    clock: options.clock,
    targets: [CALLS],
    leaseMs: LEASE_MS,
    atOnce: CONCURRENCY,
    // A process that knows no action leaves the calls to one that does.
    isWanted: () => options.actions().size > 0,
    handle: (item) => makeCall(item, options),
    onError: options.onError,
  });
}

async function makeCall(item: OutboxItem, options: ActionWorkerOptions): Promise<void> {
  const { store, clock, actions, caller, onError, onSettled } = options;
  if (item.content.kind !== 'call') return;
  const { call } = item.content;
  const action = actions().get(call.action);
  if (!action) {
    const now = clock.now();
    await store.update(item.conversationId, (conversation) => abandonCall(conversation, call, options.company), now, { by: CALLS, id: `settle ${call.id}` });
    await store.settleOutbox(item, { kind: 'failed' }, now);
    onError(new Error(`There is no action "${call.action}" any more; its call was dropped.`), item);
    return;
  }
  const stopWaiting = clock.after(PATIENCE_MS, () => void sayOneMoment(item.conversationId, call, options).catch((error: unknown) => onError(error, item)));
  let conclusion: Conclusion;
  try {
    conclusion = conclude(action, call, await caller.call({ call: action.call, values: callValues(call), key: call.id }));
  } catch (thrown) {
    const error = toBatonError(thrown);
    onError(error, item);
    if (isBatonError(error, 'unavailable') && item.attempts < action.call.retries) {
      const wait = Math.min(error.retryAfterMs ?? FIRST_RETRY_MS * 2 ** item.attempts, LONGEST_RETRY_MS);
      if (item.attempts > 0 || wait > PATIENCE_MS) await sayOneMoment(item.conversationId, call, options);
      await store.settleOutbox(item, { kind: 'retry', at: clock.now() + wait }, clock.now());
      return;
    }
    conclusion = { kind: 'failed', reason: error.message };
  } finally {
    stopWaiting();
  }
  await settle(item.conversationId, action, call, conclusion, options);
  await store.settleOutbox(item, { kind: 'sent' }, clock.now());
  if (conclusion.kind === 'failed') onError(new Error(`The action "${action.id}" has failed: ${conclusion.reason}`), item);
  onSettled(action.id, conclusion.kind === 'failed' ? 'failed' : 'answered');
}

/** Writes what came of it, once: when the same call is settled again after a crash, nothing is written. */
async function settle(conversationId: string, action: ActionDefinition, call: ActionCall, conclusion: Conclusion, { store, clock, policy, company, safetyPhone }: ActionWorkerOptions): Promise<void> {
  const now = clock.now();
  await store.update(
    conversationId,
    (conversation) => settleCall(conversation, { action, call, conclusion, policy: policy(), company, safetyPhone, now, newId: () => crypto.randomUUID() }),
    now,
    { by: CALLS, id: `settle ${call.id}` },
  );
}

async function sayOneMoment(conversationId: string, call: ActionCall, { store, clock, company }: ActionWorkerOptions): Promise<void> {
  await store.update(conversationId, (conversation) => askForPatience(conversation, call, company), clock.now(), { by: CALLS, id: `moment ${call.id}` });
}
