import { z } from 'zod';
import { HANDOVER_REASONS } from '../article.ts';
import { hoursSchema } from '../policy.ts';
import { CLOSE_REASONS } from '../protocol/desk.ts';
import { spanMs } from '../time-limits/limits.ts';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');
const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
/** A span such as "4 h" or "14 d"; ms once it is read. */
const span = z
  .string()
  .regex(/^\d+(?:\.\d+)? ?(?:min|h|d)$/, 'must be a span such as "30 min", "4 h" or "7 d"')
  .transform(spanMs);
const tiers = z.array(z.enum(['vip', 'key', 'regular', 'small'])).min(1);
const words = z.array(z.string().trim().min(1).transform((word) => word.toLowerCase()));

/** After the end of a conversation that fits all that is named. */
const closedSchema = z.strictObject({
  /** Why it had been handed over last. */
  handover: z.array(z.enum(HANDOVER_REASONS)).min(1).optional(),
  /** Articles of which one was shown. */
  articles: z.array(z.string()).min(1).optional(),
  tier: tiers.optional(),
});

/** Whom a plan or a care message is for, and when. */
const whenSchema = z.union([
  z.strictObject({ closed: closedSchema, after: span }),
  z.strictObject({ every: z.strictObject({ months: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(6), z.literal(12)]), tier: tiers }) }),
]);

/**
 * For how long after it is due its words are true; later it is not sent. `dropAfter` holds beside it, as do the birthday, the
 * months of a visit, and that the order is still in that state.
 */
const trueFor = span.optional();

const questionSchema = z.strictObject({
  id,
  text: bilingual,
  /** `score`: 1 to 5; `yes-no`; `text`: in the customer's own words. */
  kind: z.enum(['score', 'yes-no', 'text']),
  /** A score at or below this, or this answer, is bad: a person calls. */
  bad: z.union([z.number().int().min(1).max(5), z.enum(['yes', 'no'])]).optional(),
});

const visitSchema = z.strictObject({
  id,
  name: bilingual,
  when: whenSchema,
  trueFor,
  /** What it opens with; `{name}` is the customer's name. */
  opening: bilingual,
  questions: z.array(questionSchema).min(1).max(5),
});

const messageSchema = z.strictObject({
  id,
  name: bilingual,
  /** Before, during or after the sale, or a birthday. */
  kind: z.enum(['before', 'during', 'after', 'birthday']),
  when: z.union([
    ...whenSchema.options,
    /** When an order has had this state for so long. */
    z.strictObject({ order: z.enum(['paid', 'shipped', 'delivered', 'returning', 'refunded']), after: span }),
    z.strictObject({ birthday: z.literal(true) }),
  ]),
  trueFor,
  text: bilingual,
});

const surveySchema = z.strictObject({
  rating: z.strictObject({
    /** Conversations that ended for these reasons are not asked about. */
    notAfter: z.array(z.enum(CLOSE_REASONS as [(typeof CLOSE_REASONS)[number], ...typeof CLOSE_REASONS])).default(['spam', 'duplicate']),
    /** Channels whose page shows a form for the rating: nothing is written there at the end. */
    formIn: z.array(z.string()).default(['web']),
    /** How long after the question the customer is reminded once; without it never. */
    remindAfter: span.optional(),
  }),
  /** Chips below a rating; `person` blames whoever served, so that a lead follows up. */
  reasons: z.array(z.strictObject({ id, name: bilingual, person: z.boolean().default(false) })).max(8).default([]),
  nps: z.strictObject({ share: z.number().min(0).max(1), everyDays: z.number().int().min(1), after: span }).optional(),
});

const followUpSchema = z.strictObject({
  ratingAtMost: z.number().int().min(1).max(5).default(2),
  npsAtMost: z.number().int().min(0).max(10).default(6),
  /** Working time of the team until a person should have called; never later than the end of that working day. */
  within: span,
  /** The team for conversations that the bot served. */
  team: z.string(),
  /** How often a customer who was not reached is tried. */
  tries: z.number().int().min(1).max(5).default(3),
});

