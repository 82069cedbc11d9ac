import { z } from 'zod';
import { toCustomerState } from '#core/customer-view.ts';
import { BatonError } from '#core/errors.ts';
import type { CustomerSession } from '#core/ports/access-store.ts';
import type { SessionOpened } from '#core/protocol.ts';
import type { Route, RouteCall } from '#core/route.ts';
import { readJson } from '#adapters/shared/read-json.ts';
import { requireSameOrigin } from '#adapters/shared/same-origin.ts';
import { createToken, hashToken } from '#adapters/shared/tokens.ts';
import { WEB, type WebContext } from './server.ts';
import { readStanding } from './standing.ts';

const DAY_MS = 24 * 3600_000;
const SESSION_MS = 90 * DAY_MS;

const body = z.strictObject({
  language: z.enum(['zh', 'en']),
  token: z.string().max(200).optional(),
  identity: z.string().max(4_000).optional(),
});

/** Opens a session, or goes on with the one of this browser. A visitor whose identity is stated gets the conversation of that customer and no other. */
export function sessionRoute(context: WebContext): Route {
  return {
    method: 'POST',
    path: '/api/web/session',
    async handle({ request, url, ip }) {
      requireSameOrigin(request, url);
      const asked = await readJson(request, body);
      const customerId = asked.identity === undefined ? undefined : await context.identity.read(asked.identity);
      const now = context.clock.now();
      const earlier = asked.token === undefined ? undefined : await context.access.session(hashToken(asked.token), now);
      // A session belongs to one person: anonymous stays anonymous, and another identity never inherits it.
      if (asked.token !== undefined && earlier && earlier.customerId === customerId) {
        return Response.json(await describe(context, asked.token, earlier, true));
      }
      await context.limits.newSession(ip);
      const token = createToken();
      const session: CustomerSession = {
        address: customerId === undefined ? `v-${crypto.randomUUID()}` : `c-${customerId}`,
        customerId,
        customerName: '',
        language: asked.language,
        expiresAt: now + SESSION_MS,
      };
      await context.access.openSession(hashToken(token), session);
      return Response.json(await describe(context, token, session, false), { headers: { 'Cache-Control': 'no-store' } });
    },
  };
}

async function describe(context: WebContext, token: string, session: CustomerSession, resumed: boolean): Promise<SessionOpened> {
  const conversation = await context.store.conversationAt(WEB, session.address);
  const { open, line } = await readStanding(context, conversation);
  return {
    token,
    resumed,
    company: context.company,
    timeZone: context.policy().timeZone,
    ...(conversation?.customerName ? { customerName: conversation.customerName } : {}),
    state: toCustomerState(conversation, open, context.policy(), context.clock.now(), line),
  };
}

/** The session of a request. Throws `unauthorized` when there is none or it has expired, `forbidden` for another origin. */
export async function requireSession(context: WebContext, { request, url }: RouteCall): Promise<CustomerSession> {
  requireSameOrigin(request, url);
  const [, token] = /^Bearer ([\w-]{20,200})$/.exec(request.headers.get('authorization') ?? '') ?? [];
  const session = token === undefined ? undefined : await context.access.session(hashToken(token), context.clock.now());
  if (!session) throw new BatonError('unauthorized', 'This session is unknown or has expired. Open a new one at /api/web/session.');
  return session;
}
