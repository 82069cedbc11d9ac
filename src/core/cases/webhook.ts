import type { Change } from '../change.ts';
import { type Case, grantedCompensation } from './case.ts';

/** What webhooks are told of a change to a case: that it was opened, again perhaps, or closed. */
export function caseEvents({ case: change }: Change): readonly { readonly type: 'case.opened' | 'case.closed'; readonly data: Readonly<Record<string, unknown>> }[] {
  const { result } = change ?? {};
  if (!result) return [];
  const fact = caseFact(result.record);
  return result.happened.map((what) => (what === 'closed' ? { type: 'case.closed', data: { case: fact } } : { type: 'case.opened', data: { case: fact, reopened: what === 'reopened' } }));
}

function caseFact(record: Case): Readonly<Record<string, unknown>> {
  const { id, state, claim, amountWished, cause, product, department, owner, summary, openedAt, closing, reopened, lateAt } = record;
  const compensation = grantedCompensation(record);
  const closed = closing && { reason: closing.reason, at: closing.at, by: closing.by, attempts: closing.attempts.length };
  return Object.fromEntries(
    Object.entries({ id, state, claim, amountWished, cause, product, department, owner, summary, openedAt, closed, reopened, lateAt, ...(compensation > 0 ? { compensation } : {}) }).filter(([, value]) => value !== undefined),
  );
}
