import type { ChurnFacts } from '../care/churn.ts';
import type { ActiveMonth } from '../care/churn-rate.ts';
import type { SurveyCount } from '../care/figures.ts';
import type { ConsentScope, FollowUp } from '../care/state.ts';
import type { Tier } from '../protocol.ts';

/** A word of a customer on consent. */
export type Consent = { readonly scope: ConsentScope; readonly isGiven: boolean; readonly wording: string; readonly at: number; readonly conversationId: string };

/** A customer who can be reached: their latest conversation, and their id in the directory. */
export type Reachable = { readonly customerKey: string; readonly customerId: string | undefined; readonly conversationId: string };

/** What is kept of care, for reading; it is written by changes (`Change.care`). Times are Unix ms. */
export type CareStore = {
  /** Open follow-ups, earliest due first, or done ones, latest first; those that only leads may see where a lead asks. */
  followUps(state: 'open' | 'done', limit: number, isForLeads: boolean): Promise<FollowUp[]>;
  /** One of them. */
  followUp(id: string): Promise<FollowUp | undefined>;
  /** What was asked in [from, to), and how it was answered, by kind and whoever had served. */
  surveys(from: number, to: number): Promise<SurveyCount[]>;
  /** Everything that a customer has said on consent, latest first; at most 100. */
  consents(customerKey: string): Promise<Consent[]>;
  /** Customers of these tiers whom this occasion has not reached, by their latest conversation, in the order of their ids from the first after `after`; at most `limit`. */
  notReached(tiers: readonly Tier[], occasion: string, after: string, limit: number): Promise<Reachable[]>;
  /** Customers whose latest word on a scope is yes, by key after `after`; at most `limit`. */
  consenting(scope: ConsentScope, after: string, limit: number): Promise<Reachable[]>;
  /**
   * Customers who were in contact since then and of whom something speaks for leaving; at most so many conversations with
   * a sign are looked at, the latest first, and as many of known customers of the `watched` tiers, whatever speaks for it, the
   * longest quiet first. The latest contact comes first.
   */
  churn(since: number, now: number, limit: number, watched: readonly Tier[]): Promise<ChurnFacts[]>;
  /** Customers whose first contact was in [from, to): how many, how many are lost by `now`, and how many of those who were silent for so long came back. */
  activeMonth(from: number, to: number, lostAfterMs: number, now: number): Promise<ActiveMonth>;
};
