import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A CRM of as many customers as one likes: an id such as `day-vip-7` tells the tier. */
export async function startCrm(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const id = decodeURIComponent(/^\/customers\/([^/?]+)$/.exec(request.url ?? '')?.[1] ?? '');
    const tier = /^day-(\w+)-\d+$/.exec(id)?.[1];
    if (tier === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id, name: `顾客 ${id.split('-').at(-1)}`, tier, language: 'zh' }));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/customers/{id}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}
