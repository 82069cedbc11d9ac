import { z } from 'zod';
import type { Staff } from '#core/ports/access-store.ts';
import type { Route, RouteCall } from '#core/route.ts';
import { readJson } from '#adapters/shared/read-json.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff } from './sign-in.ts';

const nothing = z.strictObject({});
const time = z.number().int().min(0);

/** What staff do about promises to reach a customer. */
export function callbackRoutes(context: ConsoleContext): readonly Route[] {
  const post = (step: string, run: (id: string, staff: Staff, call: RouteCall) => Promise<Response | void>): Route => ({
    method: 'POST',
    path: `/api/console/conversations/:id/${step}`,
    async handle(call) {
      const staff = await requireStaff(context, call);
      return (await run(call.params['id'] ?? '', staff, call)) ?? new Response(null, { status: 204 });
    },
  });
  return [
    post('callback-contact', async (id, staff, { request }) => {
      await readJson(request, nothing);
      return Response.json(await context.sink().callbackContact(id, staff), { headers: { 'Cache-Control': 'no-store' } });
    }),
    post('callback-done', async (id, staff, { request }) => {
      await readJson(request, nothing);
      await context.sink().callbackDone(id, staff);
    }),
    post('callback-missed', async (id, staff, { request }) => {
      const { at } = await readJson(request, z.strictObject({ at: time.optional() }));
      await context.sink().callbackMissed(id, staff, at);
    }),
    post('callback-moved', async (id, staff, { request }) => {
      const { at } = await readJson(request, z.strictObject({ at: time }));
      await context.sink().callbackMoved(id, staff, at);
    }),
  ];
}
