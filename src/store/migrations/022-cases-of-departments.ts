import type { Kysely } from 'kysely';
import { type Case, openTasks } from '#core/cases/case.ts';
import type { Tables } from '../tables.ts';

const AT_ONCE = 500;

/** Tasks that departments have not ended, so that everybody finds their own; and what gives way to a person before it is sent. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('case_tasks')
    .addColumn('case_id', 'text', (c) => c.notNull().references('cases.id'))
    .addColumn('task_id', 'text', (c) => c.notNull())
    .addColumn('department', 'text', (c) => c.notNull())
    .addColumn('assignee_id', 'text')
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('is_late', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('case_tasks_key', ['case_id', 'task_id'])
    .execute();
  await db.schema.createIndex('case_tasks_assignee').on('case_tasks').columns(['assignee_id', 'due_at']).execute();
  await db.schema.createIndex('case_tasks_department').on('case_tasks').columns(['department', 'due_at']).execute();
  await takeOver(db);
  await db.schema.alterTable('outbox').addColumn('yields', 'integer').execute();
}

/** The tasks of cases from before. */
async function takeOver(db: Kysely<Tables>): Promise<void> {
  let last = '';
  for (;;) {
    const cases = await db.selectFrom('cases').select(['id', 'body']).where('state', '!=', 'closed').where('id', '>', last).orderBy('id').limit(AT_ONCE).execute();
    for (const { id, body } of cases) {
      const tasks = openTasks(JSON.parse(body) as Case).map((task) => ({ case_id: id, task_id: task.id, department: task.department, assignee_id: task.assignee?.id ?? null, due_at: task.limit.dueAt, is_late: task.limit.lateAt === undefined ? 0 : 1 }));
      if (tasks.length > 0) await db.insertInto('case_tasks').values(tasks).execute();
    }
    if (cases.length < AT_ONCE) return;
    last = cases.at(-1)?.id ?? last;
  }
}

/** Takes them away again. */
export async function down(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('outbox').dropColumn('yields').execute();
  await db.schema.dropTable('case_tasks').ifExists().execute();
}
