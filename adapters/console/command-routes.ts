import { z } from 'zod';
import type { Staff } from '#core/ports/access-store.ts';
import { CLOSE_REASONS } from '#core/protocol.ts';
import type { Route, RouteCall } from '#core/route.ts';
import { readJson } from '#adapters/shared/read-json.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff } from './sign-in.ts';

const nothing = z.strictObject({});
const words = z.strictObject({ text: z.string(), clientId: z.string().regex(/^[\w.:-]{8,100}$/, 'must be 8 to 100 letters, digits or any of _ . : -') });
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
  return [
    post('claim', async (id, staff, { request }) => {
      await readJson(request, nothing);
      await context.sink().claim(id, staff);
    }),
    post('reply', async (id, staff, { request }) => {
      const { text, clientId } = await readJson(request, words);
      await context.sink().reply(id, staff, text, clientId);
    }),
    post('note', async (id, staff, { request }) => {
      const { text, clientId } = await readJson(request, words);
      await context.sink().note(id, staff, text, clientId);
    }),
    post('hand-back', async (id, staff, { request }) => {
      await readJson(request, nothing);
      await context.sink().handBack(id, staff);
    }),
    post('close', async (id, staff, { request }) => {
      await context.sink().close(id, staff, (await readJson(request, reason)).reason);
    }),
    post('typing', async (id, staff, { request }) => {
      await readJson(request, nothing);
      const conversation = await context.store.conversation(id);
      if (conversation?.state === 'human' && conversation.agentId === staff.id) context.live.tellTyping(id, { who: 'agent', name: staff.name });
    }),
  ];
}
