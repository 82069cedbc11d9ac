import { z } from 'zod';
import { CLOSE_REASONS } from '#core/protocol.ts';

/** Unix time, ms. */
export const time = z.int().describe('Unix time, ms');
/** `zh` or `en`. */
export const language = z.enum(['zh', 'en']);
/** Where a conversation stands. */
export const state = z.enum(['bot', 'waiting', 'human', 'closed']);
/** Why a conversation was closed. */
export const closeReason = z.enum(CLOSE_REASONS as [(typeof CLOSE_REASONS)[number], ...typeof CLOSE_REASONS]);
/** How urgent a handover is. */
export const priority = z.enum(['urgent', 'high', 'normal', 'low']);
const bilingual = z.object({ zh: z.string(), en: z.string() });
const person = z.object({ id: z.string(), name: z.string() });

const limit = z.looseObject({ clock: z.enum(['firstReply', 'nextReply', 'solution']), since: time, dueAt: time.optional(), warnAt: time.optional(), brokenAt: time.optional() });

/** A conversation in a list. */
export const conversation = z
  .looseObject({
    id: z.string(),
    state,
    channel: z.string(),
    customerName: z.string(),
    tier: z.enum(['vip', 'key', 'regular', 'small']).describe('For staff only: never show it to customers'),
    language,
    reason: z.string().optional().describe('Why it was handed over, of the open handover'),
    priority: priority.optional(),
    team: z.string().optional(),
    waitingSince: time.optional(),
    dueAt: time.optional().describe('By when a person should have answered'),
    limits: z.array(limit).optional(),
    escalatedAt: time.optional(),
    agentId: z.string().optional(),
    agentName: z.string().optional(),
    offer: z.looseObject({ toId: z.string(), toName: z.string(), fromName: z.string(), until: time }).optional(),
    asked: z.array(person).optional(),
    joined: z.array(person).optional(),
    lastText: z.string(),
    lastAt: time,
    rating: z.int().optional(),
  })
  .meta({ id: 'Conversation' });

/** One conversation. */
export const conversationDetail = z
  .object({
    conversation,
    rating: z.object({ score: z.int(), comment: z.string().optional() }).optional(),
    closing: z.object({ reason: z.string(), by: z.string() }).optional(),
  })
  .meta({ id: 'ConversationDetail' });

/** A file that a message carries. */
export const file = z.object({ id: z.string(), name: z.string(), type: z.string().describe('Media type, found out from its bytes'), size: z.int().describe('Bytes') }).meta({ id: 'File' });

/** A message as staff see it. */
export const message = z
  .looseObject({
    id: z.string(),
    seq: z.int().describe('Place in the conversation, from 1'),
    segment: z.int().describe('Grows each time the conversation is opened again'),
    author: z.enum(['customer', 'bot', 'agent', 'system']),
    visibility: z.enum(['all', 'staff']).describe('`staff`: a note'),
    status: z.enum(['queued', 'sent', 'withheld', 'failed']),
    text: z.string(),
    at: time,
    agentName: z.string().optional(),
    citations: z.array(z.looseObject({ articleId: z.string(), title: z.string(), passageId: z.string().optional() })).optional(),
    notice: z.looseObject({ kind: z.string() }).optional().describe('Of messages of the system: what happened'),
    files: z.array(file).optional(),
    editedAt: time.optional(),
    removedAt: time.optional().describe('It was taken back: the text is empty'),
    earlier: z.array(z.object({ text: z.string(), files: z.array(file).optional(), until: time })).optional().describe('What it said before; for staff only'),
    seen: z.literal(true).optional().describe('The customer has seen it'),
    understanding: z.looseObject({ intent: z.string().optional(), sentiment: z.number(), mood: z.string() }).optional(),
  })
  .meta({ id: 'Message' });

