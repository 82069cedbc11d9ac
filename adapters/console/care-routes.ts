import { z } from 'zod';
import type { CareDesk } from '#core/care/care-desk.ts';
import { BatonError } from '#core/errors.ts';
import type { Staff } from '#core/ports/access-store.ts';
import type { CareReportView, FollowUpsView, PerformanceView } from '#core/protocol.ts';
import type { Route, RouteCall } from '#core/route.ts';
import { readJson } from '#adapters/shared/read-json.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff } from './sign-in.ts';

/** Follow-ups that the page shows. */
const SHOWN = 200;
/** Days that the figures look back on. */
const DAYS = 30;
const FRESH = { headers: { 'Cache-Control': 'no-store' } };

/** What comes after conversations: calls to make, for everybody; satisfaction, churn and the work of each person, for leads. */
export function careRoutes(context: ConsoleContext, care: CareDesk): readonly Route[] {
  const step = (name: string, take: (id: string, staff: Staff, call: RouteCall) => Promise<unknown>): Route => ({
    method: 'POST',
    path: `/api/console/follow-ups/:id/${name}`,
    async handle(call) {
      const staff = await requireStaff(context, call);
      await take(call.params['id'] ?? '', staff, call);
      return new Response(null, { status: 204 });
    },
  });
  return [
    {
      method: 'GET',
      path: '/api/console/follow-ups',
      async handle(call) {
        const staff = await requireStaff(context, call);
        const state = call.url.searchParams.get('state') === 'done' ? 'done' : 'open';
        const view: FollowUpsView = { followUps: await care.view(await care.followUps.list(staff, state, SHOWN)) };
        return Response.json(view, FRESH);
      },
    },
    step('take', async (id, staff, { request }) => {
      await readJson(request, z.strictObject({}));
      await care.followUps.take(id, staff);
    }),
    step('done', async (id, staff, { request }) => care.followUps.finish(id, staff, (await readJson(request, z.strictObject({ result: z.string().max(2_000) }))).result)),
    step('not-reached', async (id, staff, { request }) => care.followUps.notReached(id, staff, (await readJson(request, z.strictObject({ note: z.string().max(2_000) }))).note)),
    {
      method: 'GET',
      path: '/api/console/performance',
      async handle(call) {
        const staff = await requireStaff(context, call);
        if (staff.role !== 'lead') throw new BatonError('forbidden', '只有主管能查看每位同事的工作。 · Only leads see the work of each person.');
        const view: PerformanceView = await care.performance(DAYS);
        return Response.json(view, FRESH);
      },
    },
    {
      method: 'GET',
      path: '/api/console/care',
      async handle(call) {
        const staff = await requireStaff(context, call);
        if (staff.role !== 'lead') throw new BatonError('forbidden', '只有主管能查看满意度和流失风险。 · Only leads see satisfaction and churn.');
        const view: CareReportView = await care.report(DAYS);
        return Response.json(view, FRESH);
      },
    },
  ];
}
