import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import { countUnhelpful, type JudgedGroup } from '#core/gap.ts';
import type { GapDraftView, GapGroupView, GapsView } from '#core/protocol.ts';
import type { Route, RouteCall } from '#core/route.ts';
import { readJson } from '#adapters/shared/read-json.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff } from './sign-in.ts';

/** Groups that the page shows. */
const SHOWN = 30;

/** For leads: what customers asked in vain, and what can be done about it. */
export function gapRoutes(context: ConsoleContext): readonly Route[] {
  const { gaps } = context;
  return [
    {
      method: 'GET',
      path: '/api/console/gaps',
      async handle(call) {
        await requireLead(context, call);
        const { groups, more, hidden } = await gaps.review({ limit: SHOWN });
        const view: GapsView = { groups: groups.map(toView), more, resolved: hidden.resolved };
        return Response.json(view, { headers: { 'Cache-Control': 'no-store' } });
      },
    },
    {
      method: 'POST',
      path: '/api/console/gaps/:id/draft',
      async handle(call) {
        await requireLead(context, call);
        await readJson(call.request, z.strictObject({}));
        const { document, agentName } = await gaps.draft(call.params['id'] ?? '', {});
        const view: GapDraftView = { id: document.id, language: document.language, title: document.title, body: document.body, ...(agentName === undefined ? {} : { agentName }) };
        return Response.json(view);
      },
    },
    {
      method: 'POST',
      path: '/api/console/gaps/:id/dismiss',
      async handle(call) {
        await requireLead(context, call);
        await readJson(call.request, z.strictObject({}));
        await gaps.dismiss(call.params['id'] ?? '', true);
        return new Response(null, { status: 204 });
      },
    },
  ];
}

async function requireLead(context: ConsoleContext, call: RouteCall): Promise<void> {
  const staff = await requireStaff(context, call);
  if (staff.role !== 'lead') throw new BatonError('forbidden', '只有主管能查看未答上的问题。 · Only leads see unanswered questions.');
}

function toView({ id, count, firstAt, lastAt, gaps, examples, nearest, draft }: JudgedGroup): GapGroupView {
  return {
    id,
    count,
    firstAt,
    lastAt,
    unhelpful: countUnhelpful({ gaps, count }),
    examples,
    ...(nearest === undefined ? {} : { nearest }),
    ...(draft === undefined ? {} : { draft }),
  };
}
