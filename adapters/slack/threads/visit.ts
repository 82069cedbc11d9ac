import { isBatonError } from '#core/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { DeskThreads } from '#core/ports/desk-threads.ts';
import { readSlackFault } from '../slack-fault.ts';
import type { Asking } from './asking.ts';
import type { Op } from './ops.ts';
import { hashOf } from './content.ts';
import { renderMoved } from './card.ts';
import { type Plan, planThread } from './plan.ts';
import type { Poster } from './poster.ts';
import { beginAnew, newRoom, refuge, takeAway } from './recovery.ts';
import type { Rooms } from './rooms.ts';
import type { Sight } from './sight.ts';

/** A thread that is not ended, as the pump knows it. */
export type OwedThread = {
  readonly id: string;
  readonly conversationId: string;
  room: string;
  /** Grows when something happens. */
  version: number;
  /** May something be owed to it? */
  isOwed: boolean;
  owedSince: number;
  retryAt: number;
  /** The word that the store has. */
  fault: string | undefined;
  /** The pace of what is owed, where that is known and nothing has happened since. */
  keys: readonly string[] | undefined;
  /** When it must be looked at again though nothing happens. */
  wakeAt: number | undefined;
};

/** What threads are visited with. */
export type VisitorParts = {
  readonly threads: DeskThreads;
  readonly asking: Asking;
  readonly poster: Poster;
  readonly read: (threadId: string, conversationId: string) => Promise<Sight | undefined>;
  readonly rooms: () => Rooms;
  readonly clock: Pick<Clock, 'now'>;
  /** This process. */
  readonly holder: string;
  /** The handover of a thread has ended; another one may be open. */
  readonly onEnded: (conversationId: string) => void;
  readonly onError: (error: unknown) => void;
};

/** So long a process has a thread, ms; longer than the slowest visit. */
const LEASE_MS = 45_000;
const ELSEWHERE_MS = 2_000;
const BROKEN_MS = 1_000;
const REFUSED_MS = 30_000;
/** What Slack refuses with a word that nobody knows is tried so often, for five minutes, before what comes after it goes on without it. */
const MOST_TRIES = 10;

/** What came of a visit: one thing was done, nothing could be done now, or nothing will ever be owed again. */
export type Visited = 'served' | 'looked' | 'over';

