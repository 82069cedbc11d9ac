import type { Change } from '../change.ts';
import { mayApprove } from './authority.ts';
import { type Case, type CaseDecision, type CaseTask, openTasks } from './case.ts';
import type { CaseEvent, LimitRef } from './event.ts';
import type { CaseRules } from './rules.ts';

type News = NonNullable<Change['news']>[number];

/**
 * Whom a step concerns: whoever a task is given to, be it a person or the people of a department; the owner; or the leads
 * and whoever may approve where nobody else is meant. Nobody is told of what they have done themselves. Pure.
 */
export function tellStaff(before: Case | undefined, record: Case, event: CaseEvent, rules: CaseRules): readonly News[] {
  const doer = event.by.kind === 'staff' ? event.by.id : undefined;
  return uniquePeople(newsOf(before, record, event, rules)).filter((news) => typeof news === 'string' || !('agentId' in news) || news.agentId !== doer);
}

function newsOf(before: Case | undefined, record: Case, event: CaseEvent, rules: CaseRules): readonly News[] {
  const toOwner: News = record.owner ? { kind: 'case', agentId: record.owner.id } : 'case';
  switch (event.kind) {
    case 'decide':
      return record.decision?.approval === 'pending' ? [...toApprovers(record.decision, rules), 'case'] : [];
    case 'warn':
      return [...toWhomGiven(taskOf(record, event.limit), 'task_near'), toOwner];
    case 'be_late':
      return [...toWhomGiven(taskOf(record, event.limit), 'task_late'), toOwner, 'case'];
    case 'add_task':
      return toWhomGiven(record.tasks.at(-1), 'task_given');
    case 'give_task':
      return toWhomGiven(record.tasks.find(({ id }) => id === event.taskId), 'task_given');
    case 'cancel_task': {
      const assignee = record.tasks.find(({ id }) => id === event.taskId)?.assignee;
      return assignee ? [{ kind: 'case', agentId: assignee.id }] : [];
    }
    case 'unassign':
      return [
        ...(before?.owner && !record.owner ? [toOwner] : []),
        ...openTasks(record).flatMap((task) => (task.assignee ? [] : before?.tasks.some(({ id, assignee }) => id === task.id && assignee) ? toWhomGiven(task, 'task_given') : [])),
      ];
    case 'assign':
      return event.by.kind === 'system' ? [] : [toOwner];
    case 'approve':
    case 'decline':
    case 'finish_task':
    case 'refuse':
    case 'confirm':
    case 'reopen':
    case 'continue':
    case 'give_up':
      return [toOwner];
    case 'open':
    case 'describe':
    case 'add_evidence':
    case 'start_task':
    case 'ask':
    case 'give_news':
    case 'owe_news':
    case 'was_told':
      return [];
  }
}

/** Those with a limit of their own that is large enough; leads hear of it anyway. */
function toApprovers(decision: CaseDecision, rules: CaseRules): readonly News[] {
  return rules.authority.people.flatMap(({ id }) => (mayApprove(rules, { id, isLead: false }, decision) ? [{ kind: 'case', agentId: id } as const] : []));
}

function taskOf({ tasks }: Case, limit: LimitRef): CaseTask | undefined {
  return limit === 'decide' ? undefined : tasks.find(({ id }) => id === limit.taskId);
}

function toWhomGiven(task: CaseTask | undefined, kind: 'task_given' | 'task_near' | 'task_late'): readonly News[] {
  if (!task) return [];
  return [task.assignee ? { kind, agentId: task.assignee.id } : { kind, department: task.department }];
}

/** Each person and the leads once: the first that is told of a step is the nearest to it. */
function uniquePeople(news: readonly News[]): readonly News[] {
  const whom = (one: News): string => (typeof one === 'string' ? '' : 'agentId' in one ? `a:${one.agentId}` : `d:${one.department}`);
  return news.filter((one, i) => news.findIndex((other) => whom(other) === whom(one)) === i);
}
