import { z } from 'zod';
import { caseCommandSchema, caseFactsSchema } from '#core/cases/command-schema.ts';
import { csvAnswer } from '#core/cases/csv-answer.ts';
import { CASE_STATES } from '#core/cases/case.ts';
import type { CaseDesk } from '#core/ports/case-desk.ts';
import type { Staff } from '#core/ports/access-store.ts';
import type { Route, RouteCall } from '#core/route.ts';
import { readJson } from '#adapters/shared/read-json.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff } from './sign-in.ts';

const DAY_MS = 24 * 3600_000;
const PAGE = 50;
const LONGEST_DAYS = 800;
const clientId = z.string().regex(/^[\w.:-]{8,100}$/, 'must be 8 to 100 letters, digits or any of _ . : -');
const opening = z.strictObject({ facts: caseFactsSchema, clientId });
const step = z.strictObject({ command: caseCommandSchema, version: z.int().min(1), clientId });
const filters = z.enum(['mine', 'open', 'late', 'approval', 'all']);
const NOT_CLOSED = CASE_STATES.filter((state) => state !== 'closed');

/** Cases: the one of a conversation, all of them in a list, the tasks that are the reader's, and for leads what they came from. */
export function caseRoutes(context: ConsoleContext, cases: CaseDesk): readonly Route[] {
  const get = (path: string, read: (staff: Staff, call: RouteCall) => Promise<unknown>): Route => ({
    method: 'GET',
    path: `/api/console/${path}`,
    handle: async (call) => Response.json(await read(await requireStaff(context, call), call), { headers: { 'Cache-Control': 'no-store' } }),
  });
  return [
    get('conversations/:id/case', async (staff, { params }) => (await cases.ofConversation(params['id'] ?? '', staff)) ?? null),
    get('cases', (staff, { url }) => {
      const cursor = url.searchParams.get('cursor') ?? undefined;
      switch (filters.catch('open').parse(url.searchParams.get('filter'))) {
        case 'mine':
          return cases.list({ states: NOT_CLOSED, ownerId: staff.id, cursor, limit: PAGE });
        case 'open':
          return cases.list({ states: NOT_CLOSED, cursor, limit: PAGE });
        case 'late':
          return cases.list({ isLate: true, cursor, limit: PAGE });
        case 'approval':
          return cases.list({ awaitsApproval: true, cursor, limit: PAGE });
        case 'all':
          return cases.list({ cursor, limit: PAGE });
      }
    }),
    get('tasks', (staff, { url }) => cases.tasks({ mine: staff, cursor: url.searchParams.get('cursor') ?? undefined, limit: PAGE })),
    get('case-report', (staff, { url }) => {
      const to = context.clock.now() + 1;
      return cases.report(staff, to - daysOf(url) * DAY_MS, to);
    }),
    {
      method: 'GET',
      path: '/api/console/cases.csv',
      async handle(call) {
        const staff = await requireStaff(context, call);
        const to = context.clock.now() + 1;
        return csvAnswer(cases, staff, to - daysOf(call.url) * DAY_MS, to);
      },
    },
    {
      method: 'POST',
      path: '/api/console/conversations/:id/case',
      async handle(call) {
        const staff = await requireStaff(context, call);
        const { facts, clientId: id } = await readJson(call.request, opening);
        return Response.json(await cases.open(call.params['id'] ?? '', staff, facts, id));
      },
    },
    {
      method: 'POST',
      path: '/api/console/cases/:id/command',
      async handle(call) {
        const staff = await requireStaff(context, call);
        const { command, version, clientId: id } = await readJson(call.request, step);
        return Response.json(await cases.command(call.params['id'] ?? '', staff, command, version, id));
      },
    },
  ];
}

function daysOf(url: URL): number {
  const days = Number(url.searchParams.get('days') ?? 30);
  return Number.isInteger(days) && days >= 1 && days <= LONGEST_DAYS ? days : 30;
}
