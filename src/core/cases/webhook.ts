import type { Change } from '../change.ts';
import { type Case, grantedCompensation } from './case.ts';
import type { CaseHappening } from './happened.ts';

/** What webhooks are told of a change to a case. */
export type CaseWebhookEvent = { readonly type: `case.${Exclude<CaseHappening['what'], 'reopened'>}`; readonly data: Readonly<Record<string, unknown>> };

/** What webhooks are told of a change to a case, in order; the case as it stands after all of it. */
export function caseEvents({ case: change }: Change): readonly CaseWebhookEvent[] {
  const { result } = change ?? {};
  if (!result) return [];
  const { record } = result;
  const fact = caseFact(record);
  return result.happened.map((happening): CaseWebhookEvent => {
    const { what } = happening;
    switch (what) {
      case 'opened':
      case 'reopened':
        return { type: 'case.opened', data: { case: fact, reopened: what === 'reopened' } };
      case 'task_given':
      case 'task_ended':
        return { type: `case.${what}`, data: { case: fact, task: happening.task } };
      case 'warned':
      case 'late':
        return { type: `case.${what}`, data: { case: fact, caseLimit: happening.limit } };
      case 'approval_wanted':
      case 'decided':
        return { type: `case.${what}`, data: { case: fact, ...(record.decision ? { decision: record.decision } : {}) } };
      case 'assigned':
      case 'approval_declined':
      case 'closed':
        return { type: `case.${what}`, data: { case: fact } };
    }
  });
}

function caseFact(record: Case): Readonly<Record<string, unknown>> {
  const { id, state, claim, amountWished, cause, product, department, owner, summary, openedAt, closing, reopened, lateAt } = record;
  const compensation = grantedCompensation(record);
  const closed = closing && { reason: closing.reason, at: closing.at, by: closing.by, attempts: closing.attempts.length };
  return Object.fromEntries(
    Object.entries({ id, state, claim, amountWished, cause, product, department, owner, summary, openedAt, closed, reopened, lateAt, ...(compensation > 0 ? { compensation } : {}) }).filter(([, value]) => value !== undefined),
  );
}
