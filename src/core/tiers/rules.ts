import { z } from 'zod';
import type { Tier } from '../protocol.ts';

const tier = z.enum(['vip', 'key', 'regular', 'small']);
const range = z
  .strictObject({ atLeast: z.number(), below: z.number() })
  .partial()
  .refine(({ atLeast, below }) => atLeast !== undefined || below !== undefined, 'needs atLeast or below')
  .refine(({ atLeast = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY }) => atLeast < below, 'below must be more than atLeast');
const when = z
  .strictObject({
    /** Revenue of the last 12 months. */
    spent: range,
    /** Gross profit of the last 12 months. */
    profit: range,
    /** Orders of the last 12 months. */
    orders: range,
    /** Whole years as a customer. */
    years: range,
    /** Member levels, as the shop calls them. */
    level: z.array(z.string().min(1)).min(1),
  })
  .partial()
  .refine((conditions) => Object.keys(conditions).length > 0, 'needs at least one condition');

/**
 * Rules that tell a tier from what a customer brings: revenue, profit, orders, member level. The first that fits decides.
 * How often somebody makes contact is no condition: tiers follow value, not effort (customer pyramid, ABC analysis).
 */
export const tierRulesSchema = z
  .strictObject({
    /** Sign before amounts in explanations. */
    currency: z.string().max(4).default('¥'),
    rules: z.array(z.strictObject({ id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be in kebab case'), tier, when })).default([]),
    /** Where what somebody bought is known and no rule fits. */
    otherwise: tier.default('small'),
    /** Where nothing is known of what somebody bought. */
    unknown: tier.default('regular'),
  })
  .superRefine(({ rules }, context) => {
    rules.forEach((rule, i) => {
      const earlier = rules.slice(0, i);
      if (earlier.some(({ id }) => id === rule.id)) context.addIssue({ code: 'custom', path: ['rules', i, 'id'], message: `"${rule.id}" occurs twice` });
      const shadow = earlier.find((other) => covers(other.when, rule.when));
      if (shadow) context.addIssue({ code: 'custom', path: ['rules', i], message: `"${rule.id}" never decides, because "${shadow.id}" before it always fits as well` });
    });
  });

/** The rules in force. */
export type TierRules = z.infer<typeof tierRulesSchema>;
/** What one rule asks for; all of it must be so. */
export type TierConditions = TierRules['rules'][number]['when'];

/** Without a file: nobody has a tier but by their record. */
export const NO_TIER_RULES: TierRules = { currency: '¥', rules: [], otherwise: 'regular', unknown: 'regular' };

/** Does the first rule fit wherever the second one does? */
function covers(first: TierConditions, second: TierConditions): boolean {
  const covered = (wide: TierConditions['spent'], narrow: TierConditions['spent']): boolean =>
    wide === undefined || (narrow !== undefined && (narrow.atLeast ?? Number.NEGATIVE_INFINITY) >= (wide.atLeast ?? Number.NEGATIVE_INFINITY) && (narrow.below ?? Number.POSITIVE_INFINITY) <= (wide.below ?? Number.POSITIVE_INFINITY));
  return (
    covered(first.spent, second.spent) &&
    covered(first.profit, second.profit) &&
    covered(first.orders, second.orders) &&
    covered(first.years, second.years) &&
    (first.level === undefined || (second.level?.every((level) => first.level?.includes(level)) ?? false))
  );
}

/** Every tier, most valuable first. */
export const TIERS: readonly Tier[] = tier.options;
