import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import type { ConversationState } from '#core/protocol.ts';
import { sortQueue } from '#core/queue.ts';
import { toStaffMessage } from '#core/staff-view.ts';
import type { Handover } from '#core/conversation.ts';
import { type ApiCall, type ApiContext, type Endpoint, endpoint } from './endpoint.ts';
import * as schemas from './schemas.ts';

const STATES: readonly ConversationState[] = ['bot', 'waiting', 'human', 'closed'];
const ID = { id: 'Id of the conversation' };
const TAG = 'Conversations';

const limitOf = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual).describe(`At most ${most}; ${usual} when left out`);
const stateList = z
  .string()
  .regex(/^(?:bot|waiting|human|closed)(?:,(?:bot|waiting|human|closed))*$/, 'must be states, separated by commas')
  .optional()
  .describe('States, separated by commas: bot, waiting, human, closed; all when left out');

const listQuery = z.strictObject({
  state: stateList,
  updatedSince: z.coerce.number().int().min(0).optional().describe('Only those in which something has happened since, Unix ms'),
  customerId: z.string().min(1).max(200).optional(),
  limit: limitOf(100, 50),
  cursor: z.string().max(200).optional().describe('`next` of the page before'),
});
const messagesQuery = z.strictObject({ after: z.coerce.number().int().min(0).default(0).describe('`next` of the page before, or the `seq` you have'), limit: limitOf(200, 100) });

