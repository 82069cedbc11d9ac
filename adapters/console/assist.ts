import { z } from 'zod';
import type { AssistDesk } from '#core/ports/assist-desk.ts';
import type { Route } from '#core/route.ts';
import { readJson } from '#adapters/shared/read-json.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff } from './sign-in.ts';

const NO_STORE = { headers: { 'Cache-Control': 'no-store' } };
const wanted = z.strictObject({ seq: z.number().int().positive() });

/** Help for whoever has a conversation: drafts, advice, similar cases, the mood. Nothing of it is sent. */
export function assistRoutes(context: ConsoleContext, assist: AssistDesk): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/console/conversations/:id/assist',
      async handle(call) {
        const staff = await requireStaff(context, call);
        const language = call.url.searchParams.get('language') === 'en' ? 'en' : 'zh';
        // A page asks a moment after the customer has written; closed meanwhile is no fault of the page's.
        if ((await context.store.conversation(call.params['id'] ?? ''))?.state === 'closed') return new Response(null, { status: 204, ...NO_STORE });
        return Response.json(await assist.assist(call.params['id'] ?? '', staff, language), NO_STORE);
      },
    },
    {
      method: 'POST',
      path: '/api/console/conversations/:id/assist/draft',
      async handle(call) {
        const staff = await requireStaff(context, call);
        const { seq } = await readJson(call.request, wanted);
        return Response.json(await assist.write(call.params['id'] ?? '', staff, seq), NO_STORE);
      },
    },
  ];
}
