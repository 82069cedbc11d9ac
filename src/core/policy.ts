import { z } from 'zod';
import { HANDOVER_REASONS } from './article.ts';
import type { BriefRules } from './brief/brief-rules.ts';
import type { CareRules } from './care/rules.ts';
import type { CaseRules } from './cases/rules.ts';
import { routingSettingsSchema } from './routing/settings.ts';
import { urgencySchema } from './routing/urgency.ts';
import type { ServiceLanguage } from './service-language/rules.ts';
import type { Calendar } from './time-limits/calendar.ts';
import type { TimeLimits } from './time-limits/limits.ts';
import { FACT_KINDS } from './understanding.ts';

const clockTime = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as "09:00", at most "24:00"');
/** From one time of day to another; hours that end before they begin go past midnight. */
export const hoursSchema = z.strictObject({ from: clockTime, to: clockTime });

/** What must hold for a rule to fire; every condition that is named must hold. */
const conditionSchema = z
  .strictObject({
    signal: z.enum(['person', 'complaint', 'danger', 'law', 'leaving']),
    tier: z.array(z.enum(['vip', 'key', 'regular', 'small'])).min(1),
    intent: z.array(z.string()).min(1),
    /** Not small talk: the customer has a real matter. */
    isMatter: z.boolean(),
    /** Sentiment of the last message at or below this, in [-1, 1]. */
    sentimentAtMost: z.number().min(-1).max(1),
    /** Sentiment has fallen by at least this much over the last three messages and is negative. */
    sentimentFallBy: z.number().positive().max(2),
    unhelpfulAnswers: z.number().int().positive(),
    /** So many times in a row nothing answered one and the same matter, or asking back did not make it clear. */
    notUnderstood: z.number().int().positive(),
    /** So many questions in a row had no answer, whatever they were about. */
    unanswered: z.number().int().positive(),
    modelFailed: z.boolean(),
    /** The customer opens the conversation again within so many days after a person had closed one for these reasons. */
    returnsAfter: z.strictObject({ reasons: z.array(z.enum(HANDOVER_REASONS)).min(1), days: z.number().positive() }),
  })
  .partial()
  .refine((when) => Object.keys(when).length > 0, 'a rule needs at least one condition');

/** One rule of the handover policy. */
export const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  when: conditionSchema,
  reason: z.enum(HANDOVER_REASONS),
  priority: z.enum(['urgent', 'high', 'normal', 'low']),
  team: z.string(),
  /** Within how many minutes a person should answer. */
  firstReplyMinutes: z.number().positive(),
  /**
   * Also give the answer of the knowledge base, when there is a good one, while the customer waits; `when_unsure` only where
   * the signal was guessed from how the message sounds, so that a question that merely sounds angry is answered, too.
   */
  withAnswer: z.union([z.boolean(), z.literal('when_unsure')]).default(false),
  /** Also give this article while the customer waits, whatever was found. */
  article: z.string().optional(),
  /** Does not fire again in a segment that a person has handed back. */
  once: z.boolean().default(false),
});

/** `intents/policy.yaml`: when people take over, who they are, and when they are there. */
export const policySchema = z
  .strictObject({
    rules: z.array(ruleSchema).min(1),
    teams: z.record(z.string(), z.strictObject({ name: z.strictObject({ zh: z.string(), en: z.string() }), hours: hoursSchema })),
    /** How those who wait come to people; without it the defaults of `routingSettingsSchema`. */
    routing: routingSettingsSchema.optional(),
    /** How a customer's words change the priority that a rule gives; without it they do not. */
    urgency: urgencySchema.optional(),
    /** Facts that are hidden before a customer's message is stored, so that nobody at all can read them later. */
    hide: z.array(z.enum(FACT_KINDS)).default(['bank-card', 'id-card']),
    /** IANA name, such as `Asia/Shanghai`. */
    timeZone: z.string().refine(isTimeZone, 'must be a time zone such as "Asia/Shanghai"'),
  })
  .check((context) => {
    const seen = new Set<string>();
    context.value.rules.forEach((rule, i) => {
      if (seen.has(rule.id)) context.issues.push({ code: 'custom', message: `rule id "${rule.id}" occurs twice`, path: ['rules', i, 'id'], input: rule.id });
      seen.add(rule.id);
      if (!Object.hasOwn(context.value.teams, rule.team)) {
        context.issues.push({ code: 'custom', message: `team "${rule.team}" is not listed under teams`, path: ['rules', i, 'team'], input: rule.team });
      }
    });
  });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The handover policy, with the calendar, the time limits, the service language and what briefs look for beside it; without those files nobody has holidays, only first replies have limits, nobody's words are checked, a brief names nothing that is missing, no complaint becomes a case, and nothing happens after a conversation. */
export type Policy = z.infer<typeof policySchema> & { readonly calendar?: Calendar | undefined; readonly timeLimits?: TimeLimits | undefined; readonly serviceLanguage?: ServiceLanguage | undefined; readonly brief?: BriefRules | undefined; readonly cases?: CaseRules | undefined; readonly care?: CareRules | undefined };
/** One rule of it. */
export type PolicyRule = z.infer<typeof ruleSchema>;
/** Opening hours of a team, in the policy's time zone. */
export type Hours = z.infer<typeof hoursSchema>;
