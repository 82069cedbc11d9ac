import { BatonError, isBatonError } from '#core/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { EventJournal } from '#core/ports/event-journal.ts';
import { type Envelope, readEnvelope } from './envelope.ts';

/** A store that has not answered by then is slow: the event goes into the journal, ms. */
const PATIENCE_MS = 2_000;
/** Events of the journal that are worked on at once. */
const AT_ONCE = 8;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 60_000;
/** Under this name events stand in the journal. */
const SOURCE = 'botpress';

/** What receiving is made with. */
export type ReceiveParts = {
  readonly take: (envelope: Envelope) => Promise<void>;
  readonly clock: Clock;
  /** Where events wait while the store is slow or away; without it they are refused then, to be sent again. */
  readonly journal?: EventJournal | undefined;
  readonly onError: (error: unknown) => void;
};

/** Receives events: resolves when one is on disk, in the store or in the journal, and only then may it be acknowledged. */
export type Receiver = {
  receive(envelope: Envelope): Promise<void>;
  /** Begins to receive, and to work off what waits in the journal. */
  start(): Promise<void>;
  /** How many events wait, and since when. */
  waiting(): Promise<{ readonly count: number; readonly since: number | undefined }>;
  stop(): Promise<void>;
};

/** Makes a receiver. */
export function createReceiver({ take, clock, journal, onError }: ReceiveParts): Receiver {
  /** Events wait in the journal, so that whatever comes now has to stand behind them. */
  let isBehind = false;
  let working: Promise<void> | undefined;
  let cancel = (): void => undefined;
  let isRunning = false;
  const underWay = new Set<Promise<unknown>>();
  const tracked = <T>(work: Promise<T>): Promise<T> => {
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    underWay.add(settled);
    void settled.then(() => underWay.delete(settled));
    return work;
  };

  /** Answers after how long there is more to do; `undefined` when nothing waits. */
  const workOff = async (book: EventJournal): Promise<number | undefined> => {
    let wait = FIRST_RETRY_MS;
    for (let due = await book.due(SOURCE, clock.now(), AT_ONCE); isRunning && due.length > 0; due = await book.due(SOURCE, clock.now(), AT_ONCE)) {
      await Promise.all(
        due.map(async ({ id, body, attempts }) => {
          try {
            await take(readEnvelope(JSON.parse(body)));
            await book.done(id, clock.now());
          } catch (error) {
            onError(error);
            if (!mayPass(error)) return book.fail(id, String(error), clock.now());
            wait = Math.min(FIRST_RETRY_MS * 2 ** attempts, LONGEST_RETRY_MS);
            await book.retry(id, clock.now() + wait);
          }
        }),
      );
    }
    isBehind = (await book.waiting(SOURCE)).count > 0;
    return isBehind ? wait : undefined;
  };
  const kick = (): void => {
    if (!journal || !isRunning || working) return;
    cancel();
    working = workUntilDone(journal);
  };
  const workUntilDone = async (book: EventJournal): Promise<void> => {
    const wait = await workOff(book).catch((error: unknown) => {
      onError(error);
      return FIRST_RETRY_MS;
    });
    working = undefined;
    if (wait !== undefined && isRunning) cancel = clock.after(wait, kick);
  };
  const writeDown = async (book: EventJournal, envelope: Envelope): Promise<void> => {
    await book.put(SOURCE, `${envelope.kind}:${envelope.eventId}`, envelope.conversation.id, JSON.stringify(envelope), clock.now());
    isBehind = true;
    kick();
  };
  return {
    async receive(envelope) {
      if (!isRunning) throw new BatonError('unavailable', 'Baton takes nothing in right now.', { retryAfterMs: 5_000 });
      if (!journal) return tracked(take(envelope));
      if (isBehind) return writeDown(journal, envelope);
      const late = Promise.withResolvers<'late'>();
      const stopWaiting = clock.after(PATIENCE_MS, () => late.resolve('late'));
      const taken = tracked(take(envelope));
      try {
        // What is taken late takes effect once all the same, by its id.
        if ((await Promise.race([taken, late.promise])) === 'late') await writeDown(journal, envelope);
      } catch (error) {
        if (!mayPass(error)) throw error;
        onError(error);
        await writeDown(journal, envelope);
      } finally {
        stopWaiting();
        taken.catch(() => undefined);
      }
    },
    async start() {
      isRunning = true;
      if (!journal) return;
      isBehind = await journal.waiting(SOURCE).then(
        ({ count }) => count > 0,
        (error: unknown) => {
          onError(error);
          return true;
        },
      );
      if (isBehind) kick();
    },
    waiting: () => journal?.waiting(SOURCE) ?? Promise.resolve({ count: 0, since: undefined }),
    async stop() {
      isRunning = false;
      cancel();
      await working;
      await Promise.all(underWay);
    },
  };
}

/** May the same event be taken later? */
function mayPass(error: unknown): boolean {
  return !isBatonError(error) || isBatonError(error, 'unavailable', 'rate_limited', 'internal', 'stale_lease');
}
