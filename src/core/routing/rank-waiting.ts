import type { Priority, QueueRank, Tier } from '../protocol.ts';

/** What the order of the queue rests on. */
export type Rankable = {
  readonly conversationId: string;
  readonly tier: Tier;
  readonly priority: Priority;
  /** Sentiment of the customer, in [-1, 1]; recent messages count most. */
  readonly mood: number;
  /** Since when the customer waits, Unix ms; whoever is put back keeps it. */
  readonly since: number;
};

/** Points for each minute of waiting. The ratio of two rates is the ratio of their waits when there are too few people. */
const RATE: Readonly<Record<Tier, number>> = { vip: 3, key: 1.5, regular: 1, small: 0.8 };
/** Points from the beginning: what a regular customer earns by waiting so many minutes. */
const HEAD_START: Readonly<Record<Priority, number>> = { urgent: 30, high: 10, normal: 0, low: -10 };
/** Points of somebody in the worst of moods. */
const MOOD_POINTS = 5;
/** A mood that counts. */
const BAD_MOOD = -0.4;
const MINUTE_MS = 60_000;

/** The rates and head starts by which somebody stands in the queue. */
export function rankOf({ tier, priority, mood, since }: Omit<Rankable, 'conversationId'>): QueueRank {
  const isUpset = mood <= BAD_MOOD;
  return {
    since,
    rate: RATE[tier],
    headStart: HEAD_START[priority] + (isUpset ? MOOD_POINTS * Math.min(1, -mood) : 0),
    because: [
      ...(priority === 'urgent' || priority === 'high' ? [priority] : []),
      ...(tier === 'vip' || tier === 'key' ? [tier] : []),
      ...(isUpset ? (['mood'] as const) : []),
      ...(priority === 'low' ? [priority] : []),
      ...(tier === 'small' ? [tier] : []),
    ],
  };
}

/** Points at `now`, Unix ms: `headStart + rate × minutes waited`. */
export function scoreOf({ since, rate, headStart }: QueueRank, now: number): number {
  return headStart + (rate * Math.max(0, now - since)) / MINUTE_MS;
}

/**
 * Those who wait, in the order in which people should take them: most points first, then who has waited longest, then by
 * id. It is the accumulating priority queue (L. Kleinrock, "A delay dependent queue discipline", Naval Research Logistics
 * Quarterly 11, 1964; D. Stanford, P. Taylor, I. Ziedins, "Waiting time distributions in the accumulating priority queue",
 * Queueing Systems 77, 2014) with a head start in minutes.
 *
 * Nobody starves: points grow with waiting at every tier, and a newcomer's do not grow faster than those of whoever has the
 * highest rate. Whoever has rate r and has waited w minutes is overtaken only by customers who came less than
 * w × (1 − r / r′) + (h′ − h) / r′ minutes after them, where r′ and h′ are the newcomer's rate and head start: later
 * arrivals, however many and however valuable, come after. When there are too few people for everybody, waits grow in the
 * ratio of the rates, and no tier's grows without the others'.
 */
export function rankWaiting<T extends Rankable>(waiting: readonly T[], now: number): T[] {
  return waiting
    .map((one) => ({ one, points: scoreOf(rankOf(one), now) }))
    .sort((a, b) => b.points - a.points || a.one.since - b.one.since || (a.one.conversationId < b.one.conversationId ? -1 : 1))
    .map(({ one }) => one);
}
