import { z } from 'zod';
import type { Route } from '#core/route.ts';
import type { PresenceDesk } from '#core/routing/presence-desk.ts';
import { readJson } from '#adapters/shared/read-json.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff } from './sign-in.ts';

const NO_STORE = { headers: { 'Cache-Control': 'no-store' } };
const wanted = z.strictObject({ presence: z.enum(['available', 'busy', 'away']) });

/** How the reader is there, and saying so. */
export function presenceRoutes(context: ConsoleContext, desk: PresenceDesk): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/console/presence',
      async handle(call) {
        const staff = await requireStaff(context, call);
        return Response.json(await desk.own(staff.id), NO_STORE);
      },
    },
    {
      method: 'POST',
      path: '/api/console/presence',
      async handle(call) {
        const staff = await requireStaff(context, call);
        const { presence } = await readJson(call.request, wanted);
        return Response.json(await desk.choose(staff.id, presence), NO_STORE);
      },
    },
  ];
}