/** Visits a thread: does one thing that is owed to it, if Slack may be asked for it now. Never throws. */
export function createVisitor(parts: VisitorParts): (thread: OwedThread) => Promise<Visited> {
  const { threads, asking, poster, read, clock, holder, onError } = parts;

  /** Refusals in a row, by thread. */
  const refusals = new Map<string, number>();

  const follow = async (owed: OwedThread, sight: Sight, plan: Plan, version: number): Promise<Visited> => {
    owed.room = sight.thread.room;
    if (sight.handover.endedAt !== undefined) parts.onEnded(owed.conversationId);
    const room = newRoom(sight, parts.rooms());
    if (room !== undefined) return move(owed, sight, room);
    await threads.putPosts(plan.links);
    if (plan.clearsTalker) await threads.set(owed.id, { talker: undefined });
    const op = plan.ops.find((each) => asking.readyAt(poster.keyOf(each, owed.room), owed.room) <= clock.now());
    if (op) {
      const isDone = await settleFaults(owed, sight, op);
      const left = plan.ops.filter((each) => !isDone || each !== op);
      owed.keys = left.length > 0 && owed.version === version && owed.room === sight.thread.room ? left.map((each) => poster.keyOf(each, owed.room)) : undefined;
      return isDone ? 'served' : 'looked';
    }
    if (plan.clearsTalker) return 'looked';
    if (plan.isOver) {
      await threads.set(owed.id, { endedAt: clock.now(), fault: undefined, owedSince: undefined });
      return 'over';
    }
    if (owed.version !== version) return 'looked';
    if (plan.ops.length > 0) owed.keys = plan.ops.map((each) => poster.keyOf(each, owed.room));
    else {
      Object.assign(owed, { isOwed: false, wakeAt: plan.wakeAt, keys: undefined });
      await threads.release(owed.id, holder);
    }
    return 'looked';
  };

  /** Takes a thread to the room of the team that has its handover now; its card says where it has gone. */
  const move = async (owed: OwedThread, sight: Sight, room: string): Promise<Visited> => {
    const { thread, posts, handover } = sight;
    const card = posts.find(({ kind, state }) => kind === 'card' && state === 'posted');
    if (room !== thread.room) {
      const content = renderMoved(sight, room);
      const isReady = asking.readyAt('chat.update', thread.room) <= clock.now();
      // A room that cannot be told must not keep it from where it belongs.
      if (card && isReady && !(await settleFaults(owed, sight, { kind: 'update', post: card, content, shown: hashOf(content) })) && asking.roomTrouble(thread.room) === undefined) return 'looked';
      if (card && !isReady && asking.roomTrouble(thread.room) === undefined) {
        owed.keys = ['chat.update'];
        return 'looked';
      }
      await beginAnew(thread, threads, room);
    }
    await threads.set(thread.id, { team: handover.team });
    owed.room = room;
    owed.keys = undefined;
    return 'served';
  };

  /** Does it, and notes on the thread what hinders it, or that nothing does any more. Was it done? */
  const settleFaults = async (owed: OwedThread, sight: Sight, op: Op): Promise<boolean> => {
    let fault: string | undefined;
    let isDone = true;
    try {
      await poster.run(op, sight.thread);
      refusals.delete(owed.id);
    } catch (error) {
      isDone = false;
      fault = await recover(error, owed, sight, op);
    }
    if (fault === owed.fault) return isDone;
    owed.fault = fault;
    await threads.set(owed.id, { fault, owedSince: fault === undefined ? undefined : clock.now(), retryAt: Math.max(owed.retryAt, clock.now()) });
    return isDone;
  };

  /** What to do about a refusal; answers the word for what still hinders. */
  const recover = async (error: unknown, owed: OwedThread, { thread, handover }: Sight, op: Op): Promise<string | undefined> => {
    if (isBatonError(error, 'rate_limited')) return owed.fault;
    const fault = readSlackFault(error);
    if (!fault) {
      if (!isBatonError(error, 'unavailable')) throw error;
      return 'unreachable';
    }
    if (fault.kind === 'room') {
      const room = handover.endedAt === undefined ? refuge(thread, parts.rooms(), asking.roomTrouble(thread.room) ?? { code: fault.code, since: clock.now() }, clock.now()) : undefined;
      if (room === undefined) return fault.code;
      await beginAnew(thread, threads, room);
      owed.room = room;
      return undefined;
    }
    if (fault.kind === 'thread') {
      if (op.kind === 'post' || op.kind === 'upload') await beginAnew(thread, threads);
      else await takeAway(op.post, thread, threads);
      return undefined;
    }
    if (fault.kind === 'content' || fault.kind === 'other') {
      onError(error);
      refusals.set(owed.id, (refusals.get(owed.id) ?? 0) + 1);
      if (fault.kind === 'content' || (refusals.get(owed.id) ?? 0) >= MOST_TRIES) await giveUp(op, thread.id);
      if (fault.kind === 'other' || ('what' in op && op.what.kind === 'card')) owed.retryAt = clock.now() + REFUSED_MS;
    }
    return fault.code;
  };

  /** What Slack will never show must not hold up what comes after it. */
  const giveUp = async (op: Op, threadId: string): Promise<void> => {
    refusals.delete(threadId);
    if (op.kind === 'update') return threads.putPosts([{ ...op.post, shown: op.shown, at: clock.now() }]);
    if (op.kind === 'react') return threads.putPosts([{ ...op.post, marks: op.how === 'add' ? [...(op.post.marks ?? []), op.mark] : (op.post.marks ?? []).filter((mark) => mark !== op.mark) }]);
    if (op.kind === 'delete' || op.kind === 'unshare') return threads.putPosts([{ ...op.post, state: 'removed' }]);
    const begun = op.post ?? (await threads.posts(threadId)).findLast(({ kind, state, fromSeq, part }) => kind === op.what.kind && state === 'sending' && fromSeq === op.what.fromSeq && part === op.what.part);
    if (begun && begun.kind !== 'card') await threads.putPosts([{ ...begun, state: 'removed' }]);
  };

  return async (owed) => {
    const { version } = owed;
    const now = clock.now();
    try {
      if (!(await threads.lease(owed.id, holder, now, now + LEASE_MS))) {
        owed.retryAt = now + ELSEWHERE_MS;
        return 'looked';
      }
      const sight = await read(owed.id, owed.conversationId);
      return sight ? await follow(owed, sight, planThread(sight), version) : 'over';
    } catch (error) {
      onError(error);
      owed.retryAt = clock.now() + BROKEN_MS;
      return 'looked';
    }
  };
}
