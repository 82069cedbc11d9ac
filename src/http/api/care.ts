import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import { CONSENT_SCOPES } from '#core/care/state.ts';
import type { ApiContext, Endpoint } from './endpoint.ts';
import { endpoint } from './endpoint.ts';
import * as schemas from './schemas.ts';

const TAG = 'After the conversation';
const ID = { id: 'Id of the follow-up' };
const CONVERSATION = { id: 'Id of the conversation' };
const bilingual = z.object({ zh: z.string(), en: z.string() });
const share = z.number().describe('Share, in [0, 1]');

const followUp = z
  .object({
    id: z.string(),
    conversationId: z.string(),
    customerName: z.string(),
    kind: z.enum(['rating', 'nps', 'visit', 'churn']),
    plan: bilingual.optional(),
    score: z.int().optional(),
    reasons: z.array(bilingual),
    comment: z.string().optional(),
    answers: z.array(z.object({ question: bilingual, answer: z.string() })),
    owner: z.object({ id: z.string(), name: z.string() }).optional(),
    isOwnerGone: z.boolean().optional().describe('The owner has gone and is not on shift again before it is due: a colleague may take it'),
    team: bilingual,
    forLeads: z.boolean().describe('Whoever served is the cause: only leads see it'),
    openedAt: schemas.time,
    dueAt: schemas.time,
    lateAt: schemas.time.optional(),
    tries: z.int(),
    note: z.string().optional(),
    done: z.object({ outcome: z.enum(['done', 'not_reached']), result: z.string(), by: z.string(), at: schemas.time }).optional(),
  })
  .meta({ id: 'FollowUp' });
const figureFields = { asked: z.int(), answered: z.int(), answerShare: share.optional(), csat: share.optional().describe('Ratings of 4 and 5 among all'), mean: z.number().optional(), npsAsked: z.int(), npsAnswered: z.int(), nps: z.number().optional().describe('-100 to 100') };
const performanceFields = {
  taken: z.int().describe('Handovers taken'),
  passedOn: z.int().describe('How often one went on to somebody else, or back into the queue'),
  firstReplyMs: z.int().optional().describe('Median time to the first words, ms: of a person since they took it, of a team since the handover'),
  firstReplies: z.int().describe('First replies whose limit was kept or broken'),
  firstRepliesKept: share.optional(),
  solutions: z.int().describe('Handovers whose limit for a solution was kept or broken'),
  solutionsKept: share.optional(),
  ratings: z.int(),
  csat: share.optional().describe('Ratings of 4 and 5 among all'),
  mean: z.number().optional().describe('Mean rating, 1 to 5'),
};
const consent = z.object({ scope: z.enum(CONSENT_SCOPES), isGiven: z.boolean(), wording: z.string(), at: schemas.time, conversationId: z.string() });

