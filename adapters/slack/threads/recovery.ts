import type { DeskPost, DeskThread, DeskThreads } from '#core/ports/desk-threads.ts';
import { chooseRoom, type Rooms } from './rooms.ts';
import type { Sight } from './sight.ts';

/** A room that cannot be posted to is given so long to be mended before its threads move, ms. */
export const PATIENCE_MS = 5 * 60_000;

/** A post has gone from Slack: with a card its whole thread begins anew; anything else was taken away by a person, and stays so. */
export async function takeAway(post: DeskPost, thread: DeskThread, threads: DeskThreads): Promise<void> {
  if (post.state !== 'posted') return;
  if (post.kind === 'card') await beginAnew(thread, threads);
  else await threads.putPosts([{ ...post, state: 'removed' }]);
}

/** Nothing stands any more of a thread: everything is owed again, into the same room or another one. */
export async function beginAnew(thread: DeskThread, threads: DeskThreads, room = thread.room): Promise<void> {
  const posts = await threads.posts(thread.id);
  await threads.putPosts(posts.filter(({ state }) => state !== 'gone').map((post) => ({ ...post, state: 'gone' })));
  await threads.set(thread.id, { root: undefined, room, ...(room === thread.room ? {} : { movedFrom: thread.room }) });
}

/** Where a thread belongs since another team has its handover; its own room where it stays. `undefined` while the team is the same. */
export function newRoom({ thread, handover, conversation }: Pick<Sight, 'thread' | 'handover' | 'conversation'>, rooms: Rooms): string | undefined {
  if (handover.endedAt !== undefined || thread.team === undefined || handover.team === thread.team) return undefined;
  return chooseRoom(rooms, { tier: conversation.tier, team: handover.team })?.channel ?? thread.room;
}

/** Where a thread goes whose room is lost; `undefined` while there is hope, or nowhere else to go. */
export function refuge({ room }: Pick<DeskThread, 'room'>, { fallback }: Rooms, trouble: { readonly code: string; readonly since: number }, now: number): string | undefined {
  if (!fallback || fallback.channel === room) return undefined;
  const isLost = trouble.code === 'channel_not_found' || now - trouble.since >= PATIENCE_MS;
  return isLost ? fallback.channel : undefined;
}

