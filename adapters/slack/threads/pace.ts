import type { Clock } from '#core/ports/clock.ts';

/**
 * Posting 1/s for each channel (docs.slack.dev, "Rate limits"); changing and deleting posts, and reactions, belong to tier 3
 * and looking for posts too: 50 in a minute and method for the workspace. A little slower each, for clocks differ.
 */
const GAPS_MS: Readonly<Record<string, number>> = { post: 1_050 };
const TIER_3_MS = 1_250;

/** When something may be asked of Slack again. Keys are `post:CHANNEL` or the name of a method. */
export type Pace = {
  /** From when on the next call of this key may go, Unix ms. */
  readyAt(key: string): number;
  /** One goes now. */
  went(key: string): void;
  /** None goes for so long, for Slack said so. */
  rest(key: string, ms: number): void;
};

/** A pace by the rules above. `gaps` changes them, ms by key or its beginning before the colon. */
export function createPace(clock: Pick<Clock, 'now'>, gaps: Readonly<Record<string, number>> = GAPS_MS): Pace {
  const ready = new Map<string, number>();
  const gap = (key: string): number => gaps[key] ?? gaps[key.split(':')[0] ?? ''] ?? TIER_3_MS;
  return {
    readyAt: (key) => ready.get(key) ?? 0,
    went: (key) => void ready.set(key, Math.max(clock.now(), ready.get(key) ?? 0) + gap(key)),
    rest: (key, ms) => void ready.set(key, Math.max(ready.get(key) ?? 0, clock.now() + ms)),
  };
}
