import type { WorkingTime } from '../time-limits/working-time.ts';

/** A customer whom a person has taken out of the queue. Times are Unix ms. */
export type PickUp = { readonly team: string; readonly openedAt: number; readonly claimedAt: number };

/** How long waiting is likely to take, ms of working time. */
export type Span = { readonly from: number; readonly to: number };

/** Older than so much working time, a pick-up says nothing of now. */
export const RECENT_MS = 3 * 3600_000;
/** So many of the latest count. */
export const LATEST = 30;
/** Fewer gaps than these tell nothing. */
const FEWEST_GAPS = 4;
/** After so many pick-ups, one counts for half. */
const HALF_LIFE = 12;
/** The range holds what happens eight times of ten as modelled; rounding to steps that can be named widens it. */
const Z = 1.2816;
/** People answer when they are done with something else: gaps vary at least like this, as a squared coefficient of variation. */
const LEAST_VARIATION = 0.35;
/** The latest waits that a prediction may not fall short of. */
const LATEST_WAITS = 5;

/** What recent pick-ups of a team say. */
export type Pace = {
  /** Mean time between two pick-ups while somebody waited, ms of working time. */
  readonly gap: number;
  /** Its variance as a squared coefficient of variation. */
  readonly variation: number;
  /** How many gaps it rests on, weighted. */
  readonly weight: number;
  /** When somebody was taken last. */
  readonly lastAt: number;
  /** How long those who were taken last had waited, the middle one of five, ms of working time. */
  readonly lately: number;
};

/**
 * The pace at which a team takes customers: the time from one pick-up, or from the moment at which somebody began to wait
 * if that was later, to the next. Time in which nobody waited says nothing of how fast people are, so it does not count.
 * `undefined` where too few were taken lately.
 */
export function paceOf(pickUps: readonly PickUp[], time: WorkingTime, now: number): Pace | undefined {
  const latest = pickUps
    .filter(({ claimedAt }) => claimedAt <= now && now - claimedAt < 24 * 3600_000 && time.between(claimedAt, now) <= RECENT_MS)
    .toSorted((a, b) => a.claimedAt - b.claimedAt)
    .slice(-LATEST);
  const gaps: number[] = [];
  let since = Infinity;
  for (let i = latest.length - 1; i > 0; i -= 1) {
    const [before, { openedAt, claimedAt }] = [latest[i - 1], latest[i] ?? { openedAt: 0, claimedAt: 0 }];
    // Whoever was taken later may have waited then already.
    since = Math.min(since, openedAt);
    gaps.push(time.between(Math.max(before?.claimedAt ?? 0, since), claimedAt));
  }
  const last = latest.at(-1);
  if (!last || gaps.length < FEWEST_GAPS) return undefined;
  // Newest first.
  const weights = gaps.map((_, age) => 0.5 ** (age / HALF_LIFE));
  const total = sum(weights);
  const gap = Math.max(1_000, sum(gaps.map((each, i) => each * (weights[i] ?? 0))) / total);
  const variance = sum(gaps.map((each, i) => (each - gap) ** 2 * (weights[i] ?? 0))) / total;
  const waits = latest.slice(-LATEST_WAITS).map(({ openedAt, claimedAt }) => time.between(openedAt, claimedAt)).toSorted((a, b) => a - b);
  return {
    gap,
    variation: Math.max(LEAST_VARIATION, variance / gap ** 2),
    weight: total ** 2 / sum(weights.map((weight) => weight ** 2)),
    lastAt: last.claimedAt,
    lately: waits[Math.floor(waits.length / 2)] ?? 0,
  };
}

/** Where somebody stands: the place from 1, how long they have waited, and since when somebody of the team's customers waits. */
export type Standing = { readonly place: number; readonly waited: number; readonly waitingSince: number; readonly now: number };

/**
 * How long somebody still waits: as many gaps as their place, each as it was lately. The sum of the gaps is taken as gamma
 * distributed with the mean and variance of so many gaps and the uncertainty of their mean; its ends by the cube-root
 * approximation of Wilson and Hilferty (PNAS 17, 1931, 684–688). Its upper end is never below what was waited lately
 * (Ibrahim and Whitt, Manufacturing & Service Operations Management 11, 2009, 397–415: the delay of the last who was
 * served), and a gap that lasts longer than usual counts as it stands.
 */
export function estimate(pace: Pace, { place, waited, waitingSince, now }: Standing, time: WorkingTime): Span {
  const idle = time.between(Math.max(pace.lastAt, waitingSince), now);
  // The gap that is open now is one more observation, of which only the least is known.
  const gap = idle > pace.gap ? (pace.gap * pace.weight + idle) / (pace.weight + 1) + (idle - pace.gap) / Math.max(1, place * 2) : pace.gap;
  const mean = place * gap;
  const variance = pace.variation * gap ** 2 * (place + place ** 2 / pace.weight);
  const shape = mean ** 2 / variance;
  const at = (z: number) => mean * Math.max(0, 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3;
  return { from: at(-Z), to: Math.max(at(Z), pace.lately - waited) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
