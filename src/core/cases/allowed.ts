import { BatonError } from '../errors.ts';
import { type Actor, type Case, type CaseStateName, type CaseTask, openTasks } from './case.ts';
import type { CaseEvent, CaseEventKind } from './event.ts';

const NOT_CLOSED: readonly CaseStateName[] = ['open', 'investigating', 'decided', 'awaiting'];

/** In which states what can happen. A case that is not there yet can only be opened. */
const ALLOWED: Readonly<Record<Exclude<CaseEventKind, 'open'>, readonly CaseStateName[]>> = {
  reopen: ['closed'],
  continue: NOT_CLOSED,
  assign: NOT_CLOSED,
  unassign: NOT_CLOSED,
  describe: NOT_CLOSED,
  add_evidence: NOT_CLOSED,
  add_task: ['open', 'investigating', 'decided'],
  start_task: NOT_CLOSED,
  give_task: NOT_CLOSED,
  finish_task: NOT_CLOSED,
  cancel_task: NOT_CLOSED,
  decide: ['open', 'investigating'],
  approve: ['investigating'],
  decline: ['investigating'],
  ask: ['decided', 'awaiting'],
  confirm: ['awaiting'],
  refuse: ['awaiting'],
  give_up: ['awaiting'],
  warn: NOT_CLOSED,
  be_late: NOT_CLOSED,
  give_news: NOT_CLOSED,
  owe_news: NOT_CLOSED,
  was_told: NOT_CLOSED,
};

const STANDING: Readonly<Record<CaseStateName, string>> = {
  open: '这个个案刚建立，还没有开始调查。 · This case has just been opened.',
  investigating: '这个个案还在调查，没有决定。 · This case is still being looked into; nothing is decided.',
  decided: '这个个案已经有决定，还没有请客户确认。 · This case is decided; the customer has not been asked to confirm yet.',
  awaiting: '这个个案在等客户确认。 · This case waits for the customer to confirm.',
  closed: '这个个案已经办结。 · This case is closed.',
};

/** What only Baton itself does: nobody may make it happen by a command. */
const BY_ITSELF: readonly CaseEventKind[] = ['unassign', 'warn', 'be_late', 'give_up', 'give_news', 'owe_news', 'was_told', 'refuse', 'continue'];
const BY_ANYBODY: readonly CaseEventKind[] = ['reopen', 'add_evidence'];
const BY_CUSTOMER: readonly CaseEventKind[] = ['confirm', 'refuse', 'add_evidence', 'reopen', 'continue'];
/** Who of the staff may do these, the rules say. */
const BY_APPROVER: readonly CaseEventKind[] = ['approve', 'decline'];

/** Throws `not_allowed_now` for what does not fit the case's state, and `forbidden` for what this actor may not do. */
export function requireAllowed(record: Case, event: CaseEvent): void {
  if (event.kind === 'open') throw new BatonError('conflict', `这个对话已有未办结的个案 ${record.id}。 · This conversation already has the open case ${record.id}.`);
  if (!ALLOWED[event.kind].includes(record.state)) throw new BatonError('not_allowed_now', STANDING[record.state]);
  if (!mayDo(record, event)) {
    throw new BatonError(
      'forbidden',
      `这个个案由${record.owner?.name ?? '同事'}负责，只有负责人和主管可以这样做；您可以补充证据。 · ${record.owner?.name ?? 'A colleague'} is responsible for this case; only they and leads can do that. You can add evidence.`,
    );
  }
}

function mayDo(record: Case, event: CaseEvent): boolean {
  const { by } = event;
  if (by.kind === 'system') return !BY_APPROVER.includes(event.kind) && !['decide', 'confirm'].includes(event.kind);
  if (by.kind === 'customer') return BY_CUSTOMER.includes(event.kind);
  if (BY_ITSELF.includes(event.kind)) return event.kind === 'refuse' && isResponsible(record, by);
  if (BY_APPROVER.includes(event.kind)) return true;
  if (event.kind === 'start_task' || event.kind === 'finish_task' || event.kind === 'give_task') {
    const assignee = record.tasks.find(({ id }) => id === event.taskId)?.assignee;
    return assignee === undefined || assignee.id === by.id || isResponsible(record, by);
  }
  return BY_ANYBODY.includes(event.kind) || isResponsible(record, by);
}

/** Whoever is responsible, any lead, and anybody while nobody is. */
function isResponsible({ owner }: Case, by: Extract<Actor, { kind: 'staff' }>): boolean {
  return by.isLead || owner === undefined || owner.id === by.id;
}

/** The task that a step is about. Throws `not_found`, and `not_allowed_now` for one that has ended. */
export function requireTask(record: Case, taskId: string): CaseTask {
  const task = record.tasks.find(({ id }) => id === taskId);
  if (!task) throw new BatonError('not_found', '没有这项任务。 · There is no such task.');
  if (task.state === 'done' || task.state === 'cancelled') throw new BatonError('not_allowed_now', '这项任务已经结束。 · This task has ended.');
  return task;
}

/** Throws `not_allowed_now` while departments still work on it: nobody is asked whether it is settled before. */
export function requireNoOpenTasks(record: Case): void {
  const left = openTasks(record).length;
  if (left > 0) throw new BatonError('not_allowed_now', `还有 ${left} 项任务没有结束。 · ${left} task(s) have not ended yet.`);
}
