import { BatonError } from '#core/errors.ts';
import type { Route } from '#core/route.ts';
import { createBot } from './bot/src/create-bot.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import { decode, readBody } from './read-body.ts';
import { isSame, pathKey } from './signature.ts';

/** What the bot is served with. */
export type DevBotOptions = { readonly secret: string; readonly botId: string; readonly receive: (envelope: Envelope) => Promise<void> };

/**
 * The same bot served by Baton itself, as a dev bot of Botpress (`createBot({ dev: true, url })`). Its protocol is not
 * signed: the path carries a key made from the secret, the bot must be ours, and its configuration has the secret.
 */
export function createDevBot({ secret, botId, receive }: DevBotOptions): Route {
  return {
    method: 'POST',
    path: '/botpress/bot/:key',
    async handle({ request, url, params }) {
      const headers = Object.fromEntries(request.headers);
      if (!isSame(params['key'] ?? '', pathKey(secret)) || !isSame(headers['x-bot-id'] ?? '', botId)) throw new BatonError('unauthorized', 'This is not the bot of Baton.');
      const body = decode(await readBody(request));
      // The SDK answers 400 to whatever its handlers throw; what may pass must say so.
      let failure: unknown;
      const bot = createBot(async (event, configuration) => {
        try {
          const given = configuration['secret'];
          if (!isSame(typeof given === 'string' ? given : '', secret)) throw new BatonError('unauthorized', 'The shared secret of the bot is not the one of Baton.');
          await receive(readEnvelope(event));
        } catch (error) {
          failure = error;
        }
      });
      const answer = await bot.handler({ body, path: '/', query: url.search.slice(1), method: 'POST', headers });
      if (failure !== undefined) throw failure;
      return new Response(answer?.body ?? '{}', { status: answer?.status ?? 200, headers: { 'content-type': 'application/json', ...answer?.headers } });
    },
  };
}
