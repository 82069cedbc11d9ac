import { z } from 'zod';
import { HANDOVER_REASONS } from '../article.ts';
import { phraseFault } from './phrase.ts';

const both = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const phrase = z.string().check((context) => {
  const fault = phraseFault(context.value);
  if (fault !== undefined) context.issues.push({ code: 'custom', message: `"${context.value}": ${fault}`, input: context.value });
});
/** Phrases of both languages, each checked. */
export const phrasesSchema = z.strictObject({ zh: z.array(phrase).default([]), en: z.array(phrase).default([]) });
const phrases = phrasesSchema;
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');
const moods = z.enum(['angry', 'worried', 'disappointed', 'confused', 'urgent', 'pleased', 'neutral']);

/** Something that is never said. `better` takes the place of the part of the sentence in which it stands. */
const neverSchema = z.strictObject({
  id,
  why: both,
  better: both.optional(),
  phrases,
  /** Said in the same sentence, these make it harmless. */
  unless: phrases.optional(),
  /** Only where the message says nothing else but a greeting. */
  isWholeMessage: z.boolean().default(false),
});

/** A word that customers do not use, with the one that they do. */
const jargonSchema = z.strictObject({ say: phrase, better: z.string().min(1) });

/** `intents/service-language.yaml`: how good service sounds, and how it does not. Source: service language (服务用语) of customer-service courses. */
export const serviceLanguageSchema = z
  .strictObject({
    never: z.array(neverSchema),
    jargon: z.strictObject({ why: both, words: z.strictObject({ zh: z.array(jargonSchema), en: z.array(jargonSchema) }) }),
    /** Words of somebody else are no offence of the writer: what begins the telling of them. */
    reported: phrases,
    greeting: z.strictObject({ why: both, better: both, signs: phrases }),
    apology: z.strictObject({
      why: both,
      better: both,
      signs: phrases,
      reasons: z.array(z.enum(HANDOVER_REASONS)),
      moods: z.array(moods),
      /** Sentiment of the customer's last message at or below this, in [-1, 1]. */
      sentimentAtMost: z.number().min(-1).max(1),
    }),
    closing: z.strictObject({
      why: both,
      better: both,
      signs: phrases,
      /** What is said when a conversation ends. */
      farewells: phrases,
    }),
    promise: z.strictObject({
      /** No time, or one that binds nobody. `better` stands for the time, in brackets that the writer fills. */
      when: z.strictObject({ why: both, better: both }),
      /** Nobody who does it. `better` takes the place of nobody. */
      who: z.strictObject({ why: both, better: both, nobody: phrases, unless: phrases }),
      /** Somebody will … */
      willDo: phrases,
      /** … what; with a vague time it is a promise without "will" as well. */
      doing: phrases,
      vague: phrases,
      times: phrases,
      unless: phrases,
    }),
    form: z.strictObject({
      shouting: z.strictObject({ why: both, acronyms: z.array(z.string()) }),
      /** Most that is read in a chat, in UTF-16 units. */
      long: z.strictObject({ why: both, most: z.strictObject({ zh: z.number().int().positive(), en: z.number().int().positive() }) }),
      questions: z.strictObject({ why: both, most: z.number().int().positive() }),
      /** Blanks of a wording that nobody has filled. */
      blank: z.strictObject({ why: both, names: z.array(z.string().min(1)) }),
    }),
  })
  .check((context) => {
    const seen = new Set<string>(OWN_RULES);
    context.value.never.forEach((rule, at) => {
      if (seen.has(rule.id)) context.issues.push({ code: 'custom', message: `rule id "${rule.id}" occurs twice or is taken`, path: ['never', at, 'id'], input: rule.id });
      seen.add(rule.id);
    });
  });

/** Rules that are there whatever the file lists under `never`. */
export const OWN_RULES = ['jargon', 'no-greeting', 'no-apology', 'no-closing-question', 'promise-when', 'promise-who', 'shouting', 'too-long', 'many-questions', 'blank'] as const;

/** How service speaks, as the file says it. */
export type ServiceLanguage = z.infer<typeof serviceLanguageSchema>;
/** Phrases in both languages. */
export type Phrases = z.infer<typeof phrases>;
/** Something that is never said. */
export type NeverRule = z.infer<typeof neverSchema>;