/** What comes after conversations: calls after bad answers, satisfaction, customers who may be leaving, consent. */
export const CARE: readonly Endpoint[] = [
  endpoint('GET', '/follow-ups', {
    id: 'listFollowUps',
    tag: TAG,
    summary: 'Calls that people are to make after bad answers, earliest due first; or those done, latest first',
    role: 'read',
    query: z.strictObject({ state: z.enum(['open', 'done']).default('open'), limit: z.coerce.number().int().min(1).max(200).default(100) }),
    answer: z.object({ followUps: z.array(followUp) }),
    run: async (context, { query, token }) => {
      const { followUps, view } = careOf(context);
      // A program that reads as somebody sees what they see; `forLeads` only with a lead's token.
      return { followUps: await view(await followUps.list({ id: '', name: '', role: token.role === 'lead' ? 'lead' : 'agent' }, query.state, query.limit)) };
    },
  }),
  endpoint('POST', '/follow-ups/:id/take', {
    id: 'takeFollowUp',
    tag: TAG,
    summary: 'Take a call that is nobody\'s, or of a colleague who has gone; a lead any',
    role: 'agent',
    acts: true,
    key: 'optional',
    params: ID,
    body: z.strictObject({}),
    run: async (context, { params, agent, key }) => careOf(context).followUps.take(params['id'] ?? '', await agent(), key),
  }),
  endpoint('POST', '/follow-ups/:id/done', {
    id: 'finishFollowUp',
    tag: TAG,
    summary: 'The customer was called; say what came of it',
    role: 'agent',
    acts: true,
    key: 'optional',
    params: ID,
    body: z.strictObject({ result: z.string().min(1).max(2_000) }),
    run: async (context, { params, body, agent, key }) => careOf(context).followUps.finish(params['id'] ?? '', await agent(), body.result, key),
  }),
  endpoint('POST', '/follow-ups/:id/not-reached', {
    id: 'followUpNotReached',
    tag: TAG,
    summary: 'The customer was not reached: another try is due, until there have been enough',
    role: 'agent',
    acts: true,
    key: 'optional',
    params: ID,
    body: z.strictObject({ note: z.string().max(2_000).default('') }),
    answer: z.object({ ended: z.boolean().describe('It was the last try') }),
    run: async (context, { params, body, agent, key }) => ({ ended: await careOf(context).followUps.notReached(params['id'] ?? '', await agent(), body.note, key) }),
  }),
  endpoint('GET', '/satisfaction', {
    id: 'getSatisfaction',
    tag: TAG,
    summary: 'CSAT, NPS and how many were asked and answered, by agent, team and bot',
    role: 'lead',
    query: z.strictObject({ days: z.coerce.number().int().min(1).max(366).default(30) }),
    answer: z.object({ ...figureFields, bot: z.object(figureFields), byAgent: z.array(z.object({ id: z.string(), name: z.string(), ...figureFields })), byTeam: z.array(z.object({ id: z.string(), ...figureFields })) }),
    run: (context, { query }) => careOf(context).reports.figures(query.days),
  }),
  endpoint('GET', '/performance', {
    id: 'getPerformance',
    tag: TAG,
    summary: 'The work of each person and team: handovers taken and passed on, first replies, limits kept, ratings',
    role: 'lead',
    query: z.strictObject({ days: z.coerce.number().int().min(1).max(366).default(30) }),
    answer: z.object({ days: z.int(), byAgent: z.array(z.object({ id: z.string(), name: z.string(), ...performanceFields })), byTeam: z.array(z.object({ id: z.string(), name: bilingual, ...performanceFields })) }),
    run: (context, { query }) => careOf(context).performance(query.days),
  }),
  endpoint('GET', '/churn', {
    id: 'getChurn',
    tag: TAG,
    summary: 'Customers who may be leaving, with reasons, and the churn rate by month (lost newly-active customers among all newly-active ones)',
    role: 'lead',
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(100), months: z.coerce.number().int().min(1).max(24).default(6) }),
    answer: z.object({
      lostAfterDays: z.int(),
      count: z.int(),
      risks: z.array(
        z.looseObject({
          customerId: z.string().optional(),
          customerName: z.string(),
          tier: z.enum(['vip', 'key', 'regular', 'small']),
          conversationId: z.string(),
          score: z.number(),
          isLost: z.boolean(),
          lastContactAt: schemas.time,
          because: z.array(z.object({ signal: z.string(), kind: z.string(), cause: z.string(), weight: z.number(), because: bilingual })),
        }),
      ),
      months: z.array(z.object({ month: z.string(), newlyActive: z.int(), lost: z.int(), returned: z.int(), rate: share.optional(), winBack: share.optional(), isOpen: z.boolean().describe('Not everybody of this month can be lost yet') })),
    }),
    run: (context, { query }) => careOf(context).reports.churn(query),
  }),
  endpoint('GET', '/conversations/:id/consents', {
    id: 'listConsents',
    tag: TAG,
    summary: 'What the customer of a conversation has said on consent to care, latest first',
    role: 'read',
    params: CONVERSATION,
    answer: z.object({ consents: z.array(consent) }),
    run: async (context, { params }) => ({ consents: await careOf(context).consents(params['id'] ?? '') }),
  }),
  endpoint('POST', '/conversations/:id/consents', {
    id: 'noteConsent',
    tag: TAG,
    summary: 'Store what the customer has said elsewhere on consent, with the words agreed to',
    role: 'agent',
    acts: true,
    params: CONVERSATION,
    body: z.strictObject({ scope: z.enum(CONSENT_SCOPES), isGiven: z.boolean(), wording: z.string().min(1).max(1_000) }),
    run: async (context, { params, body, agent }) => careOf(context).noteConsent(params['id'] ?? '', await agent(), body),
  }),
];

function careOf({ care }: ApiContext): NonNullable<ApiContext['care']> {
  if (!care) throw new BatonError('not_allowed_now', 'This Baton looks after nothing that comes after conversations.');
  return care;
}
