import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from './arguments.ts';
import { takeUpload } from './methods-files.ts';
import { showAnswer } from './view-answer.ts';
import type { TroubleMaker } from './trouble-maker.ts';
import type { Workspace } from './workspace.ts';

const MOST_RESPONSES = 5;
const RESPONSES_MS = 30 * 60_000;

/** Starts listening on any free port of loopback, and sets `space.origin`. */
export async function startServer(space: Workspace, maker: TroubleMaker, api: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>): Promise<Server> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const work = url.pathname.startsWith('/api/') ? api(request, response, url) : rest(request, response, url);
    // A fault of the fake itself must not look like one of Slack's.
    work.catch((error: unknown) => void (response.headersSent || response.writeHead(500).end(`fake Slack: ${String(error)}`)));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  server.unref();
  space.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return server;

  async function rest(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const [, place, first = '', second = ''] = url.pathname.split('/');
    const body = await readBody(request);
    const { before } = await maker.judge(place ?? '', {});
    if (before === 'refuse') return void request.socket.destroy();
    if (typeof before === 'object') return void response.writeHead(before.status).end();
    if (place === 'upload') {
      const status = takeUpload(space, second, bytesOf(request, body));
      return void response.writeHead(status).end(status === 200 ? `OK - ${body.length}` : 'bad upload');
    }
    if (place === 'files-pri') return sendFile(request, response, first);
    if (place === 'actions') return respond(response, second, body);
    if (place === 'sign-in') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<!DOCTYPE html><title>Sign in | Slack</title>');
    response.writeHead(404).end();
  }

  function sendFile(request: IncomingMessage, response: ServerResponse, id: string): void {
    const file = space.files.get(id);
    if (!file) return void response.writeHead(404).end();
    const isAllowed = request.headers.authorization === `Bearer ${space.botToken}` && space.tokenFault === undefined && space.scopes.has('files:read');
    // Without the right Slack does not refuse: it leads to the page to sign in.
    if (!isAllowed) return void response.writeHead(302, { location: `${space.origin}/sign-in` }).end();
    response.writeHead(200, { 'content-type': file.mimetype, 'content-length': file.bytes.length }).end(file.bytes);
  }

  function respond(response: ServerResponse, id: string, body: Buffer): void {
    const ticket = space.responses.get(id);
    if (!ticket || ticket.channel === undefined) return void response.writeHead(404).end('no_service');
    if (ticket.uses >= MOST_RESPONSES) return void response.writeHead(404).end('used_url');
    if (space.clock.now() - ticket.at > RESPONSES_MS) return void response.writeHead(404).end('expired_url');
    ticket.uses++;
    try {
      showAnswer(space, { user: ticket.user, channel: ticket.channel, post: ticket.post }, JSON.parse(body.toString()));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
    } catch (error) {
      response.writeHead(400, { 'content-type': 'text/plain' }).end(error instanceof Error ? error.message : 'invalid_payload');
    }
  }
}

/** The bytes of an upload: the body itself, or the one part of a multipart body. */
function bytesOf(request: IncomingMessage, body: Buffer): Uint8Array {
  const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(request.headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return body;
  const begin = body.indexOf('\r\n\r\n') + 4;
  return body.subarray(begin, body.indexOf(`\r\n--${boundary}`, begin));
}
