import { createCaseDesk } from '#core/cases/commands.ts';
import type { CaseDesk } from '#core/ports/case-desk.ts';
import { profileOf } from '#core/routing/staff-plan.ts';
import type { Core } from './compose.ts';

/** Where staff see cases and act on them, over a core. */
export function composeCases({ store, cases, clock, policy, access, serviceLanguage, content, staffPlan }: Pick<Core, 'store' | 'cases' | 'clock' | 'policy' | 'access' | 'serviceLanguage' | 'content' | 'staffPlan'>): CaseDesk {
  const products = new Map(content.products.map(({ id, name }) => [id, name]));
  return createCaseDesk({ store, cases, clock, policy: policy.current, staff: access.staff, departmentsOf: (person) => profileOf(staffPlan.current(), person, policy.current()).departments, serviceLanguage, productName: (id) => products.get(id) ?? { zh: id, en: id } });
}
