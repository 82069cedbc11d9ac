import { BatonError, isBatonError } from '#core/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { EventJournal, JournalEntry } from '#core/ports/event-journal.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import { createTurns } from './in-turn.ts';

/** A store that has not answered by then is slow: the event goes into the journal, ms. */
const PATIENCE_MS = 2_000;
/** Events of the journal that are worked on at once. */
const AT_ONCE = 8;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 60_000;
/** So often an event waits for a file that is not there yet, some 15 s in all; then it is taken without. */
const MOST_WAITS = 5;
/** Under this name events stand in the journal. */
const SOURCE = 'botpress';

/** What receiving is made with. */
export type ReceiveParts = {
  /** Takes an event in. `mayWait`: it comes again when something of it is not there yet, such as a file. */
  readonly take: (envelope: Envelope, mayWait: boolean) => Promise<void>;
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

/** Makes a receiver. Events of one conversation are taken one after the other, in the order in which they came. */
export function createReceiver({ take, clock, journal, onError }: ReceiveParts): Receiver {
  /** Events wait in the journal, so that whatever comes now has to stand behind them. */
  let isBehind = false;
  let working: Promise<void> | undefined;
  /** There is something new in the journal since it was last looked at. */
  let asked = Promise.withResolvers<void>();
  let isAsked = false;
  let cancel = (): void => undefined;
  let isRunning = false;
  /** Entries of the journal that are being worked on. */
  const inWork = new Map<number, Promise<void>>();
  /** Events on their way straight to the store. */
  const turns = createTurns();

  const workOn = async (book: EventJournal, { id, body, attempts }: JournalEntry): Promise<void> => {
    try {
      await take(readEnvelope(JSON.parse(body)), attempts < MOST_WAITS);
    } catch (error) {
      onError(error);
      if (!mayPass(error)) return book.fail(id, String(error), clock.now());
      return book.retry(id, clock.now() + Math.min(FIRST_RETRY_MS * 2 ** attempts, LONGEST_RETRY_MS));
    }
    await book.done(id, clock.now());
  };
  /** Works for as long as something is due; a slow conversation holds nobody else up. */
  const workOff = async (book: EventJournal): Promise<void> => {
    for (;;) {
      asked = Promise.withResolvers();
      isAsked = false;
      const due = isRunning ? await book.due(SOURCE, clock.now(), AT_ONCE) : [];
      for (const entry of due.filter(({ id }) => !inWork.has(id)).slice(0, AT_ONCE - inWork.size)) {
        inWork.set(
          entry.id,
          workOn(book, entry).finally(() => inWork.delete(entry.id)),
        );
      }
      if (inWork.size > 0) await Promise.race([...inWork.values(), asked.promise]);
      else if (!isAsked || !isRunning) break;
    }
    isBehind = (await book.waiting(SOURCE)).count > 0;
  };
  const kick = (): void => {
    if (!journal || !isRunning) return;
    cancel();
    isAsked = true;
    asked.resolve();
    working ??= workUntilDone(journal);
  };
  const workUntilDone = async (book: EventJournal): Promise<void> => {
    await workOff(book).catch((error: unknown) => {
      isBehind = true;
      onError(error);
    });
    working = undefined;
    if (isAsked) kick();
    else if (isBehind && isRunning) cancel = clock.after(FIRST_RETRY_MS, kick);
  };
  const writeDown = async (book: EventJournal, envelope: Envelope): Promise<void> => {
    await book.put(SOURCE, `${envelope.kind}:${envelope.eventId}`, envelope.conversation.id, JSON.stringify(envelope), clock.now());
    isBehind = true;
    kick();
  };
  /** `behind` when those before it have gone into the journal meanwhile. */
  const takeInTurn = (envelope: Envelope): Promise<'taken' | 'behind'> =>
    turns.take(envelope.conversation.id, async () => {
      if (isBehind) return 'behind';
      await take(envelope, journal !== undefined);
      return 'taken';
    });
  return {
    async receive(envelope) {
      if (!isRunning) throw new BatonError('unavailable', 'Baton takes nothing in right now.', { retryAfterMs: 5_000 });
      if (!journal) return void (await takeInTurn(envelope));
      if (isBehind) return writeDown(journal, envelope);
      const late = Promise.withResolvers<'late'>();
      const stopWaiting = clock.after(PATIENCE_MS, () => late.resolve('late'));
      try {
        // What is taken late takes effect once all the same, by its id.
        if ((await Promise.race([takeInTurn(envelope), late.promise])) !== 'taken') await writeDown(journal, envelope);
      } catch (error) {
        if (!mayPass(error)) throw error;
        onError(error);
        await writeDown(journal, envelope);
      } finally {
        stopWaiting();
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
      asked.resolve();
      await working;
      await Promise.allSettled([...inWork.values(), turns.ended()]);
    },
  };
}

/** May the same event be taken later? */
function mayPass(error: unknown): boolean {
  return !isBatonError(error) || isBatonError(error, 'unavailable', 'rate_limited', 'internal', 'stale_lease');
}
