import type { Kysely } from 'kysely';
import { type Case, openTasks } from '#core/cases/case.ts';
import type { Change } from '#core/change.ts';
import type { Conversation, Handover } from '#core/conversation.ts';
import { BatonError } from '#core/errors.ts';
import { applyChange } from './apply-change.ts';
import { withItsCase } from './cases.ts';
import { locksRows } from './row-locks.ts';
import { toConversation } from './rows.ts';
import type { Tables } from './tables.ts';
import { openHandover } from './turns.ts';
import { tellOfFreed } from './webhook-events.ts';

/** See `Store.removeStaff`; answers with the conversations that were changed. `leaveCase` changes those of whose case they are responsible or have a task. */
export function removeStaff(
  db: Kysely<Tables>,
  staffId: string,
  decide: (conversation: Conversation, handover: Handover | undefined) => Change,
  leaveCase: (conversation: Conversation) => Change,
  now: number,
  desks: readonly string[],
): Promise<readonly string[]> {
  return db.transaction().execute(async (trx) => {
    // Waits for the steps that are under way and bars those to come: whatever they have taken is seen below.
    const removed = await trx.updateTable('staff').set({ removed_at: now }).where('id', '=', staffId).where('removed_at', 'is', null).returning('id').executeTakeFirst();
    if (!removed) throw new BatonError('not_found', '没有这位同事。 · There is no such colleague.');
    await trx.deleteFrom('staff_sessions').where('staff_id', '=', staffId).execute();
    await trx.deleteFrom('presence').where('staff_id', '=', staffId).execute();
    await trx.deleteFrom('sign_ins').where('staff_id', '=', staffId).execute();
    const rows = await trx
      .selectFrom('conversations')
      .selectAll()
      .where('state', '=', 'human')
      .where('agent_id', '=', staffId)
      .orderBy('id')
      .$if(locksRows(trx), (query) => query.forUpdate())
      .execute();
    for (const row of rows) await applyChange(trx, row, decide(await withItsCase(trx, toConversation(row), row), await openHandover(trx, row.id)), now, desks);
    const concerned = trx
      .selectFrom('cases')
      .select('conversation_id')
      .where('state', '!=', 'closed')
      .where((eb) => eb.or([eb('owner_id', '=', staffId), eb.exists(eb.selectFrom('case_tasks').select('task_id').whereRef('case_tasks.case_id', '=', 'cases.id').where('assignee_id', '=', staffId))]));
    const left = await trx.selectFrom('conversations').selectAll().where('id', 'in', concerned).orderBy('id').$if(locksRows(trx), (query) => query.forUpdate()).execute();
    for (const row of left) {
      const conversation = await withItsCase(trx, toConversation(row), row);
      if (conversation.case && isConcerned(conversation.case, staffId)) await applyChange(trx, row, leaveCase(conversation), now, desks);
    }
    // Whoever has left calls nobody any more: what they were to do is the team's.
    const freed = await trx.updateTable('follow_ups').set({ owner_id: null, owner_name: null }).where('owner_id', '=', staffId).where('done_at', 'is', null).returning('id').execute();
    for (const { id } of freed) await tellOfFreed(trx, id, now);
    return rows.map(({ id }) => id);
  });
}

function isConcerned(record: Case, staffId: string): boolean {
  return record.owner?.id === staffId || openTasks(record).some(({ assignee }) => assignee?.id === staffId);
}
