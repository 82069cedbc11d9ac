import type { Handover } from '../conversation.ts';
import type { Policy } from '../policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { PickUpStore } from '../ports/pick-up-store.ts';
import type { Store } from '../ports/store.ts';
import type { Rankable } from '../routing/rank-waiting.ts';
import type { RoutingSnapshot } from '../routing/snapshot.ts';
import { RECENT_MS } from './estimate.ts';
import { type Line, readLine } from './line.ts';
import { type Outlook, outlookAt } from './outlook.ts';

/** How long waiting takes, for those who ask. */
export type Waits = {
  /** The line now, read at most every few seconds. */
  line(now: number): Promise<Line>;
  /** For somebody who waits; `undefined` where nobody is there or they do not wait. */
  outlook(handover: Handover, now: number): Promise<Outlook | undefined>;
  /** For somebody who would come with this handover; `undefined` where nobody is there. */
  outlookFor(handover: Handover, who: Pick<Rankable, 'tier' | 'mood'>, now: number): Promise<Outlook | undefined>;
};

/** What waiting times rest on. */
export type WaitSources = PickUpStore &
  Pick<Store, 'openHandovers'> & {
    readonly policy: () => Policy;
    readonly clock: Pick<Clock, 'after'>;
    /** Who waits in which order, and who is there; without it the order is that of the handovers. */
    readonly snapshot?: (() => Promise<RoutingSnapshot>) | undefined;
  };

/** A line is good for so long, ms; nobody asks more often than pages do. */
const FRESH_MS = 1_000;
/** Pick-ups that are looked at, of all teams. */
const MOST = 400;

/** Waiting times as the store knows them. */
export function createWaits({ recentPickUps, openHandovers, policy, snapshot, clock }: WaitSources): Waits {
  let latest: Promise<Line> | undefined;
  const read = async (now: number): Promise<Line> => {
    // The night between counts nothing, so the evening before is looked at as well.
    const [open, pickUps, order] = await Promise.all([openHandovers(), recentPickUps(now - 24 * 3600_000 - RECENT_MS, MOST), snapshot?.()]);
    return readLine({ open, pickUps, snapshot: order, policy: policy(), now });
  };
  const line = (now: number): Promise<Line> => {
    if (latest) return latest;
    const mine = (latest = read(now));
    const forget = (): void => {
      if (latest === mine) latest = undefined;
    };
    clock.after(FRESH_MS, forget);
    mine.catch(forget);
    return mine;
  };
  return {
    line,
    async outlook(handover, now) {
      const kept = await line(now);
      // Whoever has just come is not in a line that was read before.
      const found = kept.placeOf(handover.conversationId) === undefined ? await read(now) : kept;
      const place = found.placeOf(handover.conversationId);
      return place === undefined ? undefined : outlookAt(place, handover, found, policy(), now);
    },
    async outlookFor(handover, who, now) {
      const found = await line(now);
      return outlookAt(found.placeFor({ ...handover, ...who }), handover, found, policy(), now);
    },
  };
}
