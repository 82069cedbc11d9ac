import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchPage } from '#knowledge/import/fetch-page.ts';
import { isPrivateAddress } from '#knowledge/import/private-address.ts';
import { type ImportFolder, openImportFolder } from './import-folder.ts';

const PAGE = '<html><head><title>Fees</title></head><body><h1>Delivery fees</h1><p>Delivery costs ten yuan and is free from 99 yuan.</p></body></html>';
const LIMITS = { ms: 5_000, bytes: 100_000, redirects: 3, allowPrivate: true };

let server: Server;
let url: string;
const answers: Record<string, RequestListener> = {
  '/fees': (_, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE),
  '/packed': (_, response) => response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(gzipSync(PAGE)),
  '/bomb': (_, response) => response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000))),
  '/picture': (_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end('x'),
  '/moved': (_, response) => response.writeHead(302, { location: '/fees' }).end(),
  '/loop': (_, response) => response.writeHead(302, { location: '/loop' }).end(),
  '/file': (_, response) => response.writeHead(302, { location: 'file:///etc/hosts' }).end(),
  '/silent': () => undefined,
  '/drip': (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).write('<p>'),
};

beforeEach(async () => {
  server = createServer((request, response) => (answers[request.url ?? ''] ?? ((_, missing) => missing.writeHead(404).end()))(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('a web address', () => {
  it.each(['/fees', '/packed', '/moved'])('is fetched, unpacked and followed: %s', async (path) => {
    const page = await fetchPage(url + path, LIMITS);
    expect('bytes' in page && [page.kind, Buffer.from(page.bytes).toString()]).toEqual(['html', PAGE]);
  });

  it.each([
    ['/bomb', 'too-large'],
    ['/picture', 'unknown-kind'],
    ['/missing', 'unreachable'],
    ['/loop', 'unreachable'],
    ['/file', 'address'],
  ])('is refused with the reason: %s is %s', async (path, reason) => {
    expect(await fetchPage(url + path, LIMITS)).toMatchObject({ reason });
  });

  it.each(['/silent', '/drip'])('that does not end is given up: %s', async (path) => {
    expect(await fetchPage(url + path, { ...LIMITS, ms: 200 })).toMatchObject({ reason: 'too-slow' });
  });

  it('that leads inside the own network is refused, as number, as name, or by a redirect', async () => {
    const closed = { ...LIMITS, allowPrivate: false };
    const { port } = server.address() as AddressInfo;
    for (const address of [`${url}/fees`, `http://localhost:${port}/fees`, `http://[::1]:${port}/`, `http://0x7f000001:${port}/`, `http://2130706433:${port}/`, `http://[::ffff:127.0.0.1]:${port}/`]) {
      expect(await fetchPage(address, closed)).toMatchObject({ reason: 'address', message: expect.stringContaining('--allow-private') });
    }
    expect(await fetchPage('ftp://files.example/a', closed)).toMatchObject({ reason: 'address' });
    expect(await fetchPage('no address', closed)).toMatchObject({ reason: 'address' });
  });

  it('that nobody serves is refused', async () => {
    expect(await fetchPage('http://127.0.0.1:1/', LIMITS)).toMatchObject({ reason: 'unreachable', message: expect.stringContaining('ECONNREFUSED') });
  });
});

describe('an IP address', () => {
  it.each(['10.1.2.3', '127.0.0.1', '169.254.169.254', '172.31.0.1', '192.168.1.1', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1%eth0', 'fd00::1', '::ffff:10.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1', 'localhost'])('%s is private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['1.1.1.1', '172.32.0.1', '8.8.8.8', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
});

describe('a list of web addresses', () => {
  let at: ImportFolder;
  beforeEach(async () => {
    at = await openImportFolder();
  });
  afterEach(() => at.close());

  it('gives a document for each, which stays unchanged until the page changes and goes when it is listed no more', async () => {
    await at.write('pages.urls', `# our pages\n${url}/fees\n\n${url}/missing\n`);
    const run = () => at.run({ fetch: { allowPrivate: true }, prune: true });
    const first = await run();
    expect([first.added, first.refused]).toMatchObject([[{ id: '127-0-0-1-fees', title: 'Delivery fees', source: `${url}/fees` }], [{ reason: 'unreachable', source: `${url}/missing` }]]);
    expect(await run()).toMatchObject({ added: [], changed: [], unchanged: 1, removed: [] });
    await at.write('pages.urls', `${url}/moved\n`);
    expect(await run()).toMatchObject({ added: [{ id: '127-0-0-1-moved' }], removed: [{ id: '127-0-0-1-fees' }], refused: [] });
  });

  it('is refused when it is empty, and so is an address inside the own network', async () => {
    await at.write('empty.urls', '# nothing\n');
    await at.write('inside.urls', `${url}/fees\n`);
    expect((await at.run()).refused.map(({ reason }) => reason)).toEqual(['empty', 'address']);
    expect((await at.run({ paths: [`${url}/fees`], fetch: { allowPrivate: true } })).added).toMatchObject([{ source: `${url}/fees` }]);
  });
});
