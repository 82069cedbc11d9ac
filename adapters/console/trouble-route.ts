import type { Route } from '#core/route.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff } from './sign-in.ts';

/** What is wrong outside of Baton, for leads; everybody else reads that nothing is. */
export function troubleRoute(context: ConsoleContext, troubles: NonNullable<ConsoleContext['troubles']>): Route {
  return {
    method: 'GET',
    path: '/api/console/troubles',
    async handle(call) {
      const { role } = await requireStaff(context, call);
      return Response.json({ troubles: role === 'lead' ? troubles() : [] }, { headers: { 'Cache-Control': 'no-store' } });
    },
  };
}
