import type { Tier } from '../protocol.ts';
import type { CareRules, CHURN_SIGNALS } from './rules.ts';

type Signal = CareRules['churn']['signals'][number];
const DAY = 86_400_000;

/** What is known of a customer's dealings; times are Unix ms and lie in the time that is looked back on. */
export type ChurnFacts = {
  readonly customerKey: string;
  readonly customerId: string | undefined;
  readonly customerName: string;
  readonly tier: Tier;
  /** The latest of their conversations. */
  readonly conversationId: string;
  /** How often they came: conversations, and how often each was opened again. */
  readonly contacts: number;
  readonly lastContactAt: number;
  /** Ratings, oldest first. */
  readonly ratings: readonly number[];
  /** Messages in which they said that they leave, or change. */
  readonly leavingWords: number;
  readonly brokenLimits: number;
  /** Complaints that are open, or whose conversation was not closed as resolved. */
  readonly openComplaints: number;
};

/** A customer who may be leaving, with why. */
export type ChurnRisk = ChurnFacts & { readonly score: number; readonly isLost: boolean; readonly because: readonly Pick<Signal, 'signal' | 'kind' | 'cause' | 'because' | 'weight'>[] };

/**
 * Who may be leaving, those first who matter most: the weights of what speaks for it, added, times the tier's factor
 * (service-domain R11: define it first, name kind and cause, win back key customers with all effort). Pure.
 */
export function churnRisks(facts: readonly ChurnFacts[], { churn }: CareRules, now: number): ChurnRisk[] {
  return facts
    .map((customer) => {
      const isLost = now - customer.lastContactAt > churn.lostAfterDays * DAY;
      const because = churn.signals.filter(({ signal }) => HOLDS[signal](customer, isLost, churn.activeFrom));
      const score = because.reduce((sum, { weight }) => sum + weight, 0) * churn.tiers[customer.tier];
      return { ...customer, score, isLost, because: because.map(({ signal, kind, cause, because: why, weight }) => ({ signal, kind, cause, because: why, weight })) };
    })
    .filter(({ score }) => score >= churn.listFrom)
    .toSorted((a, b) => b.score - a.score || b.lastContactAt - a.lastContactAt);
}

/** Tiers whose customers are listed for their silence alone: they are looked at though nothing else speaks for leaving. */
export function watchedTiers({ churn }: CareRules): Tier[] {
  const silence = churn.signals.filter(({ signal }) => signal === 'silent').reduce((sum, { weight }) => sum + weight, 0);
  return (Object.keys(churn.tiers) as Tier[]).filter((tier) => silence * churn.tiers[tier] >= churn.listFrom);
}

const HOLDS: Readonly<Record<(typeof CHURN_SIGNALS)[number], (facts: ChurnFacts, isLost: boolean, activeFrom: number) => boolean>> = {
  silent: ({ contacts }, isLost, activeFrom) => isLost && contacts >= activeFrom,
  'rating-fell': ({ ratings }) => {
    const last = ratings.at(-1);
    const before = ratings.slice(0, -1);
    return last !== undefined && before.length > 0 && before.reduce((sum, score) => sum + score, 0) / before.length - last >= 1;
  },
  'rated-badly': ({ ratings }) => (ratings.at(-1) ?? 5) <= 2,
  'complaint-unsolved': ({ openComplaints }) => openComplaints > 0,
  'leaving-words': ({ leavingWords }) => leavingWords > 0,
  'limit-broken': ({ brokenLimits }) => brokenLimits > 0,
};
