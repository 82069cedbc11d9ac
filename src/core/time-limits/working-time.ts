import { BatonError } from '../errors.ts';
import { dayAt, type DayNumber, momentOf } from './zone.ts';

/** Work from one time of day to another, minutes after local midnight; past 1440 it goes on after midnight. */
export type Shift = { readonly from: number; readonly to: number };

/** When somebody works: the shifts that begin on each day. */
export type WorkPlan = {
  /** IANA name. */
  readonly timeZone: string;
  readonly shiftsOf: (day: DayNumber) => readonly Shift[];
};

/** Arithmetic with the time in which somebody works. Moments are Unix ms, spans ms. */
export type WorkingTime = {
  /** Does somebody work at this moment? The end of a shift is no longer part of it. */
  isWorking(at: number): boolean;
  /** The first moment from `at` on at which somebody works: `at` itself where it is one. */
  nextWorking(at: number): number;
  /** The moment at which `span` of working time has passed since `at`; for a span of 0 it is `nextWorking(at)`. */
  add(at: number, span: number): number;
  /** How much working time lies between two moments; 0 when the second is not after the first. */
  between(from: number, to: number): number;
};

type Stretch = { readonly from: number; readonly to: number };

/** A holiday as long as this is none: the plan has no working time at all. */
const LONGEST_BREAK_DAYS = 800;
/** Days whose stretches are kept; a year and what is around it. */
const KEPT_DAYS = 500;

/**
 * Working time by a plan. A shift lasts as long as the clock on the wall needs from its beginning to its end, so one
 * hour less or more in a night in which the clocks are changed. Throws `misconfigured` where nobody ever works.
 */
export function createWorkingTime({ timeZone, shiftsOf }: WorkPlan): WorkingTime {
  const kept = new Map<DayNumber, readonly Stretch[]>();
  /** When somebody works on the shifts that begin on a day. */
  const stretchesOf = (day: DayNumber): readonly Stretch[] => {
    const known = kept.get(day);
    if (known) return known;
    if (kept.size >= KEPT_DAYS) kept.clear();
    const found = shiftsOf(day)
      .map(({ from, to }) => ({ from: momentOf(day, from, timeZone, 'first'), to: momentOf(day, to, timeZone, 'last') }))
      .filter(({ from, to }) => to > from)
      .toSorted((a, b) => a.from - b.from);
    kept.set(day, found);
    return found;
  };
  /** All stretches that end after a moment, in order, none overlapping the one before. */
  function* stretchesFrom(at: number): Generator<Stretch> {
    const first = dayAt(at, timeZone);
    let end = at;
    let last = first;
    // A shift of the day before may still go on.
    for (let day = first - 1; day <= last + LONGEST_BREAK_DAYS; day += 1) {
      for (const stretch of stretchesOf(day)) {
        if (stretch.to <= end) continue;
        yield { from: Math.max(stretch.from, end), to: stretch.to };
        end = stretch.to;
        last = day;
      }
    }
    throw new BatonError('misconfigured', `By calendar.yaml and policy.yaml nobody of this team works in the ${LONGEST_BREAK_DAYS} days after ${new Date(at).toISOString()}.`);
  }
  const firstFrom = (at: number): Stretch => {
    for (const stretch of stretchesFrom(at)) return stretch;
    throw new BatonError('internal', 'A walk over working time has ended.');
  };
  return {
    isWorking(at) {
      const day = dayAt(at, timeZone);
      // A shift of the day before may still go on.
      return [day - 1, day].some((each) => stretchesOf(each).some(({ from, to }) => from <= at && at < to));
    },
    nextWorking: (at) => firstFrom(at).from,
    add(at, span) {
      let left = span;
      for (const { from, to } of stretchesFrom(at)) {
        if (from + left < to || (left > 0 && from + left === to)) return from + left;
        left -= to - from;
      }
      throw new BatonError('internal', 'A walk over working time has ended.');
    },
    between(from, to) {
      if (to <= from) return 0;
      let sum = 0;
      for (const stretch of stretchesFrom(from)) {
        if (stretch.from >= to) break;
        sum += Math.min(stretch.to, to) - stretch.from;
      }
      return sum;
    },
  };
}
