import { z } from 'zod';
import { showTyping } from '#core/desk/show-typing.ts';
import type { Staff } from '#core/ports/access-store.ts';
import type { WithWords } from '#core/ports/desk.ts';
import { MOST_FILES } from '#core/ports/file-store.ts';
import { CLOSE_REASONS } from '#core/protocol.ts';
import type { Route, RouteCall } from '#core/route.ts';
import { readJson } from '#adapters/shared/read-json.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff } from './sign-in.ts';

const nothing = z.strictObject({});
const clientId = z.string().regex(/^[\w.:-]{8,100}$/, 'must be 8 to 100 letters, digits or any of _ . : -');
const id = z.string().min(1).max(100);
const words = z.strictObject({ text: z.string(), clientId, files: z.array(id).max(MOST_FILES).optional() });
const edited = z.strictObject({ messageId: id, text: z.string(), clientId });
const takenBack = z.strictObject({ messageId: id, clientId });
const advice = z.strictObject({ agentId: id, text: z.string(), clientId });
const passOn = z.union([z.strictObject({ agentId: id }), z.strictObject({ team: id })]);
const handBack = z.strictObject({
  text: z.string().optional(),
  resume: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('article'), articleId: id }), z.strictObject({ kind: z.literal('question'), text: z.string() })]).optional(),
  clientId: clientId.optional(),
});
const reason = z.strictObject({ reason: z.enum(CLOSE_REASONS as [(typeof CLOSE_REASONS)[number], ...typeof CLOSE_REASONS]) });

/** What staff can do with a conversation. */
export function commandRoutes(context: ConsoleContext): readonly Route[] {
  const post = (command: string, run: (id: string, staff: Staff, call: RouteCall) => Promise<void>): Route => ({
    method: 'POST',
    path: `/api/console/conversations/:id/${command}`,
    async handle(call) {
      const staff = await requireStaff(context, call);
      await run(call.params['id'] ?? '', staff, call);
      return new Response(null, { status: 204 });
    },
  });
  /** A step that needs nothing but who takes it. */
  const step = (command: string, name: 'claim' | 'takeOver' | 'accept' | 'decline' | 'release' | 'join' | 'leave' | 'awaitCustomer'): Route =>
    post(command, async (conversationId, staff, { request }) => {
      await readJson(request, nothing);
      await context.sink()[name](conversationId, staff);
    });
  /** What goes with words, where something does. */
  const carried = async (conversationId: string, ids: readonly string[] = []): Promise<[] | [WithWords]> => {
    const files = ids.length > 0 ? await context.files?.refs(conversationId, ids) : undefined;
    return files ? [{ files }] : [];
  };
  return [
    step('claim', 'claim'),
    step('take-over', 'takeOver'),
    step('accept', 'accept'),
    step('decline', 'decline'),
    step('release', 'release'),
    step('join', 'join'),
    step('leave', 'leave'),
    step('await-customer', 'awaitCustomer'),
    post('transfer', async (conversationId, staff, { request }) => {
      await context.sink().transfer(conversationId, staff, await readJson(request, passOn));
    }),
    post('reply', async (conversationId, staff, { request }) => {
      const said = await readJson(request, words);
      await context.sink().reply(conversationId, staff, said.text, said.clientId, ...(await carried(conversationId, said.files)));
    }),
    post('note', async (conversationId, staff, { request }) => {
      const said = await readJson(request, words);
      await context.sink().note(conversationId, staff, said.text, said.clientId, ...(await carried(conversationId, said.files)));
    }),
    post('edit', async (conversationId, staff, { request }) => {
      const { messageId, text, clientId: command } = await readJson(request, edited);
      await context.sink().edit(conversationId, staff, messageId, text, command);
    }),
    post('retract', async (conversationId, staff, { request }) => {
      const { messageId, clientId: command } = await readJson(request, takenBack);
      await context.sink().retract(conversationId, staff, messageId, command);
    }),
    post('ask', async (conversationId, staff, { request }) => {
      const asked = await readJson(request, advice);
      await context.sink().ask(conversationId, staff, asked.agentId, asked.text, asked.clientId);
    }),
    post('hand-back', async (conversationId, staff, { request }) => {
      const { text, resume, clientId: command } = await readJson(request, handBack);
      await context.sink().handBack(conversationId, staff, { ...(text === undefined ? {} : { text }), ...(resume === undefined ? {} : { resume }) }, command);
    }),
    post('close', async (conversationId, staff, { request }) => {
      await context.sink().close(conversationId, staff, (await readJson(request, reason)).reason);
    }),
    post('typing', async (conversationId, staff, { request }) => {
      await readJson(request, nothing);
      await showTyping(context, conversationId, staff);
    }),
  ];
}
