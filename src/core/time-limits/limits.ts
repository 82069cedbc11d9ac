import { z } from 'zod';
import { HANDOVER_REASONS, type HandoverReason } from '../article.ts';
import type { Policy } from '../policy.ts';
import type { Priority, Tier } from '../protocol.ts';

/** What can have a time limit: a person's first answer, every further one, and the solution. */
export const CLOCK_NAMES = ['firstReply', 'nextReply', 'solution'] as const;
/** One of them. */
export type ClockName = (typeof CLOCK_NAMES)[number];

/** Who can be told that a limit was broken: who has the conversation, everybody at the desk, the leads. */
export const TOLD = ['owner', 'team', 'lead'] as const;

const UNIT_MS = { min: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const SPAN = /^(\d+(?:\.\d+)?) ?(min|h|d)$/;
const span = z
  .string()
  .regex(SPAN, 'must be a span such as "30 min", "4 h" or "7 d"')
  .refine((text) => spanMs(text) >= UNIT_MS.min, 'must be a minute at least');
const warnAfter = z.number().gt(0).lt(1);

/** A span alone, or what it counts and when is warned as well; for every file with time limits. */
export const clockSchema = z.preprocess(
  (given) => (typeof given === 'string' ? { within: given } : given),
  z
    .strictObject({ within: span, counts: z.enum(['working', 'clock']).default('working'), warnAfter: warnAfter.optional() })
    .refine(({ within, counts }) => counts === 'clock' || !within.endsWith('d'), 'days are days of the clock: add "counts: clock", or write hours of work'),
);

const limitSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    /** All that is named must hold; without any, it always does. */
    when: z
      .strictObject({
        tier: z.array(z.enum(['vip', 'key', 'regular', 'small'])).min(1),
        priority: z.array(z.enum(['urgent', 'high', 'normal', 'low'])).min(1),
        reason: z.array(z.enum(HANDOVER_REASONS)).min(1),
        team: z.array(z.string()).min(1),
      })
      .partial()
      .default({}),
    firstReply: clockSchema.optional(),
    nextReply: clockSchema.optional(),
    solution: clockSchema.optional(),
    onBreach: z.strictObject({ tell: z.array(z.enum(TOLD)), raisePriority: z.boolean() }).partial().default({}),
  })
  .refine((limit) => CLOCK_NAMES.some((clock) => limit[clock]), `needs at least one of ${CLOCK_NAMES.join(', ')}`);

/** `intents/time-limits.yaml`: by when people answer and solve. */
export const timeLimitsSchema = z.strictObject({
  /** Share of a limit after which is warned, where a clock names none. */
  warnAfter: warnAfter.default(0.75),
  limits: z.array(limitSchema).check(({ value, issues }) => {
    const seen = new Set<string>();
    value.forEach(({ id }, i) => {
      if (seen.has(id)) issues.push({ code: 'custom', message: `limit id "${id}" occurs twice`, path: [i, 'id'], input: id });
      seen.add(id);
    });
  }),
});

/** The time limits in force. */
export type TimeLimits = z.infer<typeof timeLimitsSchema>;

/** One time limit as it applies to a conversation. */
export type Limit = {
  /** Which limit of time-limits.yaml, or the rule of policy.yaml. */
  readonly id: string;
  /** How long, ms. */
  readonly ms: number;
  /** Only while the team works, or by the clock. */
  readonly counts: 'working' | 'clock';
  /** Warned is after this share of it. */
  readonly warnAfter: number;
  readonly tell: readonly (typeof TOLD)[number][];
  readonly raisePriority: boolean;
};

/** What decides which limits apply. */
export type LimitFacts = {
  readonly ruleId: string;
  readonly reason: HandoverReason;
  readonly priority: Priority;
  readonly team: string;
  readonly tier: Tier;
  /** Of a rule that does not stand in the policy, such as that of a business action. */
  readonly firstReplyMinutes?: number;
};

/** A span such as "4 h" in ms. */
export function spanMs(text: string): number {
  const [, amount = '0', unit = 'min'] = SPAN.exec(text) ?? [];
  return Math.round(Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS]);
}

/**
 * The limit of a clock for a handover: of the first entry of time-limits.yaml that fits and names this clock. A first
 * reply is due by the shorter of that and `firstReplyMinutes` of the rule that fired, counted in working time.
 * `undefined` where there is none.
 */
export function limitFor(policy: Policy, clock: ClockName, facts: LimitFacts): Limit | undefined {
  const { timeLimits } = policy;
  const entry = timeLimits?.limits.find((limit) => limit[clock] && fits(limit.when, facts));
  const own = entry?.[clock];
  const warnAfterShare = timeLimits?.warnAfter ?? 0.75;
  const base = { tell: entry?.onBreach.tell ?? (['owner', 'lead'] as const), raisePriority: entry?.onBreach.raisePriority ?? true };
  const limit: Limit | undefined = entry && own && { ...base, id: entry.id, ms: spanMs(own.within), counts: own.counts, warnAfter: own.warnAfter ?? warnAfterShare };
  if (clock !== 'firstReply') return limit;
  const minutes = policy.rules.find(({ id }) => id === facts.ruleId)?.firstReplyMinutes ?? facts.firstReplyMinutes;
  // Databases keep whole milliseconds.
  const byRule = minutes === undefined ? undefined : Math.round(minutes * UNIT_MS.min);
  if (byRule === undefined || (limit && limit.ms <= byRule)) return limit;
  return { ...base, id: facts.ruleId, ms: byRule, counts: 'working', warnAfter: limit?.warnAfter ?? warnAfterShare };
}

function fits(when: TimeLimits['limits'][number]['when'], { tier, priority, reason, team }: LimitFacts): boolean {
  return (
    (when.tier?.includes(tier) ?? true) && (when.priority?.includes(priority) ?? true) && (when.reason?.some((known) => known === reason) ?? true) && (when.team?.includes(team) ?? true)
  );
}

/** Limits that name teams which the policy does not list; one sentence each. */
export function findLimitFaults(policy: Policy): string[] {
  return (policy.timeLimits?.limits ?? []).flatMap(({ id, when }) =>
    (when.team ?? []).filter((team) => !Object.hasOwn(policy.teams, team)).map((team) => `time-limits.yaml: limits: ${id}: when.team: "${team}" is not a team of policy.yaml.`),
  );
}
