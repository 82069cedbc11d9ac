import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_TIER_RULES, type TierRules, TIERS, tierRulesSchema } from '#core/tiers/rules.ts';
import { countRecent, tierOf } from '#core/tiers/tier-of.ts';
import { readTierRules } from '#adapters/directory/tier-file.ts';
import { PROJECT } from '../../support/project-files.ts';

const NOW = Date.UTC(2026, 10, 22);
const rules = (...list: object[]): TierRules => tierRulesSchema.parse({ rules: list });
const faultsOf = (...list: object[]): string[] => (tierRulesSchema.safeParse({ rules: list }).error?.issues ?? []).map(({ message }) => message);

describe('a tier', () => {
  const RULES = rules(
    { id: 'member', tier: 'vip', when: { level: ['gold'] } },
    { id: 'spender', tier: 'key', when: { spent: { atLeast: 8000, below: 50_000 } } },
    { id: 'profitable', tier: 'vip', when: { profit: { atLeast: 5000 } } },
    { id: 'loyal', tier: 'key', when: { orders: { atLeast: 12 }, years: { atLeast: 3 } } },
  );

  it.each([
    [{ level: 'gold', spent: 1 }, 'vip', 'member level gold'],
    [{ spent: 8000 }, 'key', 'spent ¥8,000 in 12 months'],
    [{ spent: 18_200.4, level: 'silver' }, 'key', 'spent ¥18,200 in 12 months'],
    [{ spent: 50_000, profit: 5000 }, 'vip', 'brought ¥5,000 of profit in 12 months'],
    [{ orders: 12, since: '2023-11-22' }, 'key', '12 orders in 12 months, customer for 3 years'],
    [{ orders: 12, since: '2023-11-24' }, 'small', '12 orders in 12 months, below the higher tiers'],
    [{ orders: 12 }, 'small', '12 orders in 12 months, below the higher tiers'],
    [{ spent: 7999.99, orders: 1 }, 'small', 'spent ¥8,000 in 12 months, 1 order in 12 months, below the higher tiers'],
    [{ since: '2010-01-01' }, 'regular', 'no purchases known'],
    [{}, 'regular', 'no purchases known'],
  ] as const)('of somebody of whom %j is known is %s, because: %s', (value, tier, en) => {
    expect(tierOf(value, RULES, NOW)).toMatchObject({ tier, because: { en } });
  });

  it('is explained in Chinese as well, with the rule that told it', () => {
    expect(tierOf({ spent: 18_200 }, RULES, NOW)).toEqual({ tier: 'key', rule: 'spender', because: { zh: '近 12 个月消费 ¥18,200', en: 'spent ¥18,200 in 12 months' } });
    expect(tierOf({ spent: -20 }, RULES, NOW).because).toEqual({ zh: '近 12 个月消费 −¥20，未达到更高等级', en: 'spent −¥20 in 12 months, below the higher tiers' });
  });

  it('is an ordinary one where there are no rules', () => {
    expect(tierOf({ spent: 1e6 }, NO_TIER_RULES, NOW)).toMatchObject({ tier: 'regular' });
  });
});

describe('rules', () => {
  it('are refused where one can never decide, or has the name of another', () => {
    expect(faultsOf({ id: 'a', tier: 'key', when: { spent: { atLeast: 100 } } }, { id: 'b', tier: 'vip', when: { spent: { atLeast: 200 }, orders: { atLeast: 1 } } })).toEqual([expect.stringContaining('"b" never decides, because "a"')]);
    expect(faultsOf({ id: 'a', tier: 'key', when: { level: ['x', 'y'] } }, { id: 'b', tier: 'vip', when: { level: ['y'] } })).toEqual([expect.stringContaining('"b" never decides')]);
    expect(faultsOf({ id: 'a', tier: 'vip', when: { spent: { atLeast: 200 } } }, { id: 'a', tier: 'key', when: { spent: { atLeast: 100 } } })).toEqual(['"a" occurs twice']);
    expect(faultsOf({ id: 'a', tier: 'key', when: { level: ['x'] } }, { id: 'b', tier: 'vip', when: { level: ['x', 'y'] } })).toEqual([]);
  });

  it('as they are shipped know every tier, and more money never means a lower one', async () => {
    const shipped = await readTierRules(path.join(PROJECT, 'adapters/directory/tiers.yaml'));
    const tiers = Array.from({ length: 500 }, (_, i) => tierOf({ spent: i * 100 }, shipped, NOW).tier);
    expect(new Set(tiers)).toEqual(new Set(TIERS));
    const ranks = tiers.map((tier) => TIERS.indexOf(tier));
    expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
  });
});

describe('the orders of the last 12 months', () => {
  it('are counted by their day; of a list without any nothing is known', () => {
    expect(countRecent([{ date: '2026-11-22' }, { date: '2025-11-23' }, { date: '2025-11-22' }, { date: '2020-01-01' }], NOW)).toBe(2);
    expect(countRecent([], NOW)).toBeUndefined();
  });
});
