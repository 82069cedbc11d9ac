import type { Clock } from '#core/ports/clock.ts';
import type { DeskThread } from '#core/ports/desk-threads.ts';
import type { FileStore } from '#core/ports/file-store.ts';
import type { Store } from '#core/ports/store.ts';
import type { SlackApi } from '../slack-api.ts';
import { createAsking, type Trouble } from './asking.ts';
import { createConversationLooker } from './looker.ts';
import { createPace, type Pace } from './pace.ts';
import { createPoster } from './poster.ts';
import { createSightReader, SLACK, type SightParts } from './read-sight.ts';
import { takeAway } from './recovery.ts';
import { createVisitor, type OwedThread } from './visit.ts';

/** What keeps Slack's threads up to date. */
export type ThreadPumpOptions = Omit<SightParts, 'asking' | 'store'> & {
  readonly store: Pick<Store, 'conversation' | 'handovers' | 'transcript' | 'openHandovers' | 'subscribe'>;
  readonly api: SlackApi;
  readonly files: Pick<FileStore, 'read'>;
  readonly clock: Clock;
  /** Can no other process have a thread when this one starts? Then it takes up at once what a crash left behind. */
  readonly isAlone: boolean;
  /** For tests. */
  readonly pace?: Pace;
  readonly onError: (error: unknown) => void;
};

/** How it is with the threads: how many are not up to date, since when the oldest, and what is wrong with Slack. */
export type ThreadPumpStatus = { readonly owed: number; readonly owedSince: number | undefined; readonly troubles: readonly Trouble[] };

/** A turn that comes within so long is waited for, ms. */
const SOON_MS = 1_500;

/** Keeps the threads of all handovers up to date: whatever happens, what should stand in them comes to stand in them. */
export type ThreadPump = {
  /** Looks at all threads and open handovers, and follows the store from now on. Never waits for Slack. */
  start(): Promise<void>;
  /** Something of this conversation may be owed to a thread. */
  owe(conversationId: string): void;
  /** A post has gone from Slack though nobody here took it away; ours are deleted by admins, rooms and threads by anybody. */
  gone(room: string, ts: string): Promise<void>;
  status(): ThreadPumpStatus;
  /** Resolves when nothing is under way; what must wait for its time goes on waiting. */
  idle(): Promise<void>;
  /** Resolves when nothing is under way and nothing is open; what is owed stays owed. */
  stop(): Promise<void>;
};

/** Makes it; nothing happens before `start`. */
export function createThreadPump(options: ThreadPumpOptions): ThreadPump {
  const { store, threads, clock, api, isAlone, onError } = options;
  const asking = createAsking(api, options.pace ?? createPace(clock), clock);
  const holder = crypto.randomUUID();
  const poster = createPoster({ ...options, asking });
  /** In the order in which they come next. */
  const owed = new Map<string, OwedThread>();
  const followed = (id: string): readonly OwedThread[] => [...owed.values()].filter(({ conversationId }) => conversationId === id);
  const running = new Map<string, Promise<void>>();
  let isOn = false;
  let cancelTimer: (() => void) | undefined;
  let unsubscribe: (() => void) | undefined;

  const nextAt = (thread: OwedThread): number => {
    if (!thread.isOwed) return thread.wakeAt ?? Infinity;
    const ready = thread.keys?.map((key) => asking.readyAt(key, thread.room)) ?? [asking.readyAt('', thread.room)];
    return Math.max(thread.retryAt, Math.min(...ready));
  };
  const wakeUp = (): void => {
    for (const thread of owed.values()) {
      if (!thread.isOwed && (thread.wakeAt ?? Infinity) <= clock.now()) Object.assign(thread, { isOwed: true, owedSince: clock.now(), wakeAt: undefined, keys: undefined });
    }
  };
  const runRoom = async (room: string): Promise<void> => {
    for (;;) {
      const next = isOn && [...owed.values()].find((thread) => thread.room === room && thread.isOwed && nextAt(thread) <= clock.now());
      if (!next) return;
      const became = await visit(next);
      if (became !== 'looked') owed.delete(next.id);
      // To the end of the row: the others come first, so that nobody starves. Whoever has got nothing keeps their place.
      if (became === 'served') owed.set(next.id, next);
    }
  };
  const kick = (): void => {
    if (!isOn) return;
    wakeUp();
    const rooms = new Set([...owed.values()].flatMap((thread) => (thread.isOwed && nextAt(thread) <= clock.now() ? [thread.room] : [])));
    for (const room of rooms) {
      if (running.has(room)) continue;
      const run = runRoom(room)
        .catch(onError)
        .finally(() => {
          running.delete(room);
          kick();
        });
      running.set(room, run);
    }
    cancelTimer?.();
    const at = Math.min(...[...owed.values()].filter(({ room }) => !running.has(room)).map(nextAt));
    cancelTimer = Number.isFinite(at) ? clock.after(Math.max(0, at - clock.now()), kick) : undefined;
  };
  const follow = ({ id, conversationId, room, fault }: DeskThread): void => {
    if (!owed.has(id)) owed.set(id, { id, conversationId, room, version: 0, isOwed: true, owedSince: clock.now(), retryAt: 0, fault, keys: undefined, wakeAt: undefined });
  };
  const mark = (thread: OwedThread): void => {
    // What waits for its turn within a moment anyway sees then what is new.
    const isSoon = thread.isOwed && thread.keys !== undefined && nextAt(thread) - clock.now() <= SOON_MS;
    Object.assign(thread, { version: thread.version + 1, isOwed: true, owedSince: thread.isOwed ? thread.owedSince : clock.now(), keys: isSoon ? thread.keys : undefined });
  };
  const looker = createConversationLooker({
    ...options,
    onThreads(found) {
      for (const thread of found) follow(thread);
      kick();
    },
  });
  const visit = createVisitor({ ...options, asking, poster, read: createSightReader({ ...options, asking }), holder, onEnded: looker.look });
  const owe = (conversationId: string): void => {
    const known = followed(conversationId);
    if (known.length === 0) return looker.look(conversationId);
    for (const thread of known) mark(thread);
    kick();
  };

  return {
    async start() {
      isOn = true;
      unsubscribe = store.subscribe(owe);
      if (isAlone) await threads.freeLeases(SLACK);
      for (const thread of await threads.unended(SLACK)) follow(thread);
      for (const { conversationId } of await store.openHandovers()) looker.look(conversationId);
      kick();
    },
    owe,
    async gone(room, ts) {
      const found = await threads.postAt(SLACK, room, ts);
      if (!found) return;
      await takeAway(found.post, found.thread, threads);
      owe(found.thread.conversationId);
    },
    status() {
      const waiting = [...owed.values()].filter(({ isOwed }) => isOwed);
      return { owed: waiting.length, owedSince: waiting.length === 0 ? undefined : Math.min(...waiting.map(({ owedSince }) => owedSince)), troubles: asking.troubles() };
    },
    async idle() {
      for (let work = [...running.values(), ...looker.working()]; work.length > 0; work = [...running.values(), ...looker.working()]) await Promise.all(work);
    },
    async stop() {
      isOn = false;
      unsubscribe?.();
      cancelTimer?.();
      await looker.stop();
      await Promise.all(running.values());
      // Another process may go on at once.
      for (const { id, isOwed } of owed.values()) if (isOwed) await threads.release(id, holder).catch(onError);
      cancelTimer?.();
      cancelTimer = undefined;
    },
  };
}
