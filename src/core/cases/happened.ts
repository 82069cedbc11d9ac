import type { Case, CaseTask } from './case.ts';
import type { CaseEvent, LimitRef } from './event.ts';

/** Which limit, and when it ends, Unix ms. */
type LimitTold = { readonly of: 'decision' | 'task'; readonly taskId?: string; readonly dueAt: number };

/** Something about a case that others are told: webhooks, and what follows from a closed one. */
export type CaseHappening =
  | { readonly what: 'opened' | 'reopened' | 'assigned' | 'approval_wanted' | 'approval_declined' | 'decided' | 'closed' }
  | { readonly what: 'task_given' | 'task_ended'; readonly task: CaseTask }
  /** A limit is near, or was broken: that of the decision, or that of a task. */
  | { readonly what: 'warned' | 'late'; readonly limit: LimitTold };

/** What others are told of an event that has made `after` of `before`, in order. Pure. */
export function happenedIn(before: Case | undefined, after: Case, event: CaseEvent): readonly CaseHappening[] {
  const isOpened = event.kind === 'open';
  const hasNewOwner = !isOpened && before?.owner?.id !== after.owner?.id;
  return [...(hasNewOwner ? [{ what: 'assigned' } as const] : []), ...ofEvent(after, event)];
}

function ofEvent(record: Case, event: CaseEvent): readonly CaseHappening[] {
  switch (event.kind) {
    case 'open':
      return [{ what: 'opened' }];
    case 'reopen':
      return [{ what: 'reopened' }];
    case 'add_task':
      return record.tasks.slice(-1).map((task) => ({ what: 'task_given', task }));
    case 'give_task':
      return record.tasks.filter(({ id }) => id === event.taskId).map((task) => ({ what: 'task_given', task }));
    case 'finish_task':
    case 'cancel_task':
      return record.tasks.filter(({ id }) => id === event.taskId).map((task) => ({ what: 'task_ended', task }));
    case 'warn':
      return limitOf(record, event.limit).map((limit) => ({ what: 'warned', limit }));
    case 'be_late':
      return limitOf(record, event.limit).map((limit) => ({ what: 'late', limit }));
    case 'decide':
      return [{ what: record.decision?.approval === 'pending' ? 'approval_wanted' : 'decided' }];
    case 'approve':
      return [{ what: 'decided' }];
    case 'decline':
      return [{ what: 'approval_declined' }];
    case 'confirm':
    case 'give_up':
      return [{ what: 'closed' }];
    case 'assign':
    case 'unassign':
    case 'describe':
    case 'add_evidence':
    case 'start_task':
    case 'ask':
    case 'refuse':
    case 'continue':
    case 'give_news':
    case 'owe_news':
    case 'was_told':
      return [];
  }
}

function limitOf({ decideBy, tasks }: Case, ref: LimitRef): readonly LimitTold[] {
  if (ref === 'decide') return decideBy ? [{ of: 'decision', dueAt: decideBy.dueAt }] : [];
  return tasks.filter(({ id }) => id === ref.taskId).map(({ id, limit }) => ({ of: 'task', taskId: id, dueAt: limit.dueAt }));
}