/** Reading conversations, messages, briefs, handovers and the queue. */
export const CONVERSATIONS: readonly Endpoint[] = [
  endpoint('GET', '/conversations', {
    id: 'listConversations',
    tag: TAG,
    summary: 'Conversations, newest first by when they began; that order never changes, so pages neither repeat nor leave out',
    role: 'read',
    query: listQuery,
    answer: z.object({ conversations: z.array(schemas.conversation), next: z.string().optional().describe('Cursor of the next page; absent on the last') }),
    async run({ api, views }, { query }) {
      const found = await api.conversations({
        states: query.state === undefined ? STATES : (query.state.split(',') as ConversationState[]),
        updatedSince: query.updatedSince,
        customerId: query.customerId,
        after: query.cursor === undefined ? undefined : readCursor(query.cursor),
        limit: query.limit + 1,
      });
      const page = found.slice(0, query.limit);
      const last = page.at(-1);
      return { conversations: await views.summaries(page), ...(found.length > page.length && last ? { next: Buffer.from(`${last.createdAt}.${last.id}`).toString('base64url') } : {}) };
    },
  }),
  endpoint('GET', '/conversations/:id', {
    id: 'getConversation',
    tag: TAG,
    summary: 'One conversation',
    role: 'read',
    params: ID,
    answer: schemas.conversationDetail,
    async run(context, call) {
      const { summary, rating, closing } = await detailOf(context, call);
      return { conversation: summary, ...(rating ? { rating } : {}), ...(closing ? { closing } : {}) };
    },
  }),
  endpoint('GET', '/conversations/:id/messages', {
    id: 'listMessages',
    tag: TAG,
    summary: 'Everything that was written, oldest first, with notes and what was withheld',
    role: 'read',
    params: ID,
    query: messagesQuery,
    answer: z.object({ messages: z.array(schemas.message), next: z.int().optional().describe('`after` of the next page; absent on the last') }),
    async run({ store, api, intents }, { params, query }) {
      const id = params['id'] ?? '';
      const conversation = await store.conversation(id);
      if (!conversation) throw missing();
      const found = await api.messages(id, query.after, query.limit + 1);
      const page = found.slice(0, query.limit);
      const last = page.at(-1);
      return { messages: page.map((line) => toStaffMessage(line, intents, conversation.seenCursor)), ...(found.length > page.length && last ? { next: last.message.seq } : {}) };
    },
  }),
  endpoint('GET', '/conversations/:id/brief', {
    id: 'getBrief',
    tag: TAG,
    summary: 'What is handed to whoever takes over; 404 while nobody was asked to',
    role: 'read',
    params: ID,
    answer: schemas.brief,
    async run(context, call) {
      const { brief } = await detailOf(context, call);
      if (!brief) throw new BatonError('not_found', 'This conversation has not been handed over since it was opened: there is no brief.');
      return brief;
    },
  }),
  endpoint('GET', '/conversations/:id/handovers', {
    id: 'listHandovers',
    tag: TAG,
    summary: 'All handovers of a conversation, oldest first',
    role: 'read',
    params: ID,
    answer: z.object({ handovers: z.array(schemas.handover) }),
    async run({ store }, { params }) {
      const id = params['id'] ?? '';
      if (!(await store.conversation(id))) throw missing();
      return { handovers: (await store.handovers(id)).map(toHandover) };
    },
  }),
  endpoint('GET', '/queue', {
    id: 'getQueue',
    tag: TAG,
    summary: 'Who waits for a person, in the order in which they should be taken, and how long each is likely to wait still',
    role: 'read',
    query: z.strictObject({ team: z.string().max(100).optional(), limit: limitOf(500, 100) }),
    answer: z.object({ waiting: z.array(z.object({ place: z.int().describe('Among those that were asked for, from 1'), handover: schemas.handover, conversation: schemas.conversation, expectedWait: schemas.expectedWait.optional() })), more: z.int() }),
    async run({ store, views, presence, waits, clock }, { query }) {
      const open = sortQueue((await store.openHandovers()).filter(({ team }) => query.team === undefined || team === query.team));
      const queue = presence ? inOrder(open, (await presence.snapshot()).waiting) : open;
      const first = queue.slice(0, query.limit);
      const conversations = (await Promise.all(first.map(({ conversationId }) => store.conversation(conversationId)))).filter((found) => found !== undefined);
      const summaries = new Map((await views.summaries(conversations)).map((summary) => [summary.id, summary]));
      const outlooks = await Promise.all(first.map((handover) => waits.outlook(handover, clock.now())));
      const waiting = first.flatMap((handover, i) => {
        const conversation = summaries.get(handover.conversationId);
        const expectedWait = outlooks[i]?.expected;
        return conversation ? [{ place: i + 1, handover: toHandover(handover), conversation, ...(expectedWait ? { expectedWait } : {}) }] : [];
      });
      return { waiting, more: queue.length - first.length };
    },
  }),
];

/** Handovers in the order of the queue. */
function inOrder(open: readonly Handover[], waiting: readonly { readonly conversationId: string }[]): Handover[] {
  const byConversation = new Map(open.map((handover) => [handover.conversationId, handover]));
  return waiting.flatMap(({ conversationId }) => byConversation.get(conversationId) ?? []);
}

function missing(): BatonError {
  return new BatonError('not_found', 'There is no such conversation.');
}

async function detailOf({ views }: ApiContext, { params, token }: ApiCall<unknown, unknown>) {
  return views.detail(params['id'] ?? '', token.staff ?? { id: `token:${token.id}`, name: token.name, role: token.role === 'lead' ? 'lead' : 'agent' });
}

function readCursor(cursor: string): { readonly createdAt: number; readonly id: string } {
  const found = /^(\d{1,15})\.([\w-]{1,100})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!found) throw new BatonError('invalid_input', 'The cursor cannot be read; begin again without one.');
  return { createdAt: Number(found[1]), id: found[2] ?? '' };
}

function toHandover({ id, conversationId, segment, reason, ruleId, words, priority, team, openedAt, dueAt, claimedAt, firstReplyAt, endedAt, outcome, escalatedAt }: Handover) {
  return { id, conversationId, segment, reason, ruleId, words, priority, team, openedAt, dueAt, claimedAt, firstReplyAt, endedAt, outcome, escalatedAt };
}
