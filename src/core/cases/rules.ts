import { z } from 'zod';
import { HANDOVER_REASONS } from '../article.ts';
import { clockSchema, spanMs } from '../time-limits/limits.ts';
import { type Urgency, URGENCIES } from './case.ts';

const code = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');
const name = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
/** An amount of money in the currency's unit, kept in hundredths. */
const amount = z.number().min(0).max(10_000_000).transform((whole) => Math.round(whole * 100));
const limits = z.partialRecord(z.enum(URGENCIES), clockSchema);

/** `intents/cases.yaml`: which complaints become cases, who may decide what, and by when. */
export const casesSchema = z
  .strictObject({
    /** Which handovers open one: by their reason, or by the first intent of the customer's message. */
    opens: z.strictObject({ reasons: z.array(z.enum(HANDOVER_REASONS)).default(['complaint', 'law']), intents: z.array(z.string()).default([]) }).default({ reasons: ['complaint', 'law'], intents: [] }),
    /** Team of policy.yaml whose working time counts where no department says otherwise. */
    team: z.string(),
    /** Within so many days after its end the customer's coming back opens the same case again. */
    reopenDays: z.number().positive().max(3650).default(30),
    /** The customer hears of an open case at least so often. */
    news: clockSchema.default({ within: '8 h', counts: 'working' }),
    /** By when a case is decided, from its opening. */
    decide: clockSchema.default({ within: '4 h', counts: 'working' }),
    /** How often the customer is asked whether it is settled, and after which time again. */
    confirm: z
      .strictObject({ attempts: z.int().min(1).max(10).default(3), every: clockSchema.default({ within: '24 h', counts: 'clock' }) })
      .default({ attempts: 3, every: { within: '24 h', counts: 'clock' } }),
    /**
     * The largest compensation that a role may decide by itself, and that people may who have a limit of their own; `null` for
     * any. People are known by their id alone: everybody chooses their own name.
     */
    authority: z.strictObject({ agent: amount, lead: amount.nullable(), people: z.array(z.strictObject({ id: z.string().min(1), name: z.string().optional(), upTo: amount.nullable() })).default([]) }),
    /** Written before amounts. */
    currency: z.string().min(1).max(8).default('¥'),
    /** Limits of tasks by urgency. */
    limits: limits.default({}),
    departments: z.record(code, z.strictObject({ name, team: z.string().optional(), limits: limits.optional() })),
    /** What complaints come from; the first that names an intent of the message is proposed. */
    causes: z.record(code, z.strictObject({ name, intents: z.array(z.string()).default([]), department: code.optional() })),
  })
  .check(({ value, issues }) => {
    value.authority.people.forEach(({ id }, i, all) => {
      if (all.findIndex((other) => other.id === id) !== i) issues.push({ code: 'custom', message: `"${id}" occurs twice`, path: ['authority', 'people', i], input: id });
    });
    for (const [id, { department }] of Object.entries(value.causes)) {
      if (department !== undefined && !Object.hasOwn(value.departments, department)) {
        issues.push({ code: 'custom', message: `there is no department "${department}"`, path: ['causes', id, 'department'], input: department });
      }
    }
  });

/** The rules for cases in force. */
export type CaseRules = z.infer<typeof casesSchema>;

/** A span, and whether it counts working time only. */
export type Span = { readonly ms: number; readonly counts: 'working' | 'clock'; readonly warnAfter: number };

const WARN_AFTER = 0.75;
const USUAL: Readonly<Record<Urgency, CaseRules['news']>> = {
  urgent: { within: '2 h', counts: 'working' },
  soon: { within: '24 h', counts: 'clock' },
  normal: { within: '7 d', counts: 'clock' },
};

/** What a clock of cases.yaml means. */
export function spanOf({ within, counts, warnAfter }: CaseRules['news']): Span {
  return { ms: spanMs(within), counts, warnAfter: warnAfter ?? WARN_AFTER };
}

/** How long a department has for a task: its own limit, else that of all, else 2 hours, 24 hours, 7 days. */
export function taskSpan(rules: CaseRules, department: string, urgency: Urgency): Span {
  const own = Object.hasOwn(rules.departments, department) ? rules.departments[department] : undefined;
  return spanOf(own?.limits?.[urgency] ?? rules.limits[urgency] ?? USUAL[urgency]);
}

/** Teams and intents that the rules name and that are not there; one sentence each. */
export function findCaseFaults(rules: CaseRules, { teams, intents }: { readonly teams: readonly string[]; readonly intents?: readonly string[] | undefined }): string[] {
  const strangers = [['team', rules.team] as const, ...Object.entries(rules.departments).flatMap(([id, { team }]) => (team === undefined ? [] : [[`departments: ${id}: team`, team] as const]))].filter(([, team]) => !teams.includes(team));
  const named = intents ? [...rules.opens.intents.map((id) => ['opens.intents', id] as const), ...Object.entries(rules.causes).flatMap(([cause, own]) => own.intents.map((id) => [`causes: ${cause}: intents`, id] as const))] : [];
  return [
    ...strangers.map(([where, team]) => `cases.yaml: ${where}: "${team}" is not a team of policy.yaml.`),
    ...named.filter(([, id]) => !intents?.includes(id)).map(([where, id]) => `cases.yaml: ${where}: there is no intent "${id}" in the catalogue.`),
  ];
}
