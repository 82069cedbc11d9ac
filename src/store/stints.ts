import { type Selectable, sql, type Transaction } from 'kysely';
import type { Change } from '#core/change.ts';
import type { Message } from '#core/message.ts';
import type { ConversationsTable, Tables } from './tables.ts';

/**
 * Keeps who has a handover from when to when: one stint for each time that somebody owns it. What a lead says beside the
 * owner is a word of the owner's stint, who answers for the customer. `row` is the conversation before the change.
 */
export async function noteStint(trx: Transaction<Tables>, row: Selectable<ConversationsTable>, change: Change, written: readonly Message[], now: number): Promise<void> {
  const had = row.state === 'human' ? (row.agent_id ?? undefined) : undefined;
  const { ownership, touchHandover } = change;
  const has = ownership === undefined ? had : ownership.state === 'human' ? ownership.agentId : undefined;
  const isAnswered = touchHandover?.firstReply === true || written.some(({ author, visibility }) => author === 'agent' && visibility === 'all');
  if (had !== undefined && (isAnswered || has !== had)) {
    await trx
      .updateTable('stints')
      .set({
        ...(isAnswered ? { first_words_at: sql<number>`coalesce(first_words_at, ${now})` } : {}),
        ...(has === had ? {} : { ended_at: now, is_passed_on: touchHandover?.ended ? 0 : 1 }),
      })
      .where('conversation_id', '=', row.id)
      .where('ended_at', 'is', null)
      .execute();
  }
  if (has === undefined || has === had) return;
  const handover = await trx.selectFrom('handovers').select(['id', 'team']).where('conversation_id', '=', row.id).where('ended_at', 'is', null).executeTakeFirst();
  if (!handover) return;
  await trx
    .insertInto('stints')
    .values({ handover_id: handover.id, conversation_id: row.id, staff_id: has, staff_name: change.agentName ?? '', team: handover.team, began_at: now, first_words_at: touchHandover?.firstReply === true ? now : null, ended_at: null, is_passed_on: 0 })
    .execute();
}
