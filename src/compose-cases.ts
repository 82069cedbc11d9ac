import { createCaseDesk } from '#core/cases/commands.ts';
import type { CaseDesk } from '#core/ports/case-desk.ts';
import type { Core } from './compose.ts';

/** Where staff see cases and act on them, over a core. */
export function composeCases({ store, cases, clock, policy, access, serviceLanguage, content }: Pick<Core, 'store' | 'cases' | 'clock' | 'policy' | 'access' | 'serviceLanguage' | 'content'>): CaseDesk {
  const products = new Map(content.products.map(({ id, name }) => [id, name]));
  return createCaseDesk({ store, cases, clock, policy: policy.current, staff: access.staff, serviceLanguage, productName: (id) => products.get(id) ?? { zh: id, en: id } });
}
