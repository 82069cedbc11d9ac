import { z } from 'zod';

const bilingual = z.strictObject({ zh: z.string().trim().min(1), en: z.string().trim().min(1) });
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');

/** One file of `intents/catalog`. */
export const intentSchema = z
  .strictObject({
    id,
    name: bilingual,
    kind: z.enum(['question', 'talk', 'signal']),
    topics: z.array(id),
    urgency: z.number().min(0).max(1),
    signal: z.enum(['person', 'complaint', 'danger', 'law', 'leaving']).optional(),
    reply: bilingual.optional(),
    examples: z.strictObject({ zh: z.array(z.string().trim().min(1)), en: z.array(z.string().trim().min(1)) }),
  })
  .check((context) => {
    const intent = context.value;
    const complain = (path: string, message: string) =>
      context.issues.push({ code: 'custom', message, path: [path], input: intent });
    if (intent.kind === 'signal' && intent.signal === undefined) complain('signal', 'a signal intent must say which signal it is');
    if (intent.kind !== 'signal' && intent.signal !== undefined) complain('signal', 'only a signal intent may have one');
    if (intent.kind === 'talk' && intent.reply === undefined) complain('reply', 'a talk intent needs a reply');
    if (intent.kind === 'question' && intent.topics.length === 0) complain('topics', 'a question needs at least one topic');
  });

/** An intent: what customers want, how they say it, and which articles answer it. */
export type Intent = z.infer<typeof intentSchema>;
