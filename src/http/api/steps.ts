import { z } from 'zod';
import { showTyping } from '#core/desk/show-typing.ts';
import { BatonError } from '#core/errors.ts';
import type { WithWords } from '#core/ports/desk.ts';
import { MOST_FILES } from '#core/ports/file-store.ts';
import { MAX_MESSAGE_LENGTH } from '#core/protocol.ts';
import { type ApiContext, type Endpoint, endpoint } from './endpoint.ts';
import { closeReason } from './schemas.ts';

const TAG = 'Steps';
const nothing = z.strictObject({});
const id = z.string().min(1).max(100);
const text = z.string().min(1).max(MAX_MESSAGE_LENGTH);
const base = { tag: TAG, role: 'agent', acts: true, key: 'optional', params: { id: 'Id of the conversation' } } as const;

const words = z.strictObject({ text: z.string().max(MAX_MESSAGE_LENGTH).describe('May be empty with files'), files: z.array(id).max(MOST_FILES).optional().describe('Ids of files that were left before') });

type Step = 'claim' | 'takeOver' | 'accept' | 'decline' | 'release' | 'join' | 'leave' | 'awaitCustomer';

/** A step that needs nothing but who takes it. */
function step(path: string, name: Step, summary: string): Endpoint {
  return endpoint('POST', `/conversations/:id/${path}`, {
    ...base,
    id: name,
    summary,
    body: nothing,
    run: async ({ sink }, { params, agent, key }) => sink()[name](params['id'] ?? '', await agent(), key),
  });
}

/** What goes with words. */
async function carried({ files }: ApiContext, params: Readonly<Record<string, string>>, ids: readonly string[] = []): Promise<WithWords | undefined> {
  return ids.length > 0 ? { files: await files.refs(params['id'] ?? '', ids) } : undefined;
}

/** What staff do with a conversation. */
export const STEPS: readonly Endpoint[] = [
  step('claim', 'claim', 'Take a conversation that waits or that the bot has; 409 when a colleague was first'),
  step('take-over', 'takeOver', 'As a lead, take it from the colleague who has it'),
  step('accept', 'accept', 'Accept a conversation that a colleague offers'),
  step('decline', 'decline', 'Decline it, or take your own offer back'),
  step('release', 'release', "Put it into its team's queue again"),
  step('join', 'join', 'As a lead, write beside its owner'),
  step('leave', 'leave', 'As a lead, write beside its owner no longer'),
  step('await-customer', 'awaitCustomer', 'The customer must answer first: the clock of the solution stands still until then'),
  endpoint('POST', '/conversations/:id/transfer', {
    ...base,
    id: 'transfer',
    summary: "Offer it to a colleague, who must accept, or put it into a team's queue",
    body: z.union([z.strictObject({ agentId: id }), z.strictObject({ team: id })]),
    run: async ({ sink }, { params, agent, key, body }) => sink().transfer(params['id'] ?? '', await agent(), body, key),
  }),
  endpoint('POST', '/conversations/:id/reply', {
    ...base,
    id: 'reply',
    key: 'required',
    summary: 'Say something to the customer: the owner, or a lead who has joined',
    body: words,
    run: async (context, { params, agent, key, body }) => context.sink().reply(params['id'] ?? '', await agent(), body.text, key ?? '', await carried(context, params, body.files)),
  }),
  endpoint('POST', '/conversations/:id/note', {
    ...base,
    id: 'note',
    key: 'required',
    summary: 'Write a note that the customer never sees',
    body: words,
    run: async (context, { params, agent, key, body }) => context.sink().note(params['id'] ?? '', await agent(), body.text, key ?? '', await carried(context, params, body.files)),
  }),
  endpoint('POST', '/conversations/:id/edit', {
    ...base,
    id: 'edit',
    key: 'required',
    summary: 'Change what staff wrote; the customer sees the new words. Its author, the owner or a lead',
    body: z.strictObject({ messageId: id, text }),
    run: async ({ sink }, { params, agent, key, body }) => sink().edit(params['id'] ?? '', await agent(), body.messageId, body.text, key ?? ''),
  }),
  endpoint('POST', '/conversations/:id/retract', {
    ...base,
    id: 'retract',
    key: 'required',
    summary: 'Take back what staff wrote; the same people may',
    body: z.strictObject({ messageId: id }),
    run: async ({ sink }, { params, agent, key, body }) => sink().retract(params['id'] ?? '', await agent(), body.messageId, key ?? ''),
  }),
  endpoint('POST', '/conversations/:id/ask', {
    ...base,
    id: 'ask',
    key: 'required',
    summary: 'Ask a colleague for advice, in a note',
    body: z.strictObject({ agentId: id, text }),
    run: async ({ sink }, { params, agent, key, body }) => sink().ask(params['id'] ?? '', await agent(), body.agentId, body.text, key ?? ''),
  }),
  endpoint('POST', '/conversations/:id/hand-back', {
    ...base,
    id: 'handBack',
    summary: 'Give it back to the bot, with closing words and what to go on with',
    body: z.strictObject({
      text: text.optional(),
      resume: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('article'), articleId: id }), z.strictObject({ kind: z.literal('question'), text })]).optional(),
    }),
    run: async ({ sink }, { params, agent, key, body }) =>
      sink().handBack(params['id'] ?? '', await agent(), { ...(body.text === undefined ? {} : { text: body.text }), ...(body.resume === undefined ? {} : { resume: body.resume }) }, key),
  }),
  endpoint('POST', '/conversations/:id/close', {
    ...base,
    id: 'close',
    summary: 'End it with a reason',
    body: z.strictObject({ reason: closeReason }),
    run: async ({ sink }, { params, agent, key, body }) => sink().close(params['id'] ?? '', await agent(), body.reason, key),
  }),
  endpoint('POST', '/conversations/:id/typing', {
    ...base,
    id: 'showTyping',
    key: undefined,
    summary: 'Let the customer see for some seconds that you are writing; say it again while you are',
    body: nothing,
    run: async ({ store, live }, { params, agent }) => showTyping({ store, live }, params['id'] ?? '', await agent()),
  }),
  endpoint('POST', '/conversations/:id/correct', {
    ...base,
    id: 'correctIntent',
    key: undefined,
    summary: 'Set right what a message of the customer was taken for; Baton learns from it',
    body: z.strictObject({ seq: z.int().min(1), intent: id }),
    async run({ api, corrections }, { params, body }) {
      const [found] = await api.messages(params['id'] ?? '', body.seq - 1, 1);
      if (found?.message.seq !== body.seq || found.message.author !== 'customer') throw new BatonError('not_found', 'There is no such message of a customer in this conversation.');
      await corrections.add(found.message.text, body.intent);
    },
  }),
];
