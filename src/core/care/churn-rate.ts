import { dayAt, momentOf } from '../time-limits/zone.ts';

/** Customers whose first contact was in one month. */
export type ActiveMonth = {
  readonly newlyActive: number;
  /** Silent for longer than the limit now. */
  readonly lost: number;
  /** Came back after having been silent for so long. */
  readonly returned: number;
};

/** The rate of one month, `2026-10`. Shares are absent where there is nobody to count. */
export type ChurnMonth = ActiveMonth & {
  readonly month: string;
  /** Lost newly-active customers among all newly-active customers of that month (service-domain R11). */
  readonly rate?: number;
  /** Win-back visit rate: returned among all who were lost for a time. */
  readonly winBack?: number;
  /** Not everybody of this month can be lost yet: the rate will grow. */
  readonly isOpen: boolean;
};

/** Month, and its first and the next one's first moment (Unix ms), of the last `count` months, the earliest first. */
export function lastMonths(now: number, timeZone: string, count: number): readonly { readonly month: string; readonly from: number; readonly to: number }[] {
  const today = new Date(dayAt(now, timeZone) * 86_400_000);
  const begin = (back: number): { readonly date: Date; readonly at: number } => {
    const date = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back, 1));
    return { date, at: momentOf(date.getTime() / 86_400_000, 0, timeZone, 'first') };
  };
  return Array.from({ length: count }, (_, i) => {
    const { date, at } = begin(count - 1 - i);
    return { month: date.toISOString().slice(0, 7), from: at, to: begin(count - 2 - i).at };
  });
}

/** The rate of a month from its counts. */
export function churnMonth(month: string, to: number, counts: ActiveMonth, lostAfterMs: number, now: number): ChurnMonth {
  const silent = counts.lost + counts.returned;
  return {
    month,
    ...counts,
    ...(counts.newlyActive > 0 ? { rate: counts.lost / counts.newlyActive } : {}),
    ...(silent > 0 ? { winBack: counts.returned / silent } : {}),
    isOpen: now - to <= lostAfterMs,
  };
}
