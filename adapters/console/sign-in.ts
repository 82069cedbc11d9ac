import { z } from 'zod';
import type { AccessStore, Staff } from '#core/ports/access-store.ts';
import { BatonError } from '#core/errors.ts';
import type { StaffRole, StaffView } from '#core/protocol.ts';
import type { Route, RouteCall } from '#core/route.ts';
import { cleanStaffName } from '#core/staff-name.ts';
import { readJson } from '#adapters/shared/read-json.ts';
import { requireSameOrigin } from '#adapters/shared/same-origin.ts';
import { createToken, hashToken } from '#adapters/shared/tokens.ts';
import type { ConsoleContext } from './server.ts';

const COOKIE = 'baton_staff';
const HOUR_MS = 3600_000;
const SIGN_IN_MS = 24 * HOUR_MS;
const SESSION_MS = 7 * 24 * HOUR_MS;

/** A link with which this person can sign in once, within a day. The token stands behind `#`, so it never reaches a server's log. */
export async function createSignInLink(access: AccessStore, staff: Staff, publicUrl: string, now: number): Promise<string> {
  const token = createToken();
  await access.addSignIn(hashToken(token), staff.id, now + SIGN_IN_MS);
  return `${publicUrl}/console/#sign-in=${token}`;
}

/** Adds a person of the staff and answers with the first sign-in link. Throws `invalid_input` for an empty or very long name. */
export async function invite(access: AccessStore, name: string, role: StaffRole, publicUrl: string, now: number): Promise<string> {
  return createSignInLink(access, await access.addStaff(cleanStaffName(name), role, now), publicUrl, now);
}

/** Who asks. Throws `unauthorized` without a valid cookie and `forbidden` for another origin. */
export async function requireStaff({ access, clock }: ConsoleContext, { request, url }: RouteCall): Promise<Staff> {
  requireSameOrigin(request, url);
  const token = readCookie(request);
  const staff = token === undefined ? undefined : await access.staffSession(hashToken(token), clock.now());
  if (!staff) throw new BatonError('unauthorized', 'Please sign in with a link from your lead.');
  return staff;
}

/** What is stored of the token that a request carries; empty without one. */
export function sessionOf({ request }: RouteCall): string {
  return hashToken(readCookie(request) ?? '');
}

/** Signing in and out, who I am, and inviting colleagues. */
export function signInRoutes(context: ConsoleContext): readonly Route[] {
  const { access, clock } = context;
  return [
    {
      method: 'POST',
      path: '/api/console/sign-in',
      async handle({ request, url }) {
        requireSameOrigin(request, url);
        const { token } = await readJson(request, z.strictObject({ token: z.string().max(200) }));
        const staff = await access.useSignIn(hashToken(token), clock.now());
        if (!staff) throw new BatonError('unauthorized', 'This link has been used or has expired. Ask your lead for a new one, or run: npm run -s baton -- invite NAME');
        const session = createToken();
        await access.openStaffSession(hashToken(session), staff.id, clock.now() + SESSION_MS);
        return done({ 'Set-Cookie': cookie(session, SESSION_MS / 1000, url) });
      },
    },
    {
      method: 'POST',
      path: '/api/console/sign-out',
      async handle(call) {
        requireSameOrigin(call.request, call.url);
        const token = readCookie(call.request);
        if (token !== undefined) {
          await access.closeStaffSession(hashToken(token));
          context.departures.tell(hashToken(token));
        }
        return done({ 'Set-Cookie': cookie('', 0, call.url) });
      },
    },
    {
      method: 'GET',
      path: '/api/console/me',
      async handle(call) {
        const { id, name, role } = await requireStaff(context, call);
        const view: StaffView = { id, name, role, company: context.company, ...(context.troubles && role === 'lead' ? { hasOutside: true } : {}) };
        return Response.json(view, { headers: { 'Cache-Control': 'no-store' } });
      },
    },
    {
      method: 'POST',
      path: '/api/console/me',
      async handle(call) {
        const staff = await requireStaff(context, call);
        const { name } = await readJson(call.request, z.strictObject({ name: z.string() }));
        await access.renameStaff(staff.id, cleanStaffName(name));
        return done({});
      },
    },
    {
      method: 'POST',
      path: '/api/console/staff',
      async handle(call) {
        const staff = await requireStaff(context, call);
        if (staff.role !== 'lead') throw new BatonError('forbidden', 'Only leads can invite colleagues.');
        const { name, role } = await readJson(call.request, z.strictObject({ name: z.string(), role: z.enum(['agent', 'lead']) }));
        return Response.json({ link: await invite(access, name, role, context.publicUrl(), clock.now()) });
      },
    },
  ];
}

function done(headers: Record<string, string>): Response {
  return new Response(null, { status: 204, headers });
}

function cookie(value: string, maxAgeSeconds: number, url: URL): string {
  return `${COOKIE}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${url.protocol === 'https:' ? '; Secure' : ''}`;
}

function readCookie(request: Request): string | undefined {
  return new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]{20,200})`).exec(request.headers.get('cookie') ?? '')?.[1];
}
