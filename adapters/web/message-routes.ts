import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import type { CustomerSession } from '#core/ports/access-store.ts';
import { MOST_FILES } from '#core/ports/file-store.ts';
import { BRIEF_POINTS } from '#core/protocol.ts';
import type { Route, RouteCall } from '#core/route.ts';
import { readJson } from '#adapters/shared/read-json.ts';
import { WEB, type WebContext } from './server.ts';
import { requireSession } from './session.ts';

/** Ids are made by pages; these characters are the same in every database. */
const pageId = z.string().regex(/^[\w.:-]{8,100}$/, 'must be 8 to 100 letters, digits or any of _ . : -');
const message = z.strictObject({ clientId: pageId, text: z.string(), language: z.enum(['zh', 'en']), files: z.array(z.string().max(100)).max(MOST_FILES).optional() });
const saw = z.strictObject({ cursor: z.number().int().min(1).max(2 ** 31 - 1) });
const rating = z.strictObject({ score: z.number().int().min(1).max(5), comment: z.string().max(4_000).optional(), reasons: z.array(z.string().max(100)).max(20).optional() });
const passedOn = z.union([
  z.strictObject({ isRight: z.literal(true) }),
  z.strictObject({ corrections: z.array(z.strictObject({ point: z.enum(BRIEF_POINTS), text: z.string().max(2_000) })).min(1).max(20) }),
]);
const nothing = z.strictObject({});
const language = z.enum(['zh', 'en']);
const callback = z.strictObject({ way: z.enum(['phone', 'email', 'chat']), contact: z.string().max(400), wishedAt: z.number().int().optional(), consent: z.literal(true), language });

/** Separates the visitor from the page's own id: client ids of two visitors never meet. */
const externalIdOf = (session: CustomerSession, clientId: string): string => `${session.address} ${clientId}`;

/** The page's own id of a message, from the id under which it was accepted. */
export function clientIdOf(externalId: string | undefined): string | undefined {
  return externalId?.slice(externalId.indexOf(' ') + 1);
}

/** What a customer's page can send. */
export function messageRoutes(context: WebContext): readonly Route[] {
  const post = (path: string, handle: (call: RouteCall, session: CustomerSession) => Promise<Response>): Route => ({
    method: 'POST',
    path,
    handle: async (call) => handle(call, await requireSession(context, call)),
  });
  const done = (): Response => new Response(null, { status: 204 });
  const conversationOf = async (session: CustomerSession): Promise<string> => {
    const conversation = await context.store.conversationAt(WEB, session.address);
    if (!conversation) throw new BatonError('not_allowed_now', 'Nothing has been said yet.');
    return conversation.id;
  };
  return [
    post('/api/web/messages', async ({ request }, session) => {
      await context.limits.message(session.address);
      const { clientId, text, language, files = [] } = await readJson(request, message);
      const carried = files.length > 0 ? await context.files?.refs(context.store.idOf(WEB, session.address), files) : undefined;
      const accepted = await context.sink().accept({
        channel: WEB,
        address: session.address,
        externalId: externalIdOf(session, clientId),
        text,
        language,
        ...(carried ? { files: carried } : {}),
        ...(session.customerId === undefined ? {} : { customerId: session.customerId }),
      });
      return Response.json(accepted, { status: 202 });
    }),
    post('/api/web/seen', async ({ request }, session) => {
      await context.limits.command(session.address);
      const { cursor } = await readJson(request, saw);
      await context.store.seen(context.store.idOf(WEB, session.address), cursor);
      return done();
    }),
    post('/api/web/typing', async ({ request }, session) => {
      await context.limits.command(session.address);
      await readJson(request, nothing);
      context.live.tellTyping(context.store.idOf(WEB, session.address), { who: 'customer' });
      return done();
    }),
    post('/api/web/end', async ({ request }, session) => {
      await context.limits.command(session.address);
      await readJson(request, nothing);
      await context.customers.end(await conversationOf(session));
      return done();
    }),
    post('/api/web/brief', async ({ request }, session) => {
      await context.limits.command(session.address);
      const check = await readJson(request, passedOn);
      await context.customers.checkPassedOn(await conversationOf(session), check);
      return done();
    }),
    post('/api/web/callback', async ({ request }, session) => {
      await context.limits.command(session.address);
      const { way, contact, wishedAt, language: own } = await readJson(request, callback);
      await context.customers.askCallback(await conversationOf(session), { way, contact, ...(wishedAt === undefined ? {} : { wish: { from: wishedAt } }) }, own);
      return done();
    }),
    post('/api/web/callback/cancel', async ({ request }, session) => {
      await context.limits.command(session.address);
      const { language: own } = await readJson(request, z.strictObject({ language }));
      await context.customers.cancelCallback(await conversationOf(session), own);
      return done();
    }),
    post('/api/web/rating', async ({ request }, session) => {
      await context.limits.command(session.address);
      const { score, comment, reasons } = await readJson(request, rating);
      await context.customers.rate(await conversationOf(session), score, comment, reasons);
      return done();
    }),
  ];
}
