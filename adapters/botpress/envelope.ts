import { z } from 'zod';
import { BatonError } from '#core/errors.ts';

/** PostgreSQL refuses NUL, and an id with control characters is no id of Botpress. */
const id = z.string().min(1).max(200).regex(/^\P{C}+$/u, 'has characters that no id has');
/** Stands before a colon in addresses. */
const integration = z.string().max(100).regex(/^[^\p{C}:]+$/u, 'is no name of an integration');
const tags = z.record(z.string(), z.string()).default({});

/** What the forwarding bot sends for each event: what happened to which message in which conversation. */
const envelopeSchema = z.object({
  /** `removed` and `updated` come where the channel tells of them. */
  kind: z.enum(['created', 'updated', 'removed']).default('created'),
  /** Botpress' id of the event. */
  eventId: id,
  conversation: z.object({ id, integration, channel: z.string().max(100).default(''), tags }),
  message: z.object({
    id,
    type: z.string().max(50).default('text'),
    payload: z.record(z.string(), z.unknown()).default({}),
    direction: z.enum(['incoming', 'outgoing']).default('incoming'),
    userId: z.string().max(200).default(''),
    tags,
  }),
});

/** What the forwarding bot sends for each event. */
export type Envelope = z.infer<typeof envelopeSchema>;

/** A forwarded event. Throws `invalid_input` and names what does not fit. */
export function readEnvelope(value: unknown): Envelope {
  const result = envelopeSchema.safeParse(value);
  if (result.success) return result.data;
  const details = result.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new BatonError('invalid_input', `The forwarded event does not fit: ${details.join('; ')}.`, { details });
}
