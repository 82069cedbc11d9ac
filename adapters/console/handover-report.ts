import { BatonError } from '#core/errors.ts';
import type { Route } from '#core/route.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff } from './sign-in.ts';

/** For leads: how often customers had to say again what the brief already had. */
export function handoverReportRoute(context: ConsoleContext, report: NonNullable<ConsoleContext['handoverReport']>): Route {
  return {
    method: 'GET',
    path: '/api/console/handover-report',
    async handle(call) {
      const staff = await requireStaff(context, call);
      if (staff.role !== 'lead') throw new BatonError('forbidden', '只有主管能看这个数字。 · Only leads can see this figure.');
      return Response.json(await report(), { headers: { 'Cache-Control': 'no-store' } });
    },
  };
}
