import type { Transaction } from 'kysely';
import type { TimerChange } from '#core/timers.ts';
import type { Tables } from './tables.ts';

/** Sets and cancels timers of a conversation. One that is set anew is another timer: whoever has leased the old one comes too late. */
export async function writeTimers(trx: Transaction<Tables>, conversationId: string, { set = [], cancel = [] }: TimerChange): Promise<void> {
  const gone = [...set.map(({ key }) => key), ...cancel];
  if (gone.length > 0) await trx.deleteFrom('timers').where('conversation_id', '=', conversationId).where('key', 'in', gone).execute();
  if (set.length === 0) return;
  await trx
    .insertInto('timers')
    .values(
      set.map(({ key, kind, dueAt, data }) => ({
        conversation_id: conversationId,
        key,
        kind,
        due_at: dueAt,
        data: JSON.stringify(data ?? {}),
        attempts: 0,
        lease_token: 0,
        lease_until: null,
      })),
    )
    .execute();
}
