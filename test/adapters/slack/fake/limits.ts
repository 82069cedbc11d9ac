import type { Clock } from '#core/ports/clock.ts';
import { RateLimited } from './refusal.ts';
import type { FakeOptions } from './types.ts';

/** Calls a minute that a tier allows, by workspace and method. */
const TIERS = { 1: 1, 2: 20, 3: 50, 4: 100, special: 600 } as const;
/** Which tier a method is of; `post` goes by channel. */
export type Tier = keyof typeof TIERS | 'post';

/** Takes one call, or throws `RateLimited`. */
export type Limits = { take(method: string, tier: Tier, channel: string | undefined): void };

/** Buckets that fill with time, as Slack's do: a burst goes through, then the rate holds. */
export function createLimits(rates: FakeOptions['rates'], clock: Clock): Limits {
  const buckets = new Map<string, { level: number; at: number }>();
  const takeFrom = (name: string, most: number, perSecond: number): void => {
    const bucket = buckets.get(name) ?? { level: most, at: clock.now() };
    buckets.set(name, bucket);
    bucket.level = Math.min(most, bucket.level + (Math.max(0, clock.now() - bucket.at) / 1000) * perSecond);
    bucket.at = clock.now();
    // A bucket that is full but for a rounding error is full.
    if (bucket.level < 1 - 1e-9) throw new RateLimited((1 - bucket.level) / perSecond);
    bucket.level -= 1;
  };
  return {
    take(method, tier, channel) {
      if (rates === false) return;
      if (tier === 'post') takeFrom(`post ${channel ?? ''}`, rates?.burst ?? 3, rates?.perSecond ?? 1);
      // The lowest tier tolerates a few in a row.
      else if (rates?.tiers !== false) takeFrom(method, Math.max(5, TIERS[tier]), TIERS[tier] / 60);
    },
  };
}
