import { BatonError } from '../errors.ts';
import type { Actor, CaseDecision } from './case.ts';
import type { CaseRules } from './rules.ts';

/** Somebody of the staff, as far as their authority goes. */
type Granter = Pick<Extract<Actor, { readonly kind: 'staff' }>, 'id' | 'isLead'>;

/** The largest compensation that somebody may grant without asking, in hundredths; `null` for any. A limit of their own goes before that of their role. */
export function mostGranted({ authority }: CaseRules, { id, isLead }: Granter): number | null {
  const own = authority.people.find((person) => person.id === id);
  return own ? own.upTo : isLead ? authority.lead : authority.agent;
}

/** May they grant so much, in hundredths, without asking? */
export function mayGrant(rules: CaseRules, who: Granter, compensation: number): boolean {
  const most = mostGranted(rules, who);
  return most === null || compensation <= most;
}

/** May they approve what a colleague has decided? Leads and whoever has a limit of their own do, each up to their limit. */
export function mayApprove(rules: CaseRules, who: Granter, { compensation }: Pick<CaseDecision, 'compensation'>): boolean {
  return isApprover(rules, who) && mayGrant(rules, who, compensation);
}

/** Throws `forbidden` for somebody who may not approve a decision of this size. */
export function requireApproval(rules: CaseRules, by: Actor, decision: Pick<CaseDecision, 'compensation'>): asserts by is Extract<Actor, { readonly kind: 'staff' }> {
  requireApprover(rules, by);
  if (mayGrant(rules, by, decision.compensation)) return;
  throw new BatonError('forbidden', '这个金额超出您的权限；个案里写着谁可以批准，也可以退回改小。 · The amount is above your authority. The case says who may approve it; you can decline it as well.');
}

/** Throws `forbidden` for somebody who approves and declines nothing. */
export function requireApprover(rules: CaseRules, by: Actor): asserts by is Extract<Actor, { readonly kind: 'staff' }> {
  if (by.kind === 'staff' && isApprover(rules, by)) return;
  throw new BatonError('forbidden', '只有主管和有批准权限的同事可以批准或退回。 · Only leads and colleagues with an authority of their own can approve or decline.');
}

function isApprover({ authority }: CaseRules, { id, isLead }: Granter): boolean {
  return isLead || authority.people.some((person) => person.id === id);
}
