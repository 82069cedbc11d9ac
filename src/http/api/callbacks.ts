import { z } from 'zod';
import type { Handover } from '#core/conversation.ts';
import { openCallback, viewCallbackForStaff } from '#core/waiting/callback.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import * as schemas from './schemas.ts';

const TAG = 'Callbacks';
const base = { tag: TAG, role: 'agent', acts: true, params: { id: 'Id of the conversation' } } as const;
const way = z.enum(['phone', 'email', 'chat']);
const at = schemas.time.min(0);

const callback = z.object({
  way,
  contactEnd: z.string().describe('To know it again; the whole number comes from callback-contact'),
  from: schemas.time.describe('Promised not before'),
  until: schemas.time.describe('Promised by'),
  isTimed: z.boolean().describe('The customer has named a time; otherwise as soon as possible'),
  askedAt: schemas.time,
  tries: z.int(),
  mostTries: z.int(),
  lateAt: schemas.time.optional(),
});

/** Promises to reach customers who did not want to wait. */
export const CALLBACKS: readonly Endpoint[] = [
  endpoint('GET', '/callbacks', {
    id: 'listCallbacks',
    tag: TAG,
    summary: 'Promises to call or write that are still to be kept, by when they are due',
    role: 'read',
    query: z.strictObject({ team: z.string().max(100).optional(), dueBefore: z.coerce.number().int().min(0).optional().describe('Only those promised by then, Unix ms'), limit: z.coerce.number().int().min(1).max(500).default(100) }),
    answer: z.object({ callbacks: z.array(z.object({ callback, team: z.string(), conversation: schemas.conversation })), more: z.int() }),
    async run({ store, views }, { query }) {
      const open = (await store.openHandovers())
        .flatMap((handover: Handover) => {
          const promised = openCallback(handover);
          return promised && (query.team === undefined || handover.team === query.team) && promised.until <= (query.dueBefore ?? Infinity) ? [{ handover, promised }] : [];
        })
        .toSorted((a, b) => a.promised.until - b.promised.until);
      const page = open.slice(0, query.limit);
      const conversations = (await Promise.all(page.map(({ handover }) => store.conversation(handover.conversationId)))).filter((found) => found !== undefined);
      const summaries = new Map((await views.summaries(conversations)).map((summary) => [summary.id, summary]));
      return {
        callbacks: page.flatMap(({ handover, promised }) => {
          const conversation = summaries.get(handover.conversationId);
          return conversation ? [{ callback: viewCallbackForStaff(promised), team: handover.team, conversation }] : [];
        }),
        more: open.length - page.length,
      };
    },
  }),
  endpoint('POST', '/conversations/:id/callback-contact', {
    ...base,
    id: 'callbackContact',
    summary: 'The number or address to call or write to; who has looked at it is noted in the transcript',
    body: z.strictObject({}),
    answer: z.object({ way, contact: z.string() }),
    run: async ({ sink }, { params, agent }) => sink().callbackContact(params['id'] ?? '', await agent()),
  }),
  endpoint('POST', '/conversations/:id/callback-done', {
    ...base,
    id: 'callbackDone',
    key: 'optional',
    summary: 'The customer was reached; whoever did has the conversation from then on',
    body: z.strictObject({}),
    run: async ({ sink }, { params, agent, key }) => sink().callbackDone(params['id'] ?? '', await agent(), key),
  }),
  endpoint('POST', '/conversations/:id/callback-missed', {
    ...base,
    id: 'callbackMissed',
    key: 'optional',
    summary: 'Nobody answered: tried again at `at`, or two working hours later, and the customer is told; the third time ends it',
    body: z.strictObject({ at: at.optional() }),
    run: async ({ sink }, { params, agent, key, body }) => sink().callbackMissed(params['id'] ?? '', await agent(), body.at, key),
  }),
  endpoint('POST', '/conversations/:id/callback-moved', {
    ...base,
    id: 'callbackMoved',
    key: 'optional',
    summary: 'Agree on another time, in working time; the customer is told',
    body: z.strictObject({ at }),
    run: async ({ sink }, { params, agent, key, body }) => sink().callbackMoved(params['id'] ?? '', await agent(), body.at, key),
  }),
];
