import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, signIn, visit } from '../support/browser.ts';
import { EMBEDDER, serve, type Served } from '../support/serve.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

const PAGES = ['/', '/console', '/console/', '/widget', '/widget/', '/widget.js', '/assets/help.css', '/help/refund-time', '/healthz', '/readyz', '/metrics', '/nothing', '/help/nothing', '/help/%ff', '/api/web/events', '/api/console/me'];

describe('every page and every answer', () => {
  it.each(PAGES)('%s carries the security headers', async (path) => {
    const { headers } = await ask(served.url, path);
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'self'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"]) expect(policy).toContain(part);
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('*');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBeTruthy();
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it.each(PAGES.filter((path) => !/^\/widget(\/|$)/.test(path)))('%s cannot be framed by anybody', async (path) => {
    const { headers } = await ask(served.url, path);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-frame-options')).toBe('DENY');
  });

  it.each(['/widget', '/widget/'])('%s can be framed by us and by the listed pages', async (path) => {
    const { headers } = await ask(served.url, path);
    expect(headers.get('content-security-policy')).toContain(`frame-ancestors 'self' ${EMBEDDER}`);
    expect(headers.get('x-frame-options')).toBeNull();
  });

  it.each([
    ['/widget.js', 'cross-origin'],
    ['/assets/help.css', 'cross-origin'],
    ['/', 'same-origin'],
    ['/console/', 'same-origin'],
    ['/help/refund-time', 'same-origin'],
    ['/api/web/events', 'same-origin'],
  ])('%s may be loaded by pages of %s', async (path, policy) => {
    expect((await ask(served.url, path)).headers.get('cross-origin-resource-policy')).toBe(policy);
  });
});

describe('what is private is not kept by caches', () => {
  it('sessions, streams and what staff see', async () => {
    const staff = await signIn(served.url, await served.inviteStaff('Lead', 'lead'));
    const visitor = await visit(served.url);
    await visitor.say('hello');
    const id = await served.conversationOf(visitor.token);
    const session = (body: object) => ask(served.url, '/api/web/session', { method: 'POST', body: JSON.stringify({ language: 'zh', ...body }) });
    const answers = await Promise.all([session({}), session({ token: visitor.token }), staff.get('/api/console/me'), staff.get(`/api/console/conversations/${id}`), staff.post('/api/console/staff', { name: 'New', role: 'agent' })]);
    expect(answers.map(({ status, headers }) => [status, headers.get('cache-control')])).toEqual(answers.map(() => [200, 'no-store']));
    expect((await ask(served.url, '/api/console/me')).status).toBe(401);
  });
});

describe('health', () => {
  it('says that the process lives, and that it can serve', async () => {
    expect((await ask(served.url, '/healthz')).json).toEqual({ status: 'ok' });
    expect((await ask(served.url, '/readyz')).json).toMatchObject({ status: 'ready' });
  });

  it('is counted for Prometheus', async () => {
    const { text, headers } = await ask(served.url, '/metrics');
    expect(headers.get('content-type')).toContain('text/plain');
    expect(text).toMatch(/^baton_http_requests_total\{route="GET \/help\/:id",status="200"\} \d+$/m);
    expect(text).toContain('baton_process_resident_memory_bytes');
    expect(text).not.toContain('undefined');
  });
});

describe('a database that is gone', () => {
  it('makes Baton not ready, and says no more than that; it lives on, and says so to those who ask for more', async () => {
    const other = await serve();
    const visitor = await visit(other.url);
    await other.store.close();
    const ready = await ask(other.url, '/readyz');
    expect(ready.status).toBe(503);
    expect(ready.json).toMatchObject({ status: 'not ready', reason: 'the database cannot be used' });
    // Paths and drivers' words are for the log, not for everybody.
    expect(JSON.stringify(ready.json)).not.toMatch(/sqlite|DATA_DIR/);
    expect((await ask(other.url, '/healthz')).status).toBe(200);
    const said = await visitor.post('/api/web/messages', { clientId: 'client-id-1', text: 'hello', language: 'en' });
    expect(said.status).toBeGreaterThanOrEqual(500);
    expect(said.text).not.toContain('database is not open');
    expect(other.logged.join('')).toContain('a request failed');
    expect(other.logged.join('')).not.toContain('hello');
    await other.close();
  });
});
