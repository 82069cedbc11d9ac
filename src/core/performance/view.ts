import type { Bilingual } from '../language.ts';

/** What a person or team has done. Shares are in [0, 1] and absent where there is nothing to count. */
export type PerformanceFigures = {
  /** Handovers that they have taken. */
  readonly taken: number;
  /** How often one went on to somebody else, or back into the queue. */
  readonly passedOn: number;
  /** Median time to the first words, ms: of a person since they took it, of a team since the handover. */
  readonly firstReplyMs?: number;
  /** First replies whose limit was kept or broken. */
  readonly firstReplies: number;
  readonly firstRepliesKept?: number;
  /** Handovers whose limit for a solution was kept or broken. */
  readonly solutions: number;
  readonly solutionsKept?: number;
  /** Ratings of conversations that they had at the end. */
  readonly ratings: number;
  /** Ratings of 4 and 5 among all. */
  readonly csat?: number;
  /** Mean rating, 1 to 5. */
  readonly mean?: number;
};

/** Answer to `GET /api/console/performance`: the work of each person and team in the last days. */
export type PerformanceView = {
  readonly days: number;
  readonly byAgent: readonly (PerformanceFigures & { readonly id: string; readonly name: string })[];
  readonly byTeam: readonly (PerformanceFigures & { readonly id: string; readonly name: Bilingual })[];
};
