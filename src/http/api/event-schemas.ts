import { z } from 'zod';
import { CONSENT_SCOPES } from '#core/care/state.ts';
import { EVENT_TYPES } from '#core/webhooks/event.ts';
import { language, priority, state, time } from './schemas.ts';

const person = z.object({ id: z.string(), name: z.string() });

/** What a webhook can be told of. */
export const eventType = z.enum(EVENT_TYPES);
/** What a webhook is told. */
export const event = z
  .object({
    id: z.string(),
    type: z.enum([...EVENT_TYPES, 'test']),
    timestamp: z.string().describe('ISO 8601'),
    data: z.looseObject({
      conversation: z.looseObject({ id: z.string(), channel: z.string(), state, language, segment: z.int(), customerId: z.string().optional(), agentId: z.string().optional() }).optional(),
      message: z.looseObject({ id: z.string(), seq: z.int(), author: z.enum(['customer', 'bot', 'agent', 'system']).describe('`system`: news of a case'), visibility: z.enum(['all', 'staff']), text: z.string(), at: time }).optional(),
      handover: z.looseObject({ id: z.string(), reason: z.string(), priority, team: z.string(), openedAt: time, dueAt: time }).optional(),
      offer: z.looseObject({ to: person, from: person.optional(), by: person.optional(), until: time, because: z.object({ zh: z.string(), en: z.string() }).optional().describe('Why Baton has chosen them; for staff'), why: z.enum(['declined', 'withdrawn', 'late', 'away']).optional().describe('Of handover.offer_ended') }).optional().describe('Of handover.offered and handover.offer_ended'),
      assigned: z.looseObject({ at: time, until: time.optional(), because: z.object({ zh: z.string(), en: z.string() }) }).optional().describe('Of handover.claimed: Baton has given it to them, why, and until when they must have opened it'),
      from: person.optional().describe('Of handover.transferred and handover.released: who had it'),
      limit: z.object({ clock: z.string(), dueAt: time }).optional().describe('Of handover.warned and handover.breached: which time limit'),
      corrections: z.array(z.looseObject({ point: z.string(), said: z.string(), at: time })).optional().describe("Of brief.corrected: in the customer's words"),
      reopened: z.boolean().optional().describe('Of conversation.opened and case.opened'),
      case: z.looseObject({ id: z.string(), state: z.string(), claim: z.string(), openedAt: time, summary: z.string(), closed: z.object({ reason: z.enum(['confirmed', 'no_answer']), at: time, by: z.string(), attempts: z.int() }).optional() }).optional().describe('Of all events of cases'),
      task: z.looseObject({ id: z.string(), department: z.string(), text: z.string(), state: z.string() }).optional().describe('Of case.task_given and case.task_ended'),
      caseLimit: z.object({ of: z.enum(['decision', 'task']), taskId: z.string().optional(), dueAt: time }).optional().describe('Of case.warned and case.late: which limit'),
      decision: z.looseObject({ outcome: z.string(), remedy: z.string(), text: z.string(), compensation: z.int(), approval: z.enum(['not_needed', 'pending', 'approved']) }).optional().describe('Of case.approval_wanted (the customer is not told of it) and case.decided'),
      callback: z
        .looseObject({ way: z.enum(['phone', 'email', 'chat']), contactEnd: z.string(), from: time, until: time, isTimed: z.boolean(), tries: z.int(), ended: z.object({ how: z.enum(['done', 'cancelled', 'not_reached']), at: time, by: z.string() }).optional() })
        .optional()
        .describe('Of callback.promised (made or changed), callback.late and callback.ended'),
      closing: z.object({ reason: z.string(), by: z.string() }).optional().describe('Of conversation.closed'),
      rating: z.looseObject({ score: z.int(), comment: z.string().optional() }).optional().describe('Of rating.given'),
      survey: z.looseObject({ kind: z.enum(['nps', 'visit']), plan: z.string(), segment: z.int(), score: z.int().optional(), comment: z.string().optional(), answers: z.record(z.string(), z.string()).optional() }).optional().describe('Of survey.answered'),
      consent: z.object({ scope: z.enum(CONSENT_SCOPES), isGiven: z.boolean(), wording: z.string() }).optional().describe('Of consent.changed: the last word counts'),
      followUp: z
        .looseObject({ id: z.string(), cause: z.looseObject({ kind: z.string() }), owner: person.optional(), team: z.string(), forLeads: z.boolean(), openedAt: time, dueAt: time, lateAt: time.optional(), tries: z.int(), done: z.looseObject({ outcome: z.enum(['done', 'not_reached']), result: z.string(), by: z.string() }).optional() })
        .optional()
        .describe('Of all events of follow-ups'),
    }),
  })
  .meta({ id: 'Event' });
/** An endpoint that is told what happens. */
export const webhook = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(eventType),
    notes: z.boolean().describe('Is it told of notes, too? They are for staff only'),
    createdAt: time,
    state: z.enum(['healthy', 'failing', 'disabled']),
    failures: z.int().describe('Tries in a row that failed'),
    failingSince: time.optional(),
    lastFault: z.string().optional(),
    disabledAt: time.optional(),
    missed: z.int().describe('Events that it was not told of and never will be'),
  })
  .meta({ id: 'Webhook' });
