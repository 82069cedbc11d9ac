import { BatonError } from '../errors.ts';
import type { Policy } from '../policy.ts';
import type { CareStore } from '../ports/care-store.ts';
import type { Clock } from '../ports/clock.ts';
import { churnMonth, type ChurnMonth, lastMonths } from './churn-rate.ts';
import { churnRisks, type ChurnRisk, watchedTiers } from './churn.ts';
import { type CareFigures, careFigures } from './figures.ts';

const DAY = 86_400_000;
/** Conversations that a list of customers at risk is made from. */
const LOOKED_AT = 5_000;

/** Customers at risk and the churn rate. */
export type ChurnReport = {
  /** No contact for so many days is lost. */
  readonly lostAfterDays: number;
  readonly risks: readonly ChurnRisk[];
  /** Listed in all, also beyond the limit. */
  readonly count: number;
  readonly months: readonly ChurnMonth[];
};

/** What leads read about satisfaction and churn. */
export type CareReports = {
  /** Satisfaction of the last days. */
  figures(days: number): Promise<CareFigures>;
  /** Who may be leaving. Throws `not_allowed_now` without rules for it (care.yaml). */
  churn(query: { readonly limit: number; readonly months: number }): Promise<ChurnReport>;
};

/** The reports over the store. */
export function createCareReports({ care, policy, clock }: { readonly care: CareStore; readonly policy: () => Policy; readonly clock: Pick<Clock, 'now'> }): CareReports {
  return {
    async figures(days) {
      const now = clock.now();
      return careFigures(await care.surveys(now - days * DAY, now + 1));
    },
    async churn({ limit, months }) {
      const { care: rules, timeZone } = policy();
      if (!rules) throw new BatonError('not_allowed_now', '没有 care.yaml，无法判断客户流失。 · There is no care.yaml that says who may be leaving.');
      const now = clock.now();
      const { lostAfterDays, lookBackDays } = rules.churn;
      const lostAfterMs = lostAfterDays * DAY;
      const risks = churnRisks(await care.churn(now - lookBackDays * DAY, now, LOOKED_AT, watchedTiers(rules)), rules, now);
      const rates: ChurnMonth[] = [];
      for (const { month, from, to } of lastMonths(now, timeZone, months)) rates.push(churnMonth(month, to, await care.activeMonth(from, to, lostAfterMs, now), lostAfterMs, now));
      return { lostAfterDays, risks: risks.slice(0, limit), count: risks.length, months: rates };
    },
  };
}
