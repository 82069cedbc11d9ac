import { describe, expect, it } from 'vitest';
import type { Tier } from '#core/protocol.ts';
import { chooseAgent } from '#core/routing/choose-agent.ts';
import { rankWaiting } from '#core/routing/rank-waiting.ts';
import { isFree, type RoutingAgent, type WaitingCustomer } from '#core/routing/snapshot.ts';
import { agent, MINUTE, NOON, waiting } from './people.ts';

const GROUND = { vipTeam: 'vip', timeZone: 'Asia/Shanghai' };

/** Numbers in [0, 1), the same in every run (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Day = { readonly waits: ReadonlyMap<Tier, number[]>; readonly served: ReadonlyMap<string, number>; readonly order: readonly { readonly id: string; readonly waited: number }[] };

/** A day of customers who come at random and people who take them as Baton chooses; times in minutes. */
function play(people: readonly RoutingAgent[], arrivals: (minute: number, random: () => number) => readonly WaitingCustomer[], minutes: number, servedIn: number, seed: number): Day {
  const random = createRandom(seed);
  let agents = [...people];
  let queue: WaitingCustomer[] = [];
  let busy: { readonly until: number; readonly id: string }[] = [];
  const waits = new Map<Tier, number[]>();
  const order: { readonly id: string; readonly waited: number }[] = [];
  const served = new Map<string, number>(people.map(({ id }) => [id, 0]));
  for (let minute = 0; minute < minutes; minute += 1) {
    const now = NOON + minute * MINUTE;
    const done = busy.filter(({ until }) => until <= minute).map(({ id }) => id);
    busy = busy.filter(({ until }) => until > minute);
    agents = agents.map((each) => ({ ...each, load: each.load - done.filter((id) => id === each.id).length }));
    queue.push(...arrivals(minute, random));
    for (const one of rankWaiting(queue, now)) {
      if (!agents.some(isFree)) break;
      const chosen = chooseAgent(one, [], agents, { ...GROUND, now });
      if (!chosen) continue;
      queue = queue.filter((other) => other !== one);
      agents = agents.map((each) => (each.id === chosen.agent.id ? { ...each, load: each.load + 1, assignedAt: now } : each));
      busy.push({ id: chosen.agent.id, until: minute + Math.max(1, Math.round(-servedIn * Math.log(1 - random()))) });
      order.push({ id: one.conversationId, waited: (now - one.since) / MINUTE });
      waits.set(one.tier, [...(waits.get(one.tier) ?? []), (now - one.since) / MINUTE]);
      served.set(chosen.agent.id, (served.get(chosen.agent.id) ?? 0) + 1);
    }
  }
  return { waits, served, order };
}

const most = (values: readonly number[] = []): number => Math.max(...values);
const mean = (values: readonly number[] = []): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a day in the queue', () => {
  const ten = Array.from({ length: 10 }, (_, i) => agent(`a-${i}`, { teams: ['service', 'vip'], capacity: 3 }));
  let made = 0;
  const come = (tier: Tier, minute: number) => waiting(`c-${String(made++).padStart(6, '0')}`, { tier, since: NOON + minute * MINUTE });

  it('starves nobody, although VIPs alone are as many as people can serve', () => {
    // Thirty at once for ten minutes each: three a minute. VIPs: 2.7 a minute, small customers 0.6.
    const { waits } = play(
      ten,
      (minute, random) => [...Array.from({ length: 3 }, () => 'vip' as const).filter(() => random() < 0.9), ...(random() < 0.6 ? ['small' as const] : [])].map((tier) => come(tier, minute)),
      8 * 60,
      10,
      7,
    );
    const [vip, small] = [waits.get('vip'), waits.get('small')];
    expect(small?.length).toBeGreaterThan(150);
    expect(mean(vip)).toBeLessThan(mean(small));
    // Waits grow in the ratio of the rates, 3 to 0.8, and no further.
    expect(most(small)).toBeLessThan((3 / 0.8) * most(vip) + 5);
  });

  it('starves nobody, although those in a hurry alone are as many as people can serve', () => {
    const waitsOf = { high: [] as number[], low: [] as number[] };
    const hurry = (priority: 'high' | 'low', minute: number) => waiting(`c-${String(made++).padStart(6, '0')}`, { priority, since: NOON + minute * MINUTE });
    const isHigh = new Map<string, 'high' | 'low'>();
    const { order } = play(
      ten,
      (minute, random) =>
        [...Array.from({ length: 3 }, () => 'high' as const).filter(() => random() < 0.9), ...(random() < 0.6 ? ['low' as const] : [])].map((priority) => {
          const one = hurry(priority, minute);
          isHigh.set(one.conversationId, priority);
          return one;
        }),
      8 * 60,
      10,
      13,
    );
    for (const { id, waited } of order) waitsOf[isHigh.get(id) ?? 'low'].push(waited);
    expect(waitsOf.low.length).toBeGreaterThan(150);
    expect(mean(waitsOf.high)).toBeLessThan(mean(waitsOf.low));
    // A wish, at 10 points behind, waits at most twenty minutes longer than somebody in a hurry, 10 points ahead.
    expect(most(waitsOf.low)).toBeLessThan(most(waitsOf.high) + 20 + 5);
  });

  it('keeps waits of all tiers short while there are enough people', () => {
    const { waits } = play(ten, (minute, random) => (['vip', 'key', 'regular', 'small'] as const).filter(() => random() < 0.6).map((tier) => come(tier, minute)), 8 * 60, 10, 11);
    for (const tier of ['vip', 'key', 'regular', 'small'] as const) expect(mean(waits.get(tier))).toBeLessThan(1);
  });

  it('shares the work fairly among equals: Jain index of at least 0.9', () => {
    for (const seed of [1, 2, 3]) {
      const { served } = play(ten, (minute, random) => Array.from({ length: 2 }, () => 'regular' as const).filter(() => random() < 0.5).map((tier) => come(tier, minute)), 4 * 60, 10, seed);
      const loads = [...served.values()];
      const jain = loads.reduce((sum, load) => sum + load, 0) ** 2 / (loads.length * loads.reduce((sum, load) => sum + load ** 2, 0));
      expect(jain).toBeGreaterThanOrEqual(0.9);
    }
  });
});
