import { z } from 'zod';
import { MAX_MESSAGE_LENGTH } from '#core/protocol.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import * as schemas from './schemas.ts';

const base = { tag: 'Help for agents', role: 'agent', acts: true, params: { id: 'Id of the conversation' } } as const;
const { language, time } = schemas;

const draft = z.object({
  text: z.string(),
  citations: z.array(z.looseObject({ articleId: z.string(), title: z.string() })),
  fit: z.enum(['sure', 'perhaps']).describe('Does it surely answer, or is it one of several things that may be meant?'),
  by: z.enum(['articles', 'model']).describe("The articles' own words, or those of a language model that stood the check"),
  about: z.string().optional().describe('Which part of what was asked it is about, where several things were'),
});
const similar = z.object({
  conversationId: z.string(),
  question: z.string(),
  reply: z.string(),
  agentName: z.string().optional(),
  closeReason: schemas.closeReason.optional(),
  rating: z.int().optional(),
  endedAt: time,
});
const help = z.object({
  seq: z.int().describe("The customer's latest message that was looked at; 0 before the first"),
  question: z.object({ seq: z.int(), text: z.string(), language, isAnswered: z.boolean().describe('Has a person written since?') }).optional().describe('What is asked now; absent where nothing is'),
  drafts: z.array(draft).describe("Replies that could be sent, in the customer's language"),
  advice: z.array(z.object({ articleId: z.string(), language, title: z.string(), headings: z.array(z.string()), text: z.string() })).describe('What articles say to staff; not for the customer'),
  similar: z.array(similar).describe('What helped others who asked for much the same, masked of personal data'),
  mood: z.object({ seq: z.int(), mood: z.string(), fellBy: z.number() }).optional().describe("The customer's mood has fallen with this message, and not come back"),
  canWrite: z.boolean().describe('Can a language model word a draft?'),
});
const span = { from: z.int(), to: z.int() };
const finding = z.object({
  rule: z.string(),
  kind: z.enum(['never', 'known', 'missing', 'form']).describe('Said though it never is, asked though it is known, missing though it belongs there, or hard to read'),
  ...span,
  why: z.object({ zh: z.string(), en: z.string() }),
  better: z.object({ ...span, text: z.string() }).optional().describe('Put in place of these signs it is better'),
});

/** Help for whoever answers. Nothing of it is stored, and nothing sent. */
export const HELP: readonly Endpoint[] = [
  endpoint('POST', '/conversations/:id/check-reply', {
    ...base,
    id: 'checkReply',
    summary: 'What could be said better in a reply: service language, and questions whose answer is known. Nobody is stopped from sending it',
    body: z.strictObject({ text: z.string().max(MAX_MESSAGE_LENGTH) }),
    answer: z.object({ findings: z.array(finding).describe('In the order of the reply; offsets are UTF-16 units of it') }),
    run: async ({ advise }, { params, agent, body }) => advise(params['id'] ?? '', (await agent()).name, body.text),
  }),
  endpoint('GET', '/conversations/:id/assist', {
    ...base,
    id: 'getAssist',
    summary: 'Drafts from articles, advice for staff, similar cases and the mood, for the owner and for leads; 409 while no person has it',
    query: z.strictObject({ language: language.default('zh').describe('Of the advice') }),
    answer: help,
    run: async ({ assist }, { params, query, agent }) => assist.assist(params['id'] ?? '', await agent(), query.language),
  }),
  endpoint('POST', '/conversations/:id/assist/draft', {
    ...base,
    id: 'writeDraft',
    summary: 'Have a language model word a draft, where `canWrite`; none where it has nothing better than the articles, or something else is asked by now',
    body: z.strictObject({ seq: z.int().min(1).describe('`seq` of the question') }),
    answer: z.object({ draft: draft.optional() }),
    run: async ({ assist }, { params, body, agent }) => assist.write(params['id'] ?? '', await agent(), body.seq),
  }),
];
