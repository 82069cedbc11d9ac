import type { Bilingual } from '../language.ts';
import type { Tier } from '../protocol/desk.ts';

/** A call that a person is to make, as staff see it. Times are Unix ms. */
export type FollowUpView = {
  readonly id: string;
  readonly conversationId: string;
  readonly customerName: string;
  readonly kind: 'rating' | 'nps' | 'visit' | 'churn';
  /** Name of the plan of a return visit. */
  readonly plan?: Bilingual;
  readonly score?: number;
  readonly reasons: readonly Bilingual[];
  /** In the customer's own words. */
  readonly comment?: string;
  readonly answers: readonly { readonly question: Bilingual; readonly answer: string }[];
  readonly owner?: { readonly id: string; readonly name: string };
  /** Its owner has gone and is not on shift again before it is due: a colleague may take it. Absent without an owner. */
  readonly isOwnerGone?: boolean;
  readonly team: Bilingual;
  readonly forLeads: boolean;
  readonly openedAt: number;
  readonly dueAt: number;
  readonly lateAt?: number;
  readonly tries: number;
  readonly note?: string;
  readonly done?: { readonly outcome: 'done' | 'not_reached'; readonly result: string; readonly by: string; readonly at: number };
};

/** Answer to `GET /api/console/follow-ups`. */
export type FollowUpsView = { readonly followUps: readonly FollowUpView[] };

/** Satisfaction of one group; shares in [0, 1], absent where nobody has answered. */
export type CareFigureView = {
  readonly asked: number;
  readonly answered: number;
  readonly answerShare?: number;
  readonly csat?: number;
  readonly mean?: number;
  readonly npsAsked: number;
  readonly npsAnswered: number;
  readonly nps?: number;
};

/** A customer who may be leaving, as leads see it. */
export type ChurnRiskView = {
  readonly customerName: string;
  readonly customerId?: string;
  readonly conversationId: string;
  readonly tier: Tier;
  readonly score: number;
  readonly isLost: boolean;
  readonly lastContactAt: number;
  readonly because: readonly Bilingual[];
};

/** Answer to `GET /api/console/care`: satisfaction of the last days, and customers who may be leaving. */
export type CareReportView = {
  readonly days: number;
  readonly all: CareFigureView;
  readonly bot: CareFigureView;
  readonly byAgent: readonly (CareFigureView & { readonly name: string })[];
  readonly byTeam: readonly (CareFigureView & { readonly name: Bilingual })[];
  readonly churn?: { readonly lostAfterDays: number; readonly count: number; readonly risks: readonly ChurnRiskView[]; readonly months: readonly { readonly month: string; readonly newlyActive: number; readonly lost: number; readonly returned: number; readonly rate?: number; readonly winBack?: number; readonly isOpen: boolean }[] };
};
