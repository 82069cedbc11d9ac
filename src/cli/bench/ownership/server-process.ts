import { BatonError } from '#core/errors.ts';
import { guessTokens } from '#core/guess-tokens.ts';
import type { Live } from '#core/live.ts';
import type { ChannelAdapter } from '#core/ports/channel-adapter.ts';
import type { Desk } from '#core/ports/desk.ts';
import type { LanguageModel } from '#core/ports/language-model.ts';
import type { ModelBudget } from '#core/ports/model-budget.ts';
import type { Store } from '#core/ports/store.ts';
import { takeTurn } from '#core/turn.ts';
import { createOutboxWorker } from '#worker/outbox.ts';
import { startWorker } from '#worker/start-worker.ts';
import { createTurnWorker } from '#worker/turns.ts';
import { composeWriter } from '../../../compose-writer.ts';
import type { DrivenClock } from './driven-clock.ts';
import type { Gates } from './gates.ts';
import type { Random } from './random.ts';
import { MODEL_SAYS, turnTools } from './shop.ts';

/** What a process of a run is made with. */
export type ProcessParts = {
  readonly name: string;
  /** The store as its workers find it, faults and all. */
  readonly store: Store;
  readonly live: Live;
  readonly clock: DrivenClock;
  readonly gates: Gates;
  readonly random: Random;
  readonly hasModel: boolean;
  /** The customer's platform gets a message. */
  readonly onLeft: (messageId: string) => void;
  /** What no worker may throw. */
  readonly onBug: (error: unknown) => void;
};

/** A process of Baton that can be killed between any two steps. */
export type ServerProcess = {
  readonly name: string;
  /** Has it looked for work since this was last asked, and found none at all? */
  wasIdle(): boolean;
  /** Its work stops where it is and never goes on; what it holds stays held. */
  kill(): void;
};

/** How often a platform cannot be reached. */
const UNREACHABLE = 0.08;

/** Starts one: the real workers over the real store, each step behind a gate. */
export function startProcess(parts: ProcessParts): ServerProcess {
  const { name, gates, random, onBug, live } = parts;
  const { clock, stop } = parts.clock.of();
  const looks: Looks = { turns: 0, outbox: 0, shown: 0, found: 0 };
  let isDead = false;
  const subscriptions: (() => void)[] = [];
  const store = gatedStore(parts, looks, (listener) => {
    const unsubscribe = parts.store.subscribe((id, news) => !isDead && listener(id, news));
    subscriptions.push(unsubscribe);
    return unsubscribe;
  });
  const onError = (error: unknown): void => {
    if (!(error instanceof BatonError)) onBug(error);
  };
  const writer = parts.hasModel
    ? composeWriter(
        { model: slowModel(name, gates), budget: NO_BUDGET, prices: { in: 0, out: 0 }, newBoundary: () => 'k3v9x1q7m5z2t8w4', clock, mask: (text) => text, onFailure: onError },
        { store, live, company: { zh: '小店', en: 'Small Shop' } },
      )
    : undefined;
  const push: ChannelAdapter = {
    name: 'push',
    capabilities: { saysItIsAi: true, delivery: 'push', quickReplies: true, links: true, edits: false, files: false, showsPassedOn: true },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    async send(_address, message) {
      if (random.chance(UNREACHABLE)) throw new BatonError('unavailable', 'The platform cannot be reached.');
      parts.onLeft(message.id);
      // It has arrived, and the answer is on its way.
      await gates.pass(name);
    },
  };
  const pull: ChannelAdapter = { ...push, name: 'pull', capabilities: { ...push.capabilities, delivery: 'pull' }, send: () => Promise.resolve() };
  const desk: Desk = { name: 'console', start: () => Promise.resolve(), tell: () => gates.pass(name), stop: () => Promise.resolve() };
  const tools = turnTools(writer, onError);
  startWorker(store, clock, {
    turns: createTurnWorker({ store, clock, takeTurn: (lease) => takeTurn(lease, tools, clock.now()), onTurn: () => undefined, onError }),
    outbox: createOutboxWorker({ store, clock, channels: new Map([['push', push], ['pull', pull]]), desks: new Map([['console', desk]]), onSettled: () => undefined, onError }),
  });
  return {
    name,
    wasIdle() {
      const isIdle = looks.turns > 0 && looks.outbox > 0 && looks.shown > 0 && looks.found === 0;
      Object.assign(looks, { turns: 0, outbox: 0, shown: 0, found: 0 });
      return isIdle;
    },
    kill() {
      isDead = true;
      stop();
      gates.kill(name);
      for (const unsubscribe of subscriptions) unsubscribe();
    },
  };
}

/** How often was looked for work, and what was found. */
type Looks = { turns: number; outbox: number; shown: number; found: number };

/** The store behind gates: one before each step, and one before its answer is heard. */
function gatedStore({ store, gates, name }: ProcessParts, looks: Looks, subscribe: Store['subscribe']): Store {
  const gated =
    <A extends readonly unknown[], R>(step: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await gates.pass(name);
      try {
        return await step(...args);
      } finally {
        await gates.pass(name);
      }
    };
  return {
    ...store,
    subscribe,
    leaseTurn: gated(async (now, leaseMs) => {
      const lease = await store.leaseTurn(now, leaseMs);
      looks.turns += 1;
      looks.found += lease ? 1 : 0;
      return lease;
    }),
    releaseTurn: gated(store.releaseTurn),
    commitTurn: gated(store.commitTurn),
    takeOutbox: gated(async (targets, now, leaseMs, limit) => {
      const items = await store.takeOutbox(targets, now, leaseMs, limit);
      looks.outbox += 1;
      looks.found += items.length;
      return items;
    }),
    showOutbox: gated(async (targets, now, limit) => {
      const shown = await store.showOutbox(targets, now, limit);
      looks.shown += 1;
      looks.found += shown.length;
      return shown;
    }),
    // No gate after it: what comes next without waiting is the sending itself.
    checkOutbox: async (item, now) => {
      await gates.pass(name);
      return store.checkOutbox(item, now);
    },
    settleOutbox: gated(store.settleOutbox),
    conversation: gated(store.conversation),
    transcript: gated(store.transcript),
  };
}

const NO_BUDGET: ModelBudget = { take: () => Promise.resolve(true), settle: () => Promise.resolve() };

/** A model that says its words in pieces, each behind a gate, and heeds no signal before the next of them. */
function slowModel(name: string, gates: Gates): LanguageModel {
  return {
    async write({ signal, messages }, onPiece = () => undefined) {
      for (const piece of MODEL_SAYS) {
        await gates.pass(name);
        if (signal?.aborted) throw new BatonError('unavailable', 'The model was stopped.');
        onPiece(piece);
      }
      const text = MODEL_SAYS.join('');
      return { text, finish: 'stop', model: 'slow', tokensIn: guessTokens(messages.map(({ content }) => content).join('\n')), tokensOut: guessTokens(text), isCounted: true, ms: 1 };
    },
  };
}
