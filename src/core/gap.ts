import type { Language } from './language.ts';

/** Why a question is kept: nothing was found on it, it was not understood again and again, its answer did not help, or the language model saw that what was found does not answer it. */
export const GAP_REASONS = ['not_found', 'not_understood', 'did_not_help', 'declined'] as const;

/** Why a question is kept. */
export type GapReason = (typeof GAP_REASONS)[number];

/** A question without a good answer that is about to be kept. */
export type NewGap = {
  /** Place of the message that asked; of one message at most one gap is kept. */
  readonly seq: number;
  /** The customer's words, masked of personal data. */
  readonly text: string;
  readonly language: Language;
  readonly reason: GapReason;
  /** The article whose answer did not help, or does not answer it. */
  readonly shown: { readonly articleId: string; readonly version: number } | undefined;
};

/** A question as it is kept. */
export type Gap = NewGap & {
  readonly id: string;
  readonly conversationId: string;
  /** When it turned out that there was no good answer, Unix ms. */
  readonly at: number;
  /** When a person decided that it needs no answer, Unix ms. */
  readonly dismissedAt: number | undefined;
  /** Id of the document that was drafted for it. */
  readonly draft: string | undefined;
};

/** Questions that mean the same. */
export type GapGroup = {
  /** Id of the oldest question: the group keeps it while others join. */
  readonly id: string;
  /** Newest first. */
  readonly gaps: readonly Gap[];
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Different wordings, newest first, a few. */
  readonly examples: readonly { readonly text: string; readonly language: Language }[];
};

/** Where a group stands: to be looked at, answered by now, or not to be answered. */
export type GapState = 'open' | 'resolved' | 'dismissed';

/** An article with a lower score has nothing to do with the question. */
export const NEAR_SCORE = 0.05;

/** A group with what the knowledge base has on it now. */
export type JudgedGroup = GapGroup & {
  readonly state: GapState;
  /** The article that comes nearest to the newest question, where one is near; `score` in [0, 1]. */
  readonly nearest: { readonly articleId: string; readonly title: string; readonly score: number } | undefined;
  /** Id of the document that was drafted for it. */
  readonly draft: string | undefined;
};

/** How many questions of a group got an answer that did not help. */
export function countUnhelpful({ gaps, count }: Pick<JudgedGroup, 'gaps' | 'count'>): number {
  return gaps.slice(0, count).filter(({ reason }) => reason === 'did_not_help').length;
}

/** Which groups are wanted. */
export type GapReviewQuery = {
  /** Only questions since then, Unix ms. */
  readonly since?: number;
  /** Groups at most. */
  readonly limit: number;
  /** Also what is answered by now or was dismissed. */
  readonly isAll?: boolean;
};

/** Groups to look at, and how many others there are. */
export type GapReview = {
  readonly groups: readonly JudgedGroup[];
  /** Left out of those that were looked at. */
  readonly hidden: { readonly resolved: number; readonly dismissed: number };
  /** Groups that come after the limit. */
  readonly more: number;
  /** Questions in all groups. */
  readonly questions: number;
};
