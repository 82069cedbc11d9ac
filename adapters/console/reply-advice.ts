import { z } from 'zod';
import { adviseOnReply } from '#core/brief/advise-on-reply.ts';
import { MAX_MESSAGE_LENGTH } from '#core/protocol.ts';
import type { Route } from '#core/route.ts';
import { readJson } from '#adapters/shared/read-json.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff } from './sign-in.ts';

const reply = z.strictObject({ text: z.string().max(MAX_MESSAGE_LENGTH) });

/** Advice on a reply that is being written: what could be said better. Nothing is stored and nothing stopped. */
export function replyAdviceRoute(context: ConsoleContext): Route {
  return {
    method: 'POST',
    path: '/api/console/conversations/:id/check-reply',
    async handle(call) {
      const staff = await requireStaff(context, call);
      const { text } = await readJson(call.request, reply);
      const advice = await adviseOnReply(context, call.params['id'] ?? '', staff.name, text);
      return Response.json(advice, { headers: { 'Cache-Control': 'no-store' } });
    },
  };
}
