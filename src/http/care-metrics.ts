import { Gauge, type Registry } from 'prom-client';
import type { CareFigures } from '#core/care/figures.ts';

/** Where the figures come from. */
export type CareSource = {
  readonly figures: (days: number) => Promise<CareFigures>;
  readonly openFollowUps: () => Promise<readonly { readonly isLate: boolean }[]>;
  readonly now: () => number;
};

/** The time that the figures look back on, days. */
const DAYS = 30;
/** How long figures that were read are shown again, ms: whoever scrapes often asks the database seldom. */
const KEPT = 60_000;

/** Shows satisfaction at `/metrics`, read from the store, so that all processes show the same. Trouble leaves the figures as they were. */
export function watchCare(registry: Registry, source: CareSource, onError: (error: unknown) => void): void {
  const registers = [registry];
  let readAt = Number.NEGATIVE_INFINITY;
  let reading = Promise.resolve();
  const read = async (): Promise<void> => {
    try {
      const [{ asked, answered, npsAsked, npsAnswered, csat, nps: score }, open] = await Promise.all([source.figures(DAYS), source.openFollowUps()]);
      surveys.set({ kind: 'rating', became: 'asked' }, asked);
      surveys.set({ kind: 'rating', became: 'answered' }, answered);
      surveys.set({ kind: 'nps', became: 'asked' }, npsAsked);
      surveys.set({ kind: 'nps', became: 'answered' }, npsAnswered);
      if (csat !== undefined) satisfaction.set(csat);
      if (score !== undefined) nps.set(score);
      followUps.set({ late: 'no' }, open.filter(({ isLate }) => !isLate).length);
      followUps.set({ late: 'yes' }, open.filter(({ isLate }) => isLate).length);
    } catch (error) {
      onError(error);
    }
  };
  /** Each gauge waits for the same reading: they are asked side by side. */
  const collect = (): Promise<void> => {
    if (source.now() - readAt >= KEPT) {
      readAt = source.now();
      reading = read();
    }
    return reading;
  };
  const surveys = new Gauge({ name: 'baton_surveys', help: `Ratings and recommendations of the last ${DAYS} days, asked and answered.`, labelNames: ['kind', 'became'], registers, collect });
  const satisfaction = new Gauge({ name: 'baton_csat_ratio', help: `Ratings of 4 and 5 among all of the last ${DAYS} days.`, registers, collect });
  const nps = new Gauge({ name: 'baton_nps', help: `Promoters less detractors of the last ${DAYS} days, -100 to 100.`, registers, collect });
  const followUps = new Gauge({ name: 'baton_follow_ups', help: 'Customers who are to be called after a bad answer.', labelNames: ['late'], registers, collect });
}
