import { careFigures } from '../care/figures.ts';
import type { Policy } from '../policy.ts';
import type { CareStore } from '../ports/care-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { WorkStore } from '../ports/work-store.ts';
import { performanceOf } from './figures.ts';
import type { PerformanceView } from './view.ts';

const DAY = 86_400_000;

/** What the report is read from. */
export type PerformanceSources = { readonly work: WorkStore; readonly care: Pick<CareStore, 'surveys'>; readonly policy: () => Pick<Policy, 'teams'>; readonly clock: Pick<Clock, 'now'> };

/** The work of each person and team in the last days (service-domain R16), for leads. */
export async function readPerformance({ work, care, policy, clock }: PerformanceSources, days: number): Promise<PerformanceView> {
  const [from, to] = [clock.now() - days * DAY, clock.now() + 1];
  const [agents, teams, surveys] = [await work.byAgent(from, to), await work.byTeam(from, to), careFigures(await care.surveys(from, to))];
  const names = new Map([...surveys.byAgent, ...agents].map(({ id, name }) => [id, name]));
  const { teams: known } = policy();
  return {
    days,
    byAgent: performanceOf(agents, surveys.byAgent).map((row) => ({ ...row, name: names.get(row.id) ?? row.id })),
    byTeam: performanceOf(teams, surveys.byTeam).map((row) => ({ ...row, name: Object.hasOwn(known, row.id) ? (known[row.id]?.name ?? { zh: row.id, en: row.id }) : { zh: row.id, en: row.id } })),
  };
}
