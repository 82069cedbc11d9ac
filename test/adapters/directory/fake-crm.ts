import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a CRM does with one request instead of answering as it should. */
export type CrmDeed =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | 'silent'
  | 'stops-midway'
  | 'breaks'
  | 'huge';

/** A CRM over real HTTP that asks for its token and knows a few customers. */
export type FakeCrm = {
  /** Address of one customer, with `{id}`. */
  readonly url: string;
  /** Requests so far: path and headers. */
  readonly asked: { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  /** Customers by id; whoever is not there is answered with 404. */
  readonly people: Map<string, unknown>;
  /** What it does with the next requests. */
  readonly next: CrmDeed[];
  /** What it does with every request, where it is set; `next` goes first. */
  always: CrmDeed | undefined;
  /** Lets those that are answered silently have their answer now. */
  speak(): void;
  close(): Promise<void>;
};

/** The only token that it takes. */
export const CRM_TOKEN = 'crm-token-of-the-test';

/** Starts it on any free port. */
export async function startFakeCrm(people: Readonly<Record<string, unknown>> = {}): Promise<FakeCrm> {
  const server = createServer((request, response) => handle(request, response));
  const held: (() => void)[] = [];
  const crm: FakeCrm = {
    url: '',
    asked: [],
    people: new Map(Object.entries(people)),
    next: [],
    always: undefined,
    speak() {
      for (const answer of held.splice(0)) answer();
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    crm.asked.push({ path: request.url ?? '', headers: request.headers });
    const json = (status: number, body: unknown): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const answer = (): void => {
      if (request.headers.authorization !== `Bearer ${CRM_TOKEN}`) return json(401, { error: 'who asks?' });
      const [, id = ''] = /^\/customers\/([^/?]*)\?full=1$/.exec(request.url ?? '') ?? [];
      const person = crm.people.get(decodeURIComponent(id));
      return person === undefined ? json(404, { error: 'nobody' }) : json(200, person);
    };
    const deed = crm.next.shift() ?? crm.always;
    if (deed === undefined) return answer();
    if (deed === 'silent') return void held.push(answer);
    if (deed === 'breaks') return void request.socket.destroy();
    if (deed === 'stops-midway') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{"id":');
      return void setImmediate(() => request.socket.destroy());
    }
    if (deed === 'huge') return void response.writeHead(200, { 'content-type': 'application/json' }).end(`{"id":"${'x'.repeat(2_000_000)}"}`);
    response.writeHead(deed.status, { 'content-type': 'application/json', ...deed.headers }).end(deed.body ?? '');
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(crm, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/customers/{id}?full=1` });
}