/** What is handed to whoever takes over. */
export const brief = z
  .looseObject({
    customer: z.looseObject({ name: z.string() }),
    reason: z.string(),
    rule: z.looseObject({ id: z.string(), words: z.array(z.string()) }),
    priority,
    team: z.string(),
    request: z.string().describe("What the customer wants, in the customer's own words"),
    summary: z.string().optional().describe('By a language model, every statement of it found in the conversation'),
    moods: z.array(z.looseObject({ seq: z.int(), text: z.string() })),
    facts: z.array(z.looseObject({ kind: z.string(), value: z.string(), was: z.string().optional().describe('The customer has corrected it: what stood there before') })),
    missing: z.array(z.looseObject({ zh: z.string(), en: z.string() })).optional().describe('What is needed for the request and not known yet'),
    risks: z.array(z.looseObject({ risk: z.string() })).optional(),
    articlesShown: z.array(z.looseObject({ articleId: z.string(), title: z.string() })),
    promises: z.array(z.looseObject({ text: z.string(), dueAt: time.optional(), kept: z.enum(['yes', 'no', 'open']).optional() })),
    nextSteps: z.array(z.looseObject({ zh: z.string(), en: z.string() })),
    openedAt: time,
    dueAt: time,
  })
  .meta({ id: 'Brief' });

/** A request for a person and what became of it. */
export const handover = z
  .object({
    id: z.string(),
    conversationId: z.string(),
    segment: z.int(),
    reason: z.string(),
    ruleId: z.string(),
    words: z.array(z.string()),
    priority,
    team: z.string(),
    openedAt: time,
    dueAt: time,
    claimedAt: time.optional(),
    firstReplyAt: time.optional(),
    endedAt: time.optional(),
    outcome: z.enum(['handed_back', 'closed']).optional(),
    escalatedAt: time.optional(),
  })
  .meta({ id: 'Handover' });

/** How long somebody is likely to wait still, as the customer is told. */
export const expectedWait = z
  .object({ fromMinutes: z.int(), toMinutes: z.int().optional().describe('Absent: longer than two hours'), isPastClosing: z.literal(true).optional().describe("It may go past the end of the team's working day") })
  .describe('Absent where nobody of the team is there, or too few were taken lately to know');

/** Somebody of the staff. */
export const staff = z.object({ id: z.string(), name: z.string(), role: z.enum(['agent', 'lead']) }).meta({ id: 'Staff' });
/** A team that conversations can be passed to. */
export const team = z.object({ id: z.string(), name: bilingual }).meta({ id: 'Team' });
/** Something with an id and a name in both languages. */
export const named = z.object({ id: z.string(), name: bilingual });

/** A document that answers beside the article files. */
export const document = z
  .object({
    id: z.string(),
    language,
    title: z.string(),
    audience: z.enum(['customer', 'staff']),
    state: z.enum(['draft', 'published', 'quarantined', 'retired']),
    reason: z.string().optional().describe('Why somebody must look at it'),
    version: z.int(),
    updatedAt: time,
    products: z.array(z.string()).optional().describe('Ids of the products it is about; all when left out'),
    validFrom: z.string().optional().describe('First day on which it holds, such as 2027-05-31'),
    review: z.string().optional().describe('Day on which somebody should read it again'),
    source: z.string().describe('File or web address it came from'),
  })
  .meta({ id: 'Document' });

/** Questions that mean the same and got no good answer. */
export const gap = z
  .object({
    id: z.string(),
    count: z.int(),
    firstAt: time,
    lastAt: time,
    state: z.enum(['open', 'resolved', 'dismissed']),
    unhelpful: z.int().describe('How many of them got an answer that did not help'),
    examples: z.array(z.object({ text: z.string(), language })),
    nearest: z.object({ articleId: z.string(), title: z.string(), score: z.number() }).optional(),
    draft: z.string().optional().describe('Id of the document that was drafted for them'),
  })
  .meta({ id: 'Gap' });

/** Every error answer. */
export const error = z
  .object({ error: z.object({ code: z.string(), message: z.string(), details: z.array(z.string()).optional(), retryAfterMs: z.number().optional() }) })
  .meta({ id: 'Error' });
