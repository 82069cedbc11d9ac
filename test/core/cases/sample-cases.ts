import type { Actor } from '#core/cases/case.ts';
import { casesSchema } from '#core/cases/rules.ts';
import type { CaseContext } from '#core/cases/step.ts';
import type { Policy } from '#core/policy.ts';
import { POLICY } from '../../support/small-shop.ts';

/** Rules for the small shop: two departments, a repair that is due by the clock. */
export const CASE_RULES = casesSchema.parse({
  team: 'service',
  authority: { agent: 200, lead: 5000 },
  news: '8 h',
  departments: {
    repairs: { name: { zh: '维修部', en: 'Repairs' } },
    logistics: { name: { zh: '物流部', en: 'Logistics' }, limits: { urgent: '1 h' } },
  },
  causes: { damaged: { name: { zh: '破损', en: 'Damaged' }, intents: ['parcel-damaged'], department: 'logistics' }, other: { name: { zh: '其他', en: 'Other' } } },
});

/** The small shop's policy, with cases. Its people are there day and night. */
export const CASE_POLICY: Policy = { ...POLICY, cases: CASE_RULES };

export const CHEN: Actor & { readonly kind: 'staff' } = { kind: 'staff', id: 's-chen', name: '陈晨', isLead: false };
export const WU: Actor & { readonly kind: 'staff' } = { kind: 'staff', id: 's-wu', name: '吴迪', isLead: false };
export const LEAD: Actor & { readonly kind: 'staff' } = { kind: 'staff', id: 's-lead', name: '林岚', isLead: true };
export const CUSTOMER: Actor = { kind: 'customer' };
export const SYSTEM: Actor = { kind: 'system' };

/** Monday 12:00 in Shanghai. */
export const NOON = Date.UTC(2026, 10, 23, 4);
export const HOUR = 3600_000;
export const DAY = 24 * HOUR;

/** Where something happens to a case in the small shop. */
export function contextAt(now: number): CaseContext {
  return { rules: CASE_RULES, policy: CASE_POLICY, now, conversation: { id: 'conversation-1', customerId: 'c-anna', customerName: 'Anna' } };
}
