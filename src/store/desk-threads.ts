import type { Insertable, Kysely, Selectable } from 'kysely';
import type { DeskPost, DeskThread, DeskThreads } from '#core/ports/desk-threads.ts';
import type { DeskPostsTable, DeskThreadsTable } from './desk-tables.ts';
import type { Tables } from './tables.ts';

/** Threads of desks in the database. */
export function createDeskThreads(db: Kysely<Tables>): DeskThreads {
  const threads = (desk: string) => db.selectFrom('desk_threads').selectAll('desk_threads').where('desk_threads.desk', '=', desk);
  return {
    async open({ desk, conversationId, handoverId, team, room, fromSeq }, now) {
      const row = { id: crypto.randomUUID(), desk, conversation_id: conversationId, handover_id: handoverId, team: team ?? null, room, from_seq: fromSeq, retry_at: now };
      await db.insertInto('desk_threads').values(row).onConflict((conflict) => conflict.columns(['desk', 'handover_id']).doNothing()).execute();
      return toThread(await threads(desk).where('handover_id', '=', handoverId).executeTakeFirstOrThrow());
    },
    async ofConversation(desk, conversationId) {
      return (await threads(desk).where('conversation_id', '=', conversationId).orderBy('place').execute()).map(toThread);
    },
    async latest(desk, conversationId) {
      const row = await threads(desk).where('conversation_id', '=', conversationId).orderBy('place', 'desc').limit(1).executeTakeFirst();
      return row && toThread(row);
    },
    async at(desk, room, root) {
      const row = await threads(desk)
        .innerJoin('desk_posts', 'desk_posts.thread_id', 'desk_threads.id')
        .where('desk_posts.room', '=', room)
        .where('desk_posts.ts', '=', root)
        .where('desk_posts.kind', '=', 'card')
        .executeTakeFirst();
      return row && toThread(row);
    },
    async unended(desk) {
      return (await threads(desk).where('ended_at', 'is', null).orderBy('place').execute()).map(toThread);
    },
    async set(id, change) {
      const set = {
        ...(change.team === undefined ? {} : { team: change.team }),
        ...('room' in change && change.room !== undefined ? { room: change.room } : {}),
        ...('root' in change ? { root: change.root ?? null } : {}),
        ...('talker' in change ? { talker: change.talker ? JSON.stringify(change.talker) : null } : {}),
        ...('movedFrom' in change ? { moved_from: change.movedFrom ?? null } : {}),
        ...('owedSince' in change ? { owed_since: change.owedSince ?? null } : {}),
        ...('fault' in change ? { fault: change.fault ?? null } : {}),
        ...('retryAt' in change && change.retryAt !== undefined ? { retry_at: change.retryAt } : {}),
        ...('endedAt' in change ? { ended_at: change.endedAt ?? null } : {}),
      };
      if (Object.keys(set).length > 0) await db.updateTable('desk_threads').set(set).where('id', '=', id).execute();
    },
    async lease(id, holder, now, until) {
      const row = await db
        .updateTable('desk_threads')
        .set({ holder, lease_until: until })
        .where('id', '=', id)
        .where((free) => free.or([free('lease_until', 'is', null), free('lease_until', '<=', now), free('holder', '=', holder)]))
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    async release(id, holder) {
      await db.updateTable('desk_threads').set({ holder: null, lease_until: null }).where('id', '=', id).where('holder', '=', holder).execute();
    },
    async freeLeases(desk) {
      await db.updateTable('desk_threads').set({ holder: null, lease_until: null }).where('desk', '=', desk).where('holder', 'is not', null).execute();
    },
    async putPosts(posts) {
      if (posts.length === 0) return;
      await db.transaction().execute(async (trx) => {
        for (const post of posts) {
          const { id, thread_id, ...row } = fromPost(post);
          await trx.insertInto('desk_posts').values({ id, thread_id, ...row }).onConflict((conflict) => conflict.column('id').doUpdateSet(row)).execute();
        }
      });
    },
    async dropPost(id) {
      await db.deleteFrom('desk_posts').where('id', '=', id).execute();
    },
    async posts(threadId) {
      return (await db.selectFrom('desk_posts').selectAll().where('thread_id', '=', threadId).orderBy('place').execute()).map(toPost);
    },
    async postAt(desk, room, ts) {
      const row = await db
        .selectFrom('desk_posts')
        .innerJoin('desk_threads', 'desk_threads.id', 'desk_posts.thread_id')
        .selectAll('desk_posts')
        .where('desk_threads.desk', '=', desk)
        .where('desk_posts.room', '=', room)
        .where('desk_posts.ts', '=', ts)
        .orderBy('desk_posts.place', 'desc')
        .executeTakeFirst();
      if (!row) return undefined;
      return { post: toPost(row), thread: toThread(await threads(desk).where('id', '=', row.thread_id).executeTakeFirstOrThrow()) };
    },
  };
}

function toThread(row: Selectable<DeskThreadsTable>): DeskThread {
  return {
    id: row.id,
    desk: row.desk,
    conversationId: row.conversation_id,
    handoverId: row.handover_id,
    team: row.team ?? undefined,
    room: row.room,
    root: row.root ?? undefined,
    fromSeq: row.from_seq,
    talker: row.talker === null ? undefined : (JSON.parse(row.talker) as NonNullable<DeskThread['talker']>),
    movedFrom: row.moved_from ?? undefined,
    owedSince: row.owed_since ?? undefined,
    fault: row.fault ?? undefined,
    retryAt: row.retry_at,
    endedAt: row.ended_at ?? undefined,
  };
}

function toPost(row: Selectable<DeskPostsTable>): DeskPost {
  return {
    id: row.id,
    threadId: row.thread_id,
    kind: row.kind,
    room: row.room,
    ts: row.ts ?? undefined,
    ...(row.from_seq === null ? {} : { fromSeq: row.from_seq }),
    ...(row.to_seq === null ? {} : { toSeq: row.to_seq }),
    ...(row.part === null ? {} : { part: row.part }),
    ...(row.ref === null ? {} : { ref: row.ref }),
    shown: row.shown,
    ...(row.marks === null ? {} : { marks: JSON.parse(row.marks) as string[] }),
    state: row.state as DeskPost['state'],
    at: row.at,
  };
}

function fromPost(post: DeskPost): Insertable<DeskPostsTable> & { id: string; thread_id: string } {
  return {
    id: post.id,
    thread_id: post.threadId,
    kind: post.kind,
    room: post.room,
    ts: post.ts ?? null,
    from_seq: post.fromSeq ?? null,
    to_seq: post.toSeq ?? null,
    part: post.part ?? null,
    ref: post.ref ?? null,
    shown: post.shown,
    marks: post.marks ? JSON.stringify(post.marks) : null,
    state: post.state,
    at: post.at,
  };
}
