import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a receiver got. */
export type Received = { readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>; readonly body: string };

/** A listening endpoint of somebody's own. */
export type Receiver = {
  /** Such as `http://127.0.0.1:40000/hook`. */
  readonly url: string;
  /** Everything that came, in order. */
  readonly received: readonly Received[];
  /** How it answers from now on; 204 at first. `stall` never answers. */
  answerWith(how: number | 'stall' | ((response: ServerResponse) => void)): void;
  /** Resolves when so many requests have come. */
  got(count: number): Promise<readonly Received[]>;
  close(): Promise<void>;
};

/** Starts one on any free port. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let how: number | 'stall' | ((response: ServerResponse) => void) = 204;
  let look = (): void => undefined;
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
      if (typeof how === 'function') how(response);
      else if (how !== 'stall') response.writeHead(how).end();
      look();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answerWith: (next) => void (how = next),
    async got(count) {
      const done = Promise.withResolvers<void>();
      look = () => received.length >= count && done.resolve();
      look();
      await done.promise;
      return received;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}
