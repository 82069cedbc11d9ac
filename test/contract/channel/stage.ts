import type { Change } from '#core/change.ts';
import { BatonError } from '#core/errors.ts';
import type { InboundEdit, InboundMessage, Message, MessageExtras } from '#core/message.ts';
import type { ChannelAdapter, ChannelSink } from '#core/ports/channel-adapter.ts';
import type { Store } from '#core/ports/store.ts';
import { createOutboxWorker } from '#worker/outbox.ts';
import { openTempStore, type TempStore } from '../../support/temp-store.ts';
import { createTestClock, type TestClock } from '../../support/test-clock.ts';
import type { ChannelHarness, ChannelUnderTest, Person } from './harness.ts';

/** What became of something that was to be sent. */
export type Settled = 'sent' | 'withheld' | 'failed';

/** A channel that is taking messages in, its person, and everything behind it: a real store, and the outbox that really sends. */
export type Stage = {
  readonly under: ChannelUnderTest;
  readonly harness: ChannelHarness;
  readonly temp: TempStore;
  readonly clock: TestClock;
  readonly sink: ChannelSink;
  /** What was open before the channel was started. */
  readonly openBefore: number;
  /** What the channel handed over, also what was refused then. */
  readonly accepted: readonly InboundMessage[];
  readonly edits: readonly InboundEdit[];
  /** `stored` each time something is on disk; promises write into it what they see. */
  readonly log: string[];
  /** From now on the store refuses with this error; `undefined`: no longer. */
  fail(error: BatonError | undefined): void;
  /** What the conversation of this person (the harness' own where nobody is named) holds. */
  stored(person?: Pick<Person, 'address'>): Promise<Message[]>;
  /** An agent or the bot says something, and it is sent as Baton does. One result for each, in the order in which they were settled. */
  speak(messages: readonly Said[], person?: Pick<Person, 'address'>): Promise<Settled[]>;
  /** Changes the person's conversation, and sends what that brings. */
  commit(change: Change, person?: Pick<Person, 'address'>): Promise<Settled[]>;
  /** What the person can read beyond this many messages, once there are `count` of those. */
  readOn(from: number, count: number): Promise<string[]>;
};

/** Something that is said to the customer. */
export type Said = { readonly text: string; readonly author?: 'bot' | 'agent' | 'system'; readonly extras?: MessageExtras };

/** The time at which every stage begins, Unix ms. */
export const NOW = Date.UTC(2026, 10, 23, 4);
const SLOW_DISK_MS = 10;
/** A sender that has been put off so often will never get anywhere. */
const MOST_RETRIES = 50;

/** Puts a channel on a stage; it is not started yet. `close` takes everything down. */
export async function openStage(under: ChannelUnderTest): Promise<{ readonly stage: Stage; readonly close: () => Promise<void> }> {
  const temp = await openTempStore();
  const clock = createTestClock(NOW);
  const harness = await under.create({ store: temp.store, access: temp.access, files: temp.files, deskThreads: temp.deskThreads, clock });
  const accepted: InboundMessage[] = [];
  const edits: InboundEdit[] = [];
  const log: string[] = [];
  let fault: BatonError | undefined;
  const idOf = ({ address }: Pick<Person, 'address'>): string => temp.store.idOf(harness.channel.name, address);
  // A slow disk: whoever acknowledges before this is over has acknowledged too early.
  const disk = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, SLOW_DISK_MS));
  const sink: ChannelSink = {
    async accept(inbound) {
      accepted.push(inbound);
      if (fault) throw fault;
      const { message } = await temp.store.accept(inbound, clock.now());
      await disk();
      log.push('stored');
      return { id: message.id, seq: message.seq, cursor: message.cursor ?? 0, at: message.at };
    },
    async edit(edit) {
      edits.push(edit);
      if (fault) throw fault;
      await temp.store.edit(edit, clock.now());
      await disk();
      log.push('stored');
    },
  };
  const stage: Stage = {
    under,
    harness,
    temp,
    clock,
    sink,
    openBefore: harness.leftOpen(),
    accepted,
    edits,
    log,
    fail: (error) => void (fault = error),
    stored: async (person = harness) => (await temp.store.transcript(idOf(person), 100)).map(({ message }) => message),
    speak: (messages, person) => stage.commit({ messages: messages.map((said) => ({ author: 'bot', visibility: 'all', ...said })) }, person),
    async commit(change, person = harness) {
      await temp.store.update(idOf(person), () => change, clock.now());
      return sendAll(temp.store, clock, harness.channel);
    },
    readOn: async (from, count) => (await harness.read(from + count)).slice(from),
  };
  return {
    stage,
    async close() {
      await harness.close();
      await temp.close();
    },
  };
}

/** Sends what waits as Baton does, until nothing is left. Where it is put off, the clock moves on to the next try. */
export async function sendAll(store: Store, clock: TestClock, channel: ChannelAdapter): Promise<Settled[]> {
  const settled: Settled[] = [];
  const done = Promise.withResolvers<void>();
  const underWay = new Set<number>();
  let nextTry = 0;
  let retries = 0;
  const worker = createOutboxWorker({
    store: {
      ...store,
      async takeOutbox(...asked) {
        const items = await store.takeOutbox(...asked);
        for (const { id } of items) underWay.add(id);
        if (underWay.size === 0) done.resolve();
        return items;
      },
      async showOutbox(...asked) {
        const shown = await store.showOutbox(...asked);
        if (shown.length === 0) done.resolve();
        return shown;
      },
      settleOutbox(item, outcome, now) {
        if (outcome.kind === 'retry') nextTry = outcome.at;
        return store.settleOutbox(item, outcome, now);
      },
    },
    clock,
    channels: new Map([[channel.name, channel]]),
    desks: new Map(),
    onSettled({ id }, became) {
      if (became === 'waiting') {
        retries += 1;
        if (retries > MOST_RETRIES) done.reject(new BatonError('internal', `It was tried ${retries} times and never sent.`));
        clock.advance(Math.max(0, nextTry - clock.now()));
      } else {
        underWay.delete(id);
        settled.push(became);
      }
      worker.kick();
    },
    // What a send throws decides what becomes of it; without an item, the worker itself has failed.
    onError: (error, item) => item ?? done.reject(error),
  });
  worker.kick();
  try {
    await done.promise;
  } finally {
    await worker.stop();
  }
  return settled;
}
