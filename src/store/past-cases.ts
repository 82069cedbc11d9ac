import type { Kysely } from 'kysely';
import type { BriefMarks } from '#core/brief/marks.ts';
import type { PastCaseStore, PastHandover } from '#core/ports/past-case-store.ts';
import { toMessage, understandingOf } from './rows.ts';
import type { Tables } from './tables.ts';

/** Ended handovers in the database, for reading. */
export function createPastCaseStore(db: Kysely<Tables>): PastCaseStore {
  return {
    async recent(since, limit) {
      const rows = await db
        .selectFrom('handovers')
        .select(['id', 'ended_at'])
        .where('ended_at', '>=', since)
        .where('first_reply_at', 'is not', null)
        .orderBy('ended_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.flatMap(({ id, ended_at }) => (ended_at === null ? [] : [{ id, endedAt: ended_at }]));
    },
    read: (ids) => read(db, ids),
  };
}

async function read(db: Kysely<Tables>, ids: readonly string[]): Promise<readonly PastHandover[]> {
  if (ids.length === 0) return [];
  const handovers = await db
    .selectFrom('handovers')
    .innerJoin('conversations', 'conversations.id', 'handovers.conversation_id')
    .leftJoin('ratings', (join) => join.onRef('ratings.conversation_id', '=', 'handovers.conversation_id').onRef('ratings.segment', '=', 'handovers.segment'))
    .select(['handovers.id', 'handovers.conversation_id', 'handovers.segment', 'handovers.opened_at', 'handovers.ended_at', 'handovers.outcome', 'handovers.brief', 'conversations.segment as now', 'conversations.close_reason', 'conversations.customer_id', 'conversations.customer_name', 'ratings.score'])
    .where('handovers.id', 'in', ids)
    .where('handovers.ended_at', 'is not', null)
    .execute();
  if (handovers.length === 0) return [];
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', 'in', [...new Set(handovers.map(({ conversation_id }) => conversation_id))])
    .where('author', 'in', ['customer', 'agent'])
    .where('visibility', '=', 'all')
    .where('status', '=', 'sent')
    .orderBy('conversation_id')
    .orderBy('seq')
    .execute();
  const byConversation = Map.groupBy(rows, ({ conversation_id }) => conversation_id);
  return handovers.map((row) => ({
    id: row.id,
    conversationId: row.conversation_id,
    segment: row.segment,
    customerId: row.customer_id ?? undefined,
    customerName: row.customer_name,
    corrections: row.brief === null ? [] : ((JSON.parse(row.brief) as BriefMarks).corrections ?? []),
    closeReason: row.outcome === 'closed' && row.segment === row.now ? ((row.close_reason ?? undefined) as PastHandover['closeReason']) : undefined,
    rating: row.score ?? undefined,
    openedAt: row.opened_at,
    endedAt: row.ended_at ?? 0,
    lines: (byConversation.get(row.conversation_id) ?? []).flatMap((message) => (message.segment === row.segment && message.at <= (row.ended_at ?? 0) ? [{ message: toMessage(message), understanding: understandingOf(message) }] : [])),
  }));
}
