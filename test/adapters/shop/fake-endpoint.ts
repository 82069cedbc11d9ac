import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

/** What a request was. */
export type Received = { readonly method: string; readonly path: string; readonly headers: IncomingMessage['headers']; readonly body: string };
/** What the endpoint does with one request: answers, answers with broken JSON, is silent, breaks the line; `losing`: does it, and then breaks the line. */
export type Deed = { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } | 'malformed' | 'silent' | 'breaks' | 'losing';

/** An endpoint of an operator, over real HTTP. It does each key once, however often it is asked. */
export type FakeEndpoint = {
  readonly url: string;
  readonly received: Received[];
  /** How often something was really done, by key. */
  readonly done: Map<string, number>;
  /** What it does with the next requests; after them it answers as it should. */
  readonly next: Deed[];
  /** What it answers as it should. */
  answer: unknown;
  close(): Promise<void>;
};

/** Starts it on any free port. */
export async function startFakeEndpoint(answer: unknown = { number: '20261119-0284' }): Promise<FakeEndpoint> {
  const server = createServer((request, response) => void handle(request, response));
  const endpoint: FakeEndpoint = {
    url: '',
    received: [],
    done: new Map(),
    next: [],
    answer,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = '';
    for await (const part of request) body += String(part);
    endpoint.received.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
    const deed = endpoint.next.shift() ?? { status: 200, body: endpoint.answer };
    const key = String(request.headers['idempotency-key'] ?? '');
    const isDone = deed === 'losing' || deed === 'malformed' || (typeof deed === 'object' && deed.status === 200);
    if (key !== '' && isDone && !endpoint.done.has(key)) endpoint.done.set(key, 1);
    if (deed === 'silent') return;
    if (deed === 'breaks' || deed === 'losing') return void request.socket.destroy();
    if (deed === 'malformed') return void response.end('{"number": "2026');
    response.writeHead(deed.status, { 'content-type': 'application/json', ...deed.headers }).end(deed.body === undefined ? '' : JSON.stringify(deed.body));
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(endpoint, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}
