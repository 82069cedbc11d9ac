import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, errorOf } from '../support/browser.ts';
import { serve, type Served } from '../support/serve.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

/** Sends bytes as they are, and resolves to everything that comes back until the line is closed. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(served.url).port), '127.0.0.1', () => void socket.write(text));
    let received = '';
    socket.setEncoding('utf8').on('data', (part: string) => (received += part)).on('error', reject).on('close', () => resolve(received));
  });
}
const get = (path: string, more = ''): Promise<string> => raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more}Connection: close\r\n\r\n`);
const statusOf = (received: string): number => Number(received.slice(9, 12));

describe('an address that leads nowhere', () => {
  it.each(['/nothing', '/api/web/nothing', '/help', '/help/', '/widget/x', '/demo/people', '/wp-admin.php', '/.env', '/assets/', '/assets/nothing.js', '/assets/.hidden'])('%s', async (path) => {
    const answer = await ask(served.url, path);
    expect([answer.status, errorOf(answer)?.code]).toEqual([404, 'not_found']);
  });
});

describe('an address that climbs out of its folder gets nothing', () => {
  it.each([
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/assets/%00',
    '/assets//etc/passwd',
    '/assets/%2fetc%2fpasswd',
    '/help/..%2f..%2fsecret.txt',
    '/help/../../secret.txt',
    '/help/%2e%2e%2fstaff',
    '/help/refund-time%00',
    '/widget/..%2f..%2fsecret.txt',
  ])('%s', async (path) => {
    const received = await get(path);
    expect(statusOf(received)).toBeGreaterThanOrEqual(400);
    expect(statusOf(received)).toBeLessThan(500);
    expect(received).toContain('{"error":{"code":');
    expect(received).not.toContain('a file beside the pages');
    expect(received).not.toContain('root:');
  });
});

describe('rubbish in an address or a header is answered as such', () => {
  it.each(['/help/%', '/help/%zz', '/help/%ff', '/help/%ed%a0%80', '/assets/%ff', '/%', '/api/console/conversations/%c0%af'])('%s', async (path) => {
    const received = await get(path);
    expect(statusOf(received)).toBeGreaterThanOrEqual(400);
    expect(statusOf(received)).toBeLessThan(500);
    expect(received).toContain('{"error":{"code":');
  });

  it.each(['[', 'a b', 'x/y@z', 'ü', '"', '..'])('the Host %j', async (host) => {
    const received = await raw(`GET /help/refund-time HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect([400, 200]).toContain(statusOf(received));
  });

  it('an address in absolute form cannot say whose page is asking', async () => {
    const received = await raw('POST http://evil.example/api/web/session HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\nContent-Length: 17\r\nConnection: close\r\n\r\n{"language":"zh"}');
    expect(statusOf(received)).toBe(403);
  });

  it('an address that begins with two slashes', async () => {
    expect(statusOf(await get('//evil.example/help/refund-time'))).toBe(404);
  });

  it('a range outside of a file', async () => {
    const received = await get('/', 'Range: bytes=999999-\r\n');
    expect(statusOf(received)).toBe(416);
  });

  it('a body that breaks off', async () => {
    const socket = connect(Number(new URL(served.url).port), '127.0.0.1').resume();
    socket.end('POST /api/web/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{"lang');
    await new Promise((resolve) => void socket.once('close', resolve));
    const { values } = await served.metrics.requests.get();
    expect(values.filter(({ labels }) => labels.status === '500')).toEqual([]);
  });
});

describe('a method that is not there', () => {
  it.each([
    ['GET', '/api/web/session', 'POST'],
    ['PUT', '/api/web/messages', 'POST'],
    ['DELETE', '/api/console/conversations/x/claim', 'POST'],
    ['POST', '/api/web/events', 'GET, HEAD'],
    ['POST', '/help/refund-time', 'GET, HEAD'],
    ['OPTIONS', '/api/web/messages', 'POST'],
  ])('%s %s', async (method, path, allowed) => {
    const answer = await ask(served.url, path, { method });
    expect([answer.status, answer.headers.get('allow'), errorOf(answer)?.code]).toEqual([405, allowed, 'invalid_input']);
  });
});

describe('HEAD', () => {
  it.each(['/', '/widget.js', '/help/refund-time', '/healthz'])('%s is answered as GET without a body', async (path) => {
    const head = await ask(served.url, path, { method: 'HEAD' });
    const got = await ask(served.url, path);
    expect([head.status, head.text, head.headers.get('content-type')]).toEqual([200, '', got.headers.get('content-type')]);
  });

  it('of an event stream ends, and the line goes on with the next request', async () => {
    const session = await ask(served.url, '/api/web/session', { method: 'POST', body: '{"language":"zh"}' });
    const { token } = session.json as { token: string };
    const received = await raw(
      `HEAD /api/web/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    expect(received).toContain('text/event-stream');
    expect(received).toContain('{"status":"ok"}');
  });
});

it('none of this was a fault of the server', () => {
  expect(served.logged).toEqual([]);
});
