import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import type { IntentChoice } from '#core/protocol.ts';
import type { Route } from '#core/route.ts';
import { readJson } from '#adapters/shared/read-json.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff } from './sign-in.ts';

const correction = z.strictObject({ seq: z.number().int().positive(), intent: z.string().min(1).max(100) });

/** So far back messages can be set right. */
const LOOKED_AT = 2_000;

/** What messages can mean, and setting right what one was taken for. */
export function understandingRoutes(context: ConsoleContext): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/console/intents',
      async handle(call) {
        await requireStaff(context, call);
        const choices = [...context.intents.values()].map(({ id, name }): IntentChoice => ({ id, name }));
        return Response.json(choices);
      },
    },
    {
      method: 'POST',
      path: '/api/console/conversations/:id/correct',
      async handle(call) {
        await requireStaff(context, call);
        const { seq, intent } = await readJson(call.request, correction);
        const transcript = await context.store.transcript(call.params['id'] ?? '', LOOKED_AT);
        const found = transcript.find(({ message }) => message.seq === seq && message.author === 'customer');
        if (!found) throw new BatonError('not_found', 'There is no such message of a customer in this conversation.');
        await context.corrections.add(found.message.text, intent);
        return new Response(null, { status: 204 });
      },
    },
  ];
}
