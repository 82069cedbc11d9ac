import type { Transaction } from 'kysely';
import { type BriefChange, type BriefMarks, withBriefChange } from '#core/brief/marks.ts';
import type { Tables } from './tables.ts';

/** What is kept with the open handover of a conversation after a change, as JSON, whatever was kept before. The conversation's row must be held. */
export async function briefAfter(trx: Transaction<Tables>, conversationId: string, change: BriefChange): Promise<string> {
  const row = await trx.selectFrom('handovers').select('brief').where('conversation_id', '=', conversationId).where('ended_at', 'is', null).executeTakeFirst();
  return JSON.stringify(withBriefChange(row?.brief ? (JSON.parse(row.brief) as BriefMarks) : undefined, change));
}
