import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Spoilt } from '#cli/bench/ownership/play.ts';
import type { Conversation } from '#core/conversation.ts';
import { isBatonError } from '#core/errors.ts';
import type { Store } from '#core/ports/store.ts';

/** A fault that is put between Baton and its store, and what the checker must say of it. */
export type SeededFault = { readonly name: string; readonly spoil: (folder: string) => Spoilt; readonly caught: RegExp };

/** Writes a turn although its right was lost, as a commit without the check would. */
const commitAnyway =
  (may: (now: Conversation | undefined, leased: Conversation) => boolean) =>
  (store: Store): Store => ({
    ...store,
    async commitTurn(lease, change, now) {
      try {
        return await store.commitTurn(lease, change, now);
      } catch (error) {
        const current = await store.conversation(lease.conversation.id);
        if (!isBatonError(error, 'stale_lease') || !may(current, lease.conversation)) throw error;
        // The words and what they answer; the owner is left as it is.
        const { messages = [], handledSeq = 0 } = change;
        return store.update(lease.conversation.id, () => ({ messages, handledSeq }), now);
      }
    },
  });

/** Does something each time before what is to be sent is taken. */
const beforeTaking =
  (first: () => void) =>
  (store: Store): Store => ({
    ...store,
    takeOutbox(...given) {
      first();
      return store.takeOutbox(...given);
    },
    showOutbox(...given) {
      first();
      return store.showOutbox(...given);
    },
  });

/** Every seeded fault. */
export const SEEDED_FAULTS: readonly SeededFault[] = [
  {
    name: 'the epoch is not compared when a turn is committed',
    spoil: () => ({ store: commitAnyway((now, leased) => now?.epoch !== leased.epoch) }),
    caught: /was accepted while a person was the owner/,
  },
  {
    name: 'the lease is not compared when a turn is committed',
    spoil: () => ({ store: commitAnyway((now, leased) => now?.epoch === leased.epoch) }),
    caught: /was taken up 2 times/,
  },
  {
    name: 'the epoch is not compared when something is sent',
    spoil(folder) {
      const database = new DatabaseSync(path.join(folder, 'baton.sqlite'));
      // Whatever waits looks as if it had been said under the owner of today.
      const forget = database.prepare('UPDATE outbox SET epoch = 1000000 WHERE epoch < 1000000');
      return { store: beforeTaking(() => void forget.run()) };
    },
    caught: /went out in epoch/,
  },
  {
    name: 'news of a case give way to nobody when they are sent',
    spoil(folder) {
      const database = new DatabaseSync(path.join(folder, 'baton.sqlite'));
      const forget = database.prepare('UPDATE outbox SET yields = NULL WHERE yields = 1');
      return { store: beforeTaking(() => void forget.run()) };
    },
    caught: /went out to a customer with whom a person was talking/,
  },
  {
    name: 'the clock of a case does not look who has the conversation',
    spoil: () => ({
      store: (store) => ({
        ...store,
        async update(id, decide, now, command) {
          let words = '';
          const after = await store.update(
            id,
            (conversation, handover) => {
              const change = decide(conversation, handover);
              if (change?.case?.events.some(({ kind }) => kind === 'owe_news')) words = '个案的最新情况';
              return change;
            },
            now,
            command,
          );
          return words === '' ? after : store.update(id, () => ({ messages: [{ author: 'system', visibility: 'all', text: words }] }), now);
        },
      }),
    }),
    caught: /was said while a person was the owner/,
  },
  {
    name: 'the last look before sending is left out, and the wait before it is long',
    spoil: () => ({
      store(store) {
        let held: Awaited<ReturnType<Store['takeOutbox']>> = [];
        return {
          ...store,
          // What is taken now is sent with the next look: a process that sleeps between taking and sending.
          async takeOutbox(...given) {
            const before = held;
            held = await store.takeOutbox(...given);
            return before;
          },
          checkOutbox: () => Promise.resolve('go'),
        };
      },
    }),
    caught: /went out in epoch/,
  },
  {
    name: 'something that was sent is sent again',
    spoil: () => ({
      store: (store) => ({
        ...store,
        async settleOutbox(item, outcome, now) {
          if (outcome.kind !== 'sent' || item.attempts > 0 || item.content.kind !== 'message') return store.settleOutbox(item, outcome, now);
          await store.settleOutbox(item, { kind: 'retry', at: now }, now);
          return 'sent';
        },
      }),
    }),
    caught: /was sent again/,
  },
  {
    name: "a customer's message is acknowledged and not stored",
    spoil: () => ({
      store(store) {
        let count = 0;
        return {
          ...store,
          async accept(inbound, now) {
            const known = ++count % 3 === 0 ? await store.conversation(store.idOf(inbound.channel, inbound.address)) : undefined;
            if (!known) return store.accept(inbound, now);
            const [line] = await store.transcript(known.id, 1);
            return line ? { message: line.message, conversation: known, isNew: true } : store.accept(inbound, now);
          },
        };
      },
    }),
    caught: /the customer said/,
  },
  {
    name: 'a claim does not grow the epoch',
    spoil: () => ({
      store: (store) => ({
        ...store,
        update: (id, decide, now, command) =>
          store.update(
            id,
            (conversation, handover) => {
              const change = decide(conversation, handover);
              return change?.ownership?.state === 'human' ? { ...change, ownership: { ...change.ownership, epoch: conversation.epoch } } : change;
            },
            now,
            command,
          ),
      }),
    }),
    caught: /within epoch/,
  },
  {
    name: 'two people can take the same conversation',
    spoil: () => ({
      store: (store) => ({
        ...store,
        // Whoever claims decides on what was there before a colleague did.
        update: (id, decide, now, command) =>
          store.update(
            id,
            (conversation, handover) => {
              try {
                return decide(conversation, handover);
              } catch (error) {
                if (!isBatonError(error, 'conflict')) throw error;
                return decide({ ...conversation, state: 'waiting' }, handover);
              }
            },
            now,
            command,
          ),
      }),
    }),
    caught: /was taken from/,
  },
  {
    name: 'drafts of the bot are shown whoever is the owner',
    spoil: () => ({
      live: (live) => ({ ...live, tellTyping: (id, { who, draft }) => live.tellTyping(id, { who, ...(draft === undefined ? {} : { draft }) }) }),
      // Whoever looks finds the first ownership still in force.
      store: (store) => ({
        ...store,
        async conversation(id) {
          const found = await store.conversation(id);
          return found && { ...found, epoch: 1 };
        },
      }),
    }),
    caught: /showed a draft/,
  },
  {
    name: 'whatever was said last is sent first',
    spoil(folder) {
      const database = new DatabaseSync(path.join(folder, 'baton.sqlite'));
      const swap = database.prepare('UPDATE outbox SET id = -id WHERE id > 0 AND message_id IS NOT NULL AND id IN (SELECT MAX(id) FROM outbox GROUP BY conversation_id, target HAVING COUNT(*) > 1)');
      return { store: beforeTaking(() => void swap.run()) };
    },
    caught: /another order/,
  },
];
