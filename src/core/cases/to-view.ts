import { type Case, type CaseTask, isLate, openTasks, runningLimits } from './case.ts';
import type { CaseRules } from './rules.ts';
import type { CaseLine, OpenCase, TaskLine } from './view.ts';

/** A case as a brief shows it. */
export function toOpenCase(record: Case): OpenCase {
  const due = runningLimits(record).map(({ dueAt }) => dueAt);
  return {
    id: record.id,
    state: record.state,
    summary: record.summary,
    claim: record.claim,
    ...(record.cause === undefined ? {} : { cause: record.cause }),
    ...(record.owner ? { ownerName: record.owner.name } : {}),
    openedAt: record.openedAt,
    ...(due.length > 0 && record.state !== 'closed' ? { dueAt: Math.min(...due) } : {}),
    isLate: record.state !== 'closed' && isLate(record),
    openTasks: openTasks(record).length,
    awaitsApproval: record.decision?.approval === 'pending',
    reopened: record.reopened,
  };
}

/** A case as a line of the list. */
export function toCaseLine(record: Case): CaseLine {
  return {
    ...toOpenCase(record),
    conversationId: record.conversationId,
    customerName: record.customerName,
    ...(record.owner ? { ownerId: record.owner.id } : {}),
    ...(record.closing ? { closedAt: record.closing.at, closedBecause: record.closing.reason } : {}),
  };
}

/** A task that is not ended as a line of the list. */
export function toTaskLine(task: CaseTask, record: Case, rules: CaseRules): TaskLine {
  const { department, assignee } = task;
  return {
    caseId: record.id,
    conversationId: record.conversationId,
    customerName: record.customerName,
    taskId: task.id,
    department,
    departmentName: (Object.hasOwn(rules.departments, department) ? rules.departments[department]?.name : undefined) ?? { zh: department, en: department },
    text: task.text,
    urgency: task.urgency,
    state: task.state === 'started' ? 'started' : 'open',
    ...(assignee ? { assigneeId: assignee.id, assigneeName: assignee.name } : {}),
    ...(record.owner ? { ownerName: record.owner.name } : {}),
    openedAt: task.openedAt,
    dueAt: task.limit.dueAt,
    isLate: task.limit.lateAt !== undefined,
  };
}
