import type { Kysely, Transaction } from 'kysely';
import { type Case, type CaseTask, openTasks } from '#core/cases/case.ts';
import type { TaskFilter } from '#core/ports/case-store.ts';
import type { Tables } from './tables.ts';

/** Notes which tasks of a case are not ended, beside the case itself. */
export async function writeTasks(trx: Transaction<Tables>, record: Case): Promise<void> {
  if (record.tasks.length === 0) return;
  await trx.deleteFrom('case_tasks').where('case_id', '=', record.id).execute();
  const rows = openTasks(record).map(({ id, department, assignee, limit }) => ({ case_id: record.id, task_id: id, department, assignee_id: assignee?.id ?? null, due_at: limit.dueAt, is_late: limit.lateAt === undefined ? 0 : 1 }));
  if (rows.length > 0) await trx.insertInto('case_tasks').values(rows).execute();
}

/** See `CaseStore.tasks`. */
export async function listTasks(db: Kysely<Tables>, { assigneeId, department, mine, isLate, after, limit }: TaskFilter): Promise<{ readonly task: CaseTask; readonly record: Case }[]> {
  const rows = await db
    .selectFrom('case_tasks as t')
    .innerJoin('cases', 'cases.id', 't.case_id')
    .select(['t.task_id', 'cases.body'])
    .$if(assigneeId !== undefined, (query) => query.where('t.assignee_id', '=', assigneeId ?? ''))
    .$if(department !== undefined, (query) => query.where('t.department', '=', department ?? ''))
    .$if(isLate === true, (query) => query.where('t.is_late', '=', 1))
    .$if(mine !== undefined, (query) =>
      query.where((eb) => eb.or([eb('t.assignee_id', '=', mine?.staffId ?? ''), ...(mine && mine.departments.length > 0 ? [eb.and([eb('t.assignee_id', 'is', null), eb('t.department', 'in', [...mine.departments])])] : [])])),
    )
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb('t.due_at', '>', after?.dueAt ?? 0),
          eb.and([eb('t.due_at', '=', after?.dueAt ?? 0), eb('t.case_id', '>', after?.caseId ?? '')]),
          eb.and([eb('t.due_at', '=', after?.dueAt ?? 0), eb('t.case_id', '=', after?.caseId ?? ''), eb('t.task_id', '>', after?.taskId ?? '')]),
        ]),
      ),
    )
    .orderBy('t.due_at')
    .orderBy('t.case_id')
    .orderBy('t.task_id')
    .limit(limit)
    .execute();
  return rows.flatMap(({ task_id, body }) => {
    const record = JSON.parse(body) as Case;
    const task = record.tasks.find(({ id }) => id === task_id);
    return task ? [{ task, record }] : [];
  });
}
