import { correctionOf } from '#core/correction.ts';
import { BatonError, isBatonError } from '#core/errors.ts';
import type { Language } from '#core/language.ts';
import type { Message } from '#core/message.ts';
import type { ChannelAdapter } from '#core/ports/channel-adapter.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Desk } from '#core/ports/desk.ts';
import type { OutboxItem, OutboxOutcome, Store } from '#core/ports/store.ts';
import { createLeasedPump } from './leased-pump.ts';
import { createPump, type Pump } from './pump.ts';

/** How long a worker may hold what it sends, ms; after a crash it waits that long to be sent again. */
const LEASE_MS = 15_000;
/** Sends under way at the same time in one process. */
const CONCURRENCY = 32;
/** Messages that become visible in one transaction, at most. */
const SHOWN_AT_ONCE = 32;
/** A channel or desk that has not answered by then is tried again, well before the lease is over, ms. */
const PATIENCE_MS = 10_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 5 * 60_000;
/** With the waits above this is about a day. */
const MOST_ATTEMPTS = 300;

/** What the outbox worker is made with. */
export type OutboxWorkerOptions = {
  readonly store: Store;
  readonly clock: Clock;
  readonly channels: ReadonlyMap<string, ChannelAdapter>;
  readonly desks: ReadonlyMap<string, Desk>;
  readonly onSettled: (item: OutboxItem, became: 'sent' | 'withheld' | 'waiting' | 'failed') => void;
  readonly onError: (error: unknown, item: OutboxItem | undefined) => void;
};

/** Sends what waits to be sent: in order per conversation and target, again when it fails, withheld when a person has taken over. */
export function createOutboxWorker(options: OutboxWorkerOptions): Pump {
  const { store, clock, channels, desks, onSettled, onError } = options;
  const pushed = [...channels].flatMap(([name, { capabilities }]) => (capabilities.delivery === 'push' ? [`channel:${name}`] : []));
  const fetched = [...channels].flatMap(([name, { capabilities }]) => (capabilities.delivery === 'pull' ? [`channel:${name}`] : []));
  const brought = [...pushed, ...[...desks.keys()].map((name) => `desk:${name}`)];
  const sending = createLeasedPump({
    store,
    clock,
    targets: brought,
    leaseMs: LEASE_MS,
    atOnce: CONCURRENCY,
    async handle(item, next) {
      const outcome = await deliver(item, options);
      if (outcome === 'lost') return;
      const settling = store.settleOutbox(item, outcome, clock.now());
      next();
      onSettled(item, await settling);
    },
    onError,
  });
  // What pages fetch needs nobody to bring it: it is shown without having been held.
  const showing = createPump(
    async () => {
      const shown = await store.showOutbox(fetched, clock.now(), SHOWN_AT_ONCE);
      for (const one of shown) {
        if ('item' in one) onSettled(one.item, one.became);
        else onError(new Error(`Something in ${one.conversationId} cannot be shown.`, { cause: one.error }), undefined);
      }
      return shown.length > 0;
    },
    (error) => onError(error, undefined),
  );
  return {
    kick() {
      if (brought.length > 0) sending.kick();
      if (fetched.length > 0) showing.kick();
    },
    async stop() {
      await showing.stop();
      await sending.stop();
    },
  };
}

async function deliver(item: OutboxItem, { store, channels, desks, clock, onError }: OutboxWorkerOptions): Promise<OutboxOutcome | 'lost'> {
  const name = item.target.slice(item.target.indexOf(':') + 1);
  try {
    if (item.content.kind === 'news') {
      const desk = desks.get(name);
      if (desk) await within(clock, item.target, desk.tell(item.content.news));
      return { kind: 'sent' };
    }
    // Calls are made by a worker of their own.
    if (item.content.kind === 'call') return { kind: 'retry', at: clock.now() };
    const channel = channels.get(name);
    if (!channel) return { kind: 'retry', at: clock.now() + LONGEST_RETRY_MS };
    // Between taking and sending a person may have taken over, or this process may have slept through its lease.
    const may = await store.checkOutbox(item, clock.now());
    if (may !== 'go') return may === 'stale' ? { kind: 'stale' } : 'lost';
    await within(clock, item.target, item.content.kind === 'edit' ? bringEdit(channel, item.address, item.content) : channel.send(item.address, item.content.message));
    return { kind: 'sent' };
  } catch (error) {
    onError(error, item);
    if (!isBatonError(error, 'unavailable', 'rate_limited') || item.attempts >= MOST_ATTEMPTS) return { kind: 'failed' };
    const wait = error.retryAfterMs ?? Math.min(FIRST_RETRY_MS * 2 ** Math.min(item.attempts, 20), LONGEST_RETRY_MS);
    return { kind: 'retry', at: clock.now() + wait };
  }
}

/** Brings a change to a message that has left: in place where the channel can, else in words. What never left needs none. */
async function bringEdit(channel: ChannelAdapter, address: string, { message, language }: { readonly message: Message; readonly language: Language }): Promise<void> {
  if (message.status !== 'sent') return;
  if (channel.capabilities.edits && channel.edit) return channel.edit(address, message);
  const correction = correctionOf(message, language);
  if (correction) await channel.send(address, correction);
}

/** Waits for an answer, with limits. Throws `unavailable` when none has come by then. */
async function within(clock: Clock, target: string, answer: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const cancel = clock.after(PATIENCE_MS, () => late.reject(new BatonError('unavailable', `${target} has not answered for ${PATIENCE_MS / 1000} s.`)));
  try {
    await Promise.race([answer, late.promise]);
  } finally {
    cancel();
  }
}