const consentSchema = z.strictObject({
  /** A whole message that says this ends all care at once. */
  stopWords: words.min(1),
  /** A whole message that agrees to the wording. */
  startWords: words.min(1),
  birthdayWords: words.default([]),
  /** What customers agree to; stored with the consent. */
  wording: bilingual,
  birthdayWording: bilingual,
  /** Ask customers who rated at least this. */
  askAfterRating: z.number().int().min(1).max(5).optional(),
});

/** Why a customer may be leaving. Kinds and causes are those of service-domain R11. */
export const CHURN_SIGNALS = ['silent', 'rating-fell', 'rated-badly', 'complaint-unsolved', 'leaving-words', 'limit-broken'] as const;
const churnSignalSchema = z.strictObject({
  signal: z.enum(CHURN_SIGNALS),
  weight: z.number().positive(),
  kind: z.enum(['natural', 'malicious', 'competitive', 'own-fault']),
  cause: z.enum(['value', 'system', 'employee']),
  because: bilingual,
});
const churnSchema = z.strictObject({
  /** Whoever has not been in contact for so many days is lost. */
  lostAfterDays: z.number().int().min(1),
  /** Silence counts from so many contacts on. */
  activeFrom: z.number().int().min(1).default(2),
  /** What lies further back does not count. */
  lookBackDays: z.number().int().min(1).default(180),
  signals: z.array(churnSignalSchema).min(1),
  /** What a customer's signals are multiplied by. */
  tiers: z.strictObject({ vip: z.number(), key: z.number(), regular: z.number(), small: z.number() }),
  /** From which sum on a customer is listed. */
  listFrom: z.number().positive(),
});

/** `intents/care.yaml`: what happens after a conversation. */
export const careSchema = z
  .strictObject({
    /** Nothing is sent unasked between these times of day, nor on public holidays of calendar.yaml. */
    quiet: hoursSchema,
    quietHolidays: z.boolean().default(true),
    limits: z.strictObject({ perWeek: z.number().int().min(0), perMonth: z.number().int().min(0) }),
    /** What could not be sent for so long is not sent at all. */
    dropAfter: span,
    survey: surveySchema,
    followUp: followUpSchema,
    visits: z.array(visitSchema).default([]),
    messages: z.array(messageSchema).default([]),
    consent: consentSchema,
    churn: churnSchema,
  })
  .check(({ value, issues }) => {
    const seen = new Set<string>();
    for (const [list, entries] of [['visits', value.visits], ['messages', value.messages]] as const) {
      entries.forEach((entry, i) => {
        if (seen.has(entry.id)) issues.push({ code: 'custom', message: `"${entry.id}" occurs twice`, path: [list, i, 'id'], input: entry.id });
        seen.add(entry.id);
        if ('kind' in entry && (entry.kind === 'birthday') !== 'birthday' in entry.when) issues.push({ code: 'custom', message: `kind birthday and "when: { birthday: true }" belong together`, path: [list, i, 'when'], input: entry.kind });
      });
    }
    value.visits.forEach(({ questions }, i) => {
      questions.forEach(({ kind, bad }, j) => {
        const fits = bad === undefined || (kind === 'score' ? typeof bad === 'number' : kind === 'yes-no' && typeof bad === 'string');
        if (!fits) issues.push({ code: 'custom', message: `${String(bad)} is no answer to a question of kind ${kind}`, path: ['visits', i, 'questions', j, 'bad'], input: bad });
      });
    });
    if (value.quiet.from === value.quiet.to) issues.push({ code: 'custom', message: 'leaves no time at all', path: ['quiet'], input: value.quiet });
  });

/** The rules in force. */
export type CareRules = z.infer<typeof careSchema>;
/** One plan of return visits. */
export type VisitPlan = CareRules['visits'][number];
/** One care message. */
export type CareMessage = CareRules['messages'][number];
/** One question of a plan. */
export type VisitQuestion = VisitPlan['questions'][number];

/** What is wrong with the rules beside a policy. One sentence each. */
export function findCareFaults(care: CareRules | undefined, teams: Readonly<Record<string, unknown>>): string[] {
  if (!care || Object.hasOwn(teams, care.followUp.team)) return [];
  return [`care.yaml: followUp.team: "${care.followUp.team}" is not a team of policy.yaml.`];
}
