import { z } from 'zod';
import type { ArticleChoice, ColleaguesView } from '#core/protocol.ts';
import type { Route } from '#core/route.ts';
import { readJson } from '#adapters/shared/read-json.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff } from './sign-in.ts';

/** Everybody, with how they are there where they say so; what they have in hand is for leads. */
async function people({ access, presence }: ConsoleContext, isLead: boolean): Promise<ColleaguesView['people']> {
  if (!presence) return (await access.staff()).map(({ id, name, role }) => ({ id, name, role }));
  return (await presence.people()).map(({ id, name, role, usesPresence, presence: how, load, capacity, teams }) => ({
    id,
    name,
    role,
    ...(usesPresence ? { presence: how } : {}),
    ...(isLead ? { load, capacity, teams } : {}),
  }));
}

/** To whom a conversation can be passed, what the bot can go on with, and removing a colleague. */
export function colleagueRoutes(context: ConsoleContext): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/console/colleagues',
      async handle(call) {
        const { role: reader } = await requireStaff(context, call);
        const view: ColleaguesView = {
          people: await people(context, reader === 'lead'),
          teams: Object.entries(context.teams()).map(([id, { name }]) => ({ id, name })),
        };
        return Response.json(view, { headers: { 'Cache-Control': 'no-store' } });
      },
    },
    {
      method: 'GET',
      path: '/api/console/articles',
      async handle(call) {
        await requireStaff(context, call);
        const choices: readonly ArticleChoice[] = (await context.knowledge.articles('customer')).map(({ id, language, title }) => ({ id, language, title }));
        return Response.json(choices, { headers: { 'Cache-Control': 'no-store' } });
      },
    },
    {
      method: 'POST',
      path: '/api/console/staff/:id/remove',
      async handle(call) {
        const staff = await requireStaff(context, call);
        await readJson(call.request, z.strictObject({}));
        const id = call.params['id'] ?? '';
        const requeued = await context.sink().removeColleague(staff, id);
        context.departures.tell(id);
        return Response.json({ requeued });
      },
    },
  ];
}
