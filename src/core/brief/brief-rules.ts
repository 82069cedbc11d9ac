import { z } from 'zod';
import type { CustomerKind } from '../protocol.ts';
import { phrasesSchema } from '../service-language/rules.ts';
import { FACT_KINDS } from '../understanding.ts';

const bilingual = z.strictObject({ zh: z.string().trim().min(1), en: z.string().trim().min(1) });
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');

/** Every kind of difficult customer. Source: the eight kinds of customer-service courses (八类难缠客户). */
export const CUSTOMER_KINDS = ['rational', 'compliant', 'outgoing', 'reserved', 'suspicious', 'independent', 'childish', 'hot-tempered'] as const satisfies readonly CustomerKind[];

/** Something that a person needs to know for what the customer wants. */
const needSchema = z
  .strictObject({
    id,
    name: bilingual,
    /** A fact of this kind gives it. */
    fact: z.enum(FACT_KINDS).optional(),
    /** Intents for which it is needed. */
    intents: z.array(id).min(1),
    /** Words that give it. */
    find: phrasesSchema.optional(),
  })
  .refine(({ fact, find }) => fact !== undefined || find !== undefined, 'nothing can give it: state fact or find');

/** `intents/brief.yaml`: what a brief looks for. */
export const briefRulesSchema = z.strictObject({
  needs: z.array(needSchema),
  /** How each kind of customer writes; the reserved are known by how little they write. */
  kinds: z.partialRecord(z.enum(CUSTOMER_KINDS), phrasesSchema),
  /** What those say who take a matter to the public. */
  publicPost: phrasesSchema,
});

/** What a brief looks for. */
export type BriefRules = z.infer<typeof briefRulesSchema>;
