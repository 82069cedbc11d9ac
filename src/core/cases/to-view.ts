import { type Case, isLate, openTasks, runningLimits } from './case.ts';
import type { CaseLine, OpenCase } from './view.ts';

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
