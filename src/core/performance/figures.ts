import type { CareFigure } from '../care/figures.ts';
import type { PerformanceFigures } from './view.ts';

/** How many of those that are over were within their limit. */
export type KeptCount = { readonly kept: number; readonly of: number };

/** What one person or team has done with handovers. */
export type WorkCount = {
  readonly id: string;
  /** Handovers that they have taken. */
  readonly taken: number;
  /** How often one went on to somebody else, or back into the queue. */
  readonly passedOn: number;
  /** Median time to the first words, ms: of a person since they took it, of a team since the handover. */
  readonly firstReplyMs: number | undefined;
  readonly firstReplies: KeptCount;
  readonly solutions: KeptCount;
};

const NONE: Omit<WorkCount, 'id'> = { taken: 0, passedOn: 0, firstReplyMs: undefined, firstReplies: { kept: 0, of: 0 }, solutions: { kept: 0, of: 0 } };

/** Work beside the ratings of the same people or teams, those first who have taken most. Whoever was only rated is there too. Pure. */
export function performanceOf(work: readonly WorkCount[], ratings: readonly (CareFigure & { readonly id: string })[]): (PerformanceFigures & { readonly id: string })[] {
  const workOf = new Map(work.map((one) => [one.id, one]));
  const ratingOf = new Map(ratings.map((one) => [one.id, one]));
  return [...new Set([...workOf.keys(), ...ratingOf.keys()])]
    .map((id) => {
      const { taken, passedOn, firstReplyMs, firstReplies, solutions } = workOf.get(id) ?? NONE;
      const { answered = 0, csat, mean } = ratingOf.get(id) ?? {};
      return {
        id,
        taken,
        passedOn,
        ...(firstReplyMs === undefined ? {} : { firstReplyMs }),
        firstReplies: firstReplies.of,
        ...(firstReplies.of > 0 ? { firstRepliesKept: firstReplies.kept / firstReplies.of } : {}),
        solutions: solutions.of,
        ...(solutions.of > 0 ? { solutionsKept: solutions.kept / solutions.of } : {}),
        ratings: answered,
        ...(csat === undefined ? {} : { csat }),
        ...(mean === undefined ? {} : { mean }),
      };
    })
    .toSorted((a, b) => b.taken - a.taken || b.ratings - a.ratings);
}
