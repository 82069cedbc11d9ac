import type { Handover } from '../conversation.ts';
import type { Policy } from '../policy.ts';
import { sortQueue } from '../queue.ts';
import { type Rankable, rankWaiting } from '../routing/rank-waiting.ts';
import { isThere, type RoutingSnapshot } from '../routing/snapshot.ts';
import { workingTimeOf } from '../time-limits/team-time.ts';
import { openCallback } from './callback.ts';
import { type Pace, paceOf, type PickUp } from './estimate.ts';

/** Who waits, and how fast people are, at one moment; made once for all who ask. */
export type Line = {
  /** Unix ms. */
  readonly at: number;
  /** The place of a conversation in its team's queue, from 1; `undefined` for one that does not wait there. */
  placeOf(conversationId: string): number | undefined;
  /** The place that somebody would have who has waited since `openedAt`, `mood` in [-1, 1]; behind all others where there is no snapshot. */
  placeFor(newcomer: Pick<Handover, 'conversationId' | 'team' | 'priority' | 'openedAt'> & Pick<Rankable, 'tier' | 'mood'>): number;
  /** How fast a team takes customers; `undefined` where that is not known, or nobody of those who say how they are there is there. */
  paceOf(team: string): Pace | undefined;
  /** Since when somebody waits for this team, Unix ms; `at` where nobody does. */
  waitingSince(team: string): number;
};

/**
 * The line as people take customers out of it: ranked as routing ranks them where there is a snapshot, which is the one
 * seam to the order of the queue, otherwise by priority and time.
 */
export function readLine({ open, pickUps, snapshot, policy, now }: { readonly open: readonly Handover[]; readonly pickUps: readonly PickUp[]; readonly snapshot?: RoutingSnapshot | undefined; readonly policy: Policy; readonly now: number }): Line {
  const waiting = new Map(sortQueue(open).map((handover) => [handover.conversationId, handover]));
  const promised = new Set(open.flatMap((handover) => (openCallback(handover) ? [handover.conversationId] : [])));
  const ranked = snapshot?.waiting.filter(({ conversationId }) => !promised.has(conversationId));
  // Whoever came after the snapshot stands behind it until the next.
  const known = new Set(ranked?.map(({ conversationId }) => conversationId));
  const order = ranked ? [...ranked, ...[...waiting.values()].filter(({ conversationId }) => !known.has(conversationId))] : [...waiting.values()];
  const places = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const { conversationId, team } of order) {
    if (!waiting.has(conversationId)) continue;
    counts.set(team, (counts.get(team) ?? 0) + 1);
    places.set(conversationId, counts.get(team) ?? 1);
  }
  const paces = new Map<string, Pace | undefined>();
  const since = new Map<string, number>();
  for (const { team, openedAt } of waiting.values()) since.set(team, Math.min(since.get(team) ?? now, openedAt));
  const isUnstaffed = (team: string): boolean => {
    const users = (snapshot?.agents ?? []).filter(({ usesPresence, teams }) => usesPresence && teams.includes(team));
    return users.length > 0 && !users.some(isThere);
  };
  return {
    at: now,
    placeOf: (conversationId) => places.get(conversationId),
    placeFor({ conversationId, team, priority, openedAt, tier, mood }) {
      const others = ranked?.filter((one) => one.team === team && waiting.has(one.conversationId));
      if (others) return rankWaiting([...others, { conversationId, tier, priority, mood, since: openedAt }], now).findIndex((one) => one.conversationId === conversationId) + 1;
      return (counts.get(team) ?? 0) + 1;
    },
    paceOf(team) {
      if (!paces.has(team)) paces.set(team, isUnstaffed(team) ? undefined : paceOf(pickUps.filter((each) => each.team === team), workingTimeOf(policy, team), now));
      return paces.get(team);
    },
    waitingSince: (team) => since.get(team) ?? now,
  };
}
