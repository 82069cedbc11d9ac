import type { Bilingual } from '../language.ts';
import type { CustomerOrder, Tier } from '../protocol.ts';
import type { TierConditions, TierRules } from './rules.ts';

/** What a customer brings, as far as it is known. Amounts are in the shop's currency, over the last 12 months. */
export type CustomerValue = {
  readonly spent?: number | undefined;
  readonly profit?: number | undefined;
  readonly orders?: number | undefined;
  /** Member level, as the shop calls it. */
  readonly level?: string | undefined;
  /** First day as a customer, such as `2021-03-18`. */
  readonly since?: string | undefined;
};

/** A tier that rules tell, which rule did, and why, for staff. */
export type ComputedTier = { readonly tier: Tier; readonly rule?: string; readonly because: Bilingual };

/** Mean length of a year in the Gregorian calendar, ms. */
const YEAR_MS = 365.2425 * 24 * 3600_000;

/** The tier of somebody by the rules, and why: by the first that fits. A condition on what is not known does not fit. `now` is Unix ms. */
export function tierOf(value: CustomerValue, { currency, rules, otherwise, unknown }: TierRules, now: number): ComputedTier {
  const years = value.since === undefined ? undefined : Math.floor((now - Date.parse(value.since)) / YEAR_MS);
  const facts: Facts = { spent: value.spent, profit: value.profit, orders: value.orders, years, level: value.level };
  const rule = rules.find(({ when }) => fits(when, facts));
  if (rule) {
    const told = FACTS.filter((name) => rule.when[name] !== undefined);
    return { tier: rule.tier, rule: rule.id, because: say(told, facts, currency) };
  }
  const known = FACTS.filter((name) => name !== 'years' && facts[name] !== undefined);
  if (known.length === 0) return { tier: unknown, because: { zh: '暂无消费资料', en: 'no purchases known' } };
  const { zh, en } = say(known, facts, currency);
  return { tier: otherwise, because: { zh: `${zh}，未达到更高等级`, en: `${en}, below the higher tiers` } };
}

/** How many of these orders are of the 12 months before `now` (Unix ms); absent where there are none at all, since a list may be cut. */
export function countRecent(orders: readonly Pick<CustomerOrder, 'date'>[], now: number): number | undefined {
  if (orders.length === 0) return undefined;
  const yearAgo = new Date(now);
  yearAgo.setUTCFullYear(yearAgo.getUTCFullYear() - 1);
  const first = yearAgo.toISOString().slice(0, 10);
  return orders.filter(({ date }) => date > first).length;
}

type Fact = keyof TierConditions;
type Facts = { readonly [Name in Exclude<Fact, 'level'>]: number | undefined } & { readonly level: string | undefined };

const FACTS: readonly Fact[] = ['level', 'spent', 'profit', 'orders', 'years'];

function fits(when: TierConditions, facts: Facts): boolean {
  return FACTS.every((name) => {
    if (name === 'level') return when.level === undefined || (facts.level !== undefined && when.level.includes(facts.level));
    const [range, fact] = [when[name], facts[name]];
    return range === undefined || (fact !== undefined && fact >= (range.atLeast ?? Number.NEGATIVE_INFINITY) && fact < (range.below ?? Number.POSITIVE_INFINITY));
  });
}

function say(names: readonly Fact[], facts: Facts, currency: string): Bilingual {
  const amount = (value: number): string => `${value < 0 ? '−' : ''}${currency}${Math.abs(value).toLocaleString('en-US', { maximumFractionDigits: 0 })}`;
  const phrases = names.map((name): Bilingual => {
    if (name === 'level') return { zh: `会员等级 ${facts.level ?? ''}`, en: `member level ${facts.level ?? ''}` };
    const fact = facts[name] ?? 0;
    if (name === 'spent') return { zh: `近 12 个月消费 ${amount(fact)}`, en: `spent ${amount(fact)} in 12 months` };
    if (name === 'profit') return { zh: `近 12 个月毛利 ${amount(fact)}`, en: `brought ${amount(fact)} of profit in 12 months` };
    if (name === 'orders') return { zh: `近 12 个月 ${fact} 个订单`, en: `${fact} ${fact === 1 ? 'order' : 'orders'} in 12 months` };
    return { zh: `成为客户 ${fact} 年`, en: `customer for ${fact} ${fact === 1 ? 'year' : 'years'}` };
  });
  return { zh: phrases.map(({ zh }) => zh).join('，'), en: phrases.map(({ en }) => en).join(', ') };
}
