import { z } from 'zod';
import { HANDOVER_REASONS } from '../article.ts';
import { FACT_KINDS } from '../understanding.ts';
import { responseSchema } from './response-schema.ts';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');
const name = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'must be one word that begins with a small letter');
const bilingual = z.strictObject({ zh: z.string().trim().min(1), en: z.string().trim().min(1) });
const pattern = z.string().refine(isPattern, 'must be a regular expression');

/** One of a few answers that a customer can choose, by its label or by words that mean it. */
const optionSchema = z.strictObject({
  value: z.string().min(1),
  label: bilingual,
  /** Further words that mean it, as regular expressions; the case does not matter. */
  words: z.array(pattern).default([]),
});

/** What an action needs to know. */
const needSchema = z
  .strictObject({
    id: name,
    /** Whom it is asked of: everybody, visitors only, or signed-in customers only. */
    of: z.enum(['everybody', 'visitors', 'customers']).default('everybody'),
    /** A fact of this kind gives it, also one of an earlier message. */
    fact: z.enum(FACT_KINDS).optional(),
    /** Only so many digits at the end of the fact. */
    lastDigits: z.number().int().min(1).max(12).optional(),
    /** What gives it wherever it is said: the first group of each expression, or the whole. */
    find: z.array(pattern).default([]),
    /** What gives it in the answer to its question. */
    answer: z.array(pattern).default([]),
    /** Takes the customer's own words in answer to its question, of such a length in characters. */
    words: z.strictObject({ min: z.number().int().min(1), max: z.number().int().max(500) }).optional(),
    options: z.array(optionSchema).min(2).max(6).optional(),
    /** Every value must match this as a whole. */
    pattern: pattern.optional(),
    /** Choose from the signed-in customer's orders with one of these states; a single one is taken without asking. */
    orders: z.array(z.enum(['paid', 'shipped', 'delivered', 'returning', 'refunded'])).min(1).optional(),
    /** Words by which customers name it when they set it right, such as 地址 and address. */
    called: z.array(z.string().min(1)).default([]),
    ask: bilingual,
    /** Said instead of `ask` when an answer did not fit. */
    again: bilingual.optional(),
  })
  .check(({ value, issues }) => {
    const ways = [value.fact, value.words, value.options, ...value.find, ...value.answer].filter((way) => way !== undefined);
    if (ways.length === 0) issues.push({ code: 'custom', message: 'nothing can give it: state fact, find, answer, words or options', path: ['id'], input: value });
  });

const handOver = z.strictObject({
  reason: z.enum(HANDOVER_REASONS).default('unhelpful'),
  priority: z.enum(['urgent', 'high', 'normal', 'low']).default('normal'),
  team: z.string(),
  firstReplyMinutes: z.number().positive(),
});

const plainValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** What is said on an answer; the first whose conditions hold is taken. */
const sayingSchema = z.strictObject({
  /** Values of the answer, by path, all of which must be so; a list says that one of them must be. */
  when: z.record(z.string(), z.union([plainValue, z.array(plainValue).min(1)])).optional(),
  /** Paths of the answer that must be there and not empty. */
  with: z.array(z.string()).default([]),
  text: bilingual,
  /** A line for each element of a list of the answer, at the end; `{each.…}` is a value of the element. */
  each: z.strictObject({ of: z.string(), text: bilingual }).optional(),
  /** Asks for these again, as what was given did not fit. */
  again: z.array(name).default([]),
  /** A person goes on with it. */
  handOver: z.boolean().default(false),
});

const answerSchema = z.strictObject({
  /** Status codes of HTTP for which it holds. */
  status: z.union([z.number().int(), z.array(z.number().int()).min(1)]),
  /** What the body must be; a part of JSON Schema. Without it nothing of the body can be said. */
  body: responseSchema.optional(),
  /** Must be the same: a value that was sent (left) and a value of the answer, by path (right); `customer` is the signed-in customer. */
  same: z.record(name, z.string()).default({}),
  say: z.array(sayingSchema).min(1),
});

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
const json: z.ZodType<Json> = z.lazy(() => z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]));

const callSchema = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  /** With `${ACTION_…}` for variables of the environment and `{…}` for values. */
  url: z.string().min(1),
  headers: z.record(z.string(), z.string()).default({}),
  body: json.optional(),
  /** How long one try may take. */
  timeoutSeconds: z.number().positive().max(20).default(5),
  /** Further tries where nothing or nothing of use came back. */
  retries: z.number().int().min(0).max(10).default(2),
});

/** One file of `intents/actions`. */
export const actionSchema = z.strictObject({
  id,
  name: bilingual,
  starts: z.strictObject({
    /** Intents that begin it. */
    intents: z.array(id).default([]),
    /** Intents that begin it only together with a fact that it needs. */
    withFact: z.array(id).default([]),
    /** A message that is nothing but an order number begins it. */
    alone: z.enum(['order']).optional(),
    /** Where the intents mean more than the action does: an expression that the message must match as well. */
    words: pattern.optional(),
  }),
  /** How sure the intent must be, in [0, 1]. */
  confidence: z.number().min(0).max(1).default(0.5),
  /** Does it change anything? Then the customer confirms first. */
  effect: z.boolean(),
  /** Who may have it done. */
  for: z.enum(['everybody', 'customers']).default('everybody'),
  /** What visitors are told where it is for signed-in customers. */
  signIn: bilingual.optional(),
  needs: z.array(needSchema).max(8),
  /** Said under an answer to a question about the matter: what Baton could do. */
  offer: bilingual.optional(),
  /** What will be done, with the values; ends with a question. */
  confirm: bilingual.optional(),
  /** The two choices under that question; `yesWords` are further words that say yes to it, as expressions. */
  yes: bilingual.default({ zh: '确认', en: 'Yes, go ahead' }),
  no: bilingual.default({ zh: '先不要', en: 'No, leave it' }),
  yesWords: z.array(pattern).default([]),
  /** Said when the customer calls it off. */
  stopped: bilingual.optional(),
  call: callSchema,
  answers: z.array(answerSchema).min(1),
  /** Said when no answer of use came back. With an effect it must not say that nothing was done: nobody knows. */
  failed: bilingual,
  handOver,
  /** How often one customer may have it called. */
  limit: z.strictObject({ times: z.number().int().positive().max(20), hours: z.number().positive().max(720) }).default({ times: 20, hours: 1 }),
});

/** A thing that Baton can do by calling an endpoint of the operator. */
export type ActionDefinition = z.infer<typeof actionSchema>;
/** What it needs to know. */
export type Need = ActionDefinition['needs'][number];
/** What it says on an answer with one of some status codes. */
export type AnswerRule = ActionDefinition['answers'][number];
/** One of the things said on such an answer. */
export type Saying = AnswerRule['say'][number];
/** The call itself. */
export type CallTemplate = ActionDefinition['call'];

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 'iu').source !== '';
  } catch {
    return false;
  }
}
