import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseArguments, readBody, text } from './arguments.ts';
import type { Limits } from './limits.ts';
import { type Method, method } from './method.ts';
import { chatMethods } from './methods-chat.ts';
import { conversationMethods } from './methods-conversations.ts';
import { fileMethods } from './methods-files.ts';
import { peopleMethods } from './methods-people.ts';
import { viewMethods } from './methods-views.ts';
import { RateLimited, Refusal } from './refusal.ts';
import type { FakeCall } from './types.ts';
import type { TroubleMaker } from './trouble-maker.ts';
import type { Workspace } from './workspace.ts';

const METHODS: Readonly<Record<string, Method>> = { ...chatMethods, ...conversationMethods, ...peopleMethods, ...viewMethods, ...fileMethods };

/** Answers one call of `/api/METHOD`. `openSocket` gives the address of a new socket. */
export function createWebApi({ space, limits, maker, openSocket }: { readonly space: Workspace; readonly limits: Limits; readonly maker: TroubleMaker; readonly openSocket: () => string }): (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> {
  const methods: Readonly<Record<string, Method>> = { ...METHODS, 'apps.connections.open': method(1, [], { foo: text.optional() }, () => ({ url: openSocket() }), true) };
  return async (request, response, url) => {
    const name = url.pathname.replace(/^\/api\//, '');
    const body = await readBody(request);
    const call: FakeCall = { method: name, at: space.clock.now(), args: {}, result: 'ok' };
    space.calls.push(call);
    const answer = (content: Readonly<Record<string, unknown>>, status = 200, headers: Readonly<Record<string, string>> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'x-oauth-scopes': [...space.scopes].join(','), ...headers });
      response.end(JSON.stringify(content));
      space.changed();
    };
    try {
      const { token, args } = parseArguments(url, request.headers['content-type'] ?? '', body);
      Object.assign(call, { args });
      const { before, dropsAnswer } = await maker.judge(name, args);
      if (before === 'refuse') {
        call.result = 'refused';
        return void request.socket.destroy();
      }
      if (typeof before === 'object') {
        call.result = `http ${before.status}`;
        return void response.writeHead(before.status, { 'content-type': 'text/plain' }).end('upstream connect error');
      }
      const found = methods[name];
      if (!found) throw new Refusal('unknown_method', { req_method: name });
      checkToken(space, found, request.headers.authorization?.replace(/^Bearer /, '') ?? token);
      limits.take(name, found.tier, typeof args['channel'] === 'string' ? args['channel'] : undefined);
      const result = found.run(space, args);
      if (dropsAnswer) {
        call.result = 'ok, answer dropped';
        space.changed();
        return void request.socket.destroy();
      }
      answer({ ok: true, ...result });
    } catch (error) {
      if (error instanceof RateLimited) {
        call.result = 'ratelimited';
        return answer({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(error.retryAfter) });
      }
      if (!(error instanceof Refusal)) throw error;
      call.result = error.message;
      answer({ ok: false, error: error.error, ...error.more });
    }
  };
}

function checkToken(space: Workspace, { isForApp }: Method, token: string | undefined): void {
  if (token === undefined || token === '') throw new Refusal('not_authed');
  const wanted = isForApp ? space.appToken : space.botToken;
  if (token === wanted) {
    if (!isForApp && space.tokenFault !== undefined) throw new Refusal(space.tokenFault);
    return;
  }
  throw new Refusal(token === space.appToken || token === space.botToken ? 'not_allowed_token_type' : 'invalid_auth');
}
