import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, errorOf, signIn, type StaffBrowser, visit } from '../support/browser.ts';
import { serve, type Served } from '../support/serve.ts';

let served: Served;
let lead: StaffBrowser;
let agent: StaffBrowser;
let conversationId: string;
beforeAll(async () => {
  served = await serve();
  lead = await signIn(served.url, await served.inviteStaff('Lead', 'lead'));
  agent = await signIn(served.url, await served.inviteStaff('陈静', 'agent'));
  const visitor = await visit(served.url);
  await visitor.say('hello');
  conversationId = await served.conversationOf(visitor.token);
});
afterAll(() => served.close());

const doors = (): (readonly ['GET' | 'POST', string])[] => [
  ['GET', '/api/console/me'],
  ['GET', '/api/console/events'],
  ['GET', `/api/console/conversations/${conversationId}`],
  ['GET', `/api/console/conversations/${conversationId}/events`],
  ...['claim', 'take-over', 'transfer', 'accept', 'decline', 'release', 'ask', 'join', 'leave', 'reply', 'note', 'hand-back', 'close', 'typing', 'check-reply'].map((step) => ['POST', `/api/console/conversations/${conversationId}/${step}`] as const),
  ['POST', '/api/console/me'],
  ['POST', '/api/console/staff'],
  ['POST', '/api/console/staff/some/remove'],
  ['GET', '/api/console/colleagues'],
  ['GET', '/api/console/articles'],
  ['GET', '/api/console/gaps'],
  ['GET', '/api/console/documents'],
  ['POST', '/api/console/documents?name=a.md&audience=customer'],
  ['GET', '/api/console/documents/some/en'],
  ['POST', '/api/console/documents/some/en/publish'],
  ['POST', '/api/console/documents/some/en/retire'],
  ['POST', '/api/console/documents/some/en/remove'],
  ['POST', '/api/console/gaps/some-group/draft'],
  ['POST', '/api/console/gaps/some-group/dismiss'],
];

describe('without the cookie of a signed-in person', () => {
  it.each([undefined, 'baton_staff=', 'baton_staff=x', `baton_staff=${'A'.repeat(43)}`, 'other=1', 'baton_staff=%00', `xbaton_staff=${'A'.repeat(43)}`])('(%s) nothing of the console can be reached', async (cookie) => {
    for (const [method, path] of doors()) {
      const answer = await ask(served.url, path, { method, headers: cookie === undefined ? {} : { cookie }, ...(method === 'POST' ? { body: '{}' } : {}) });
      expect([path, answer.status, errorOf(answer)?.code]).toEqual([path, 401, 'unauthorized']);
    }
  });

  it('a token that was changed by one character opens nothing', async () => {
    const last = agent.cookie.at(-1) === 'A' ? 'B' : 'A';
    const answer = await ask(served.url, '/api/console/me', { headers: { cookie: agent.cookie.slice(0, -1) + last } });
    expect(answer.status).toBe(401);
  });
});

describe('signing in', () => {
  it('sets a cookie that scripts cannot read and other sites cannot send', async () => {
    const secret = await served.inviteStaff('New', 'agent');
    const answer = await ask(served.url, '/api/console/sign-in', { method: 'POST', body: JSON.stringify({ token: secret }) });
    const [cookie, ...others] = answer.headers.getSetCookie();
    expect(others).toEqual([]);
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=604800']) expect(cookie).toContain(part);
  });

  it('works once with one link, also for two who try at once', async () => {
    const secret = await served.inviteStaff('Twice', 'agent');
    const once = () => ask(served.url, '/api/console/sign-in', { method: 'POST', body: JSON.stringify({ token: secret }) });
    const statuses = (await Promise.all([once(), once(), once()])).map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([204, 401, 401]);
    const late = await once();
    expect(errorOf(late)).toMatchObject({ code: 'unauthorized', message: expect.stringContaining('used or has expired') });
    expect(late.headers.getSetCookie()).toEqual([]);
  });

  it('is refused with a link that is a day old', async () => {
    const secret = await served.inviteStaff('Late', 'agent');
    const old = served.clock.now();
    served.clock.advance(24 * 3600_000);
    expect((await ask(served.url, '/api/console/sign-in', { method: 'POST', body: JSON.stringify({ token: secret }) })).status).toBe(401);
    expect(served.clock.now() - old).toBe(24 * 3600_000);
  });

  it.each([{}, { token: 1 }, { token: 'x'.repeat(201) }, { token: 'x', role: 'lead' }])('is refused with %j', async (body) => {
    const answer = await ask(served.url, '/api/console/sign-in', { method: 'POST', body: JSON.stringify(body) });
    expect([answer.status, errorOf(answer)?.code]).toEqual([400, 'invalid_input']);
  });

  it('is over after signing out', async () => {
    const other = await signIn(served.url, await served.inviteStaff('Out', 'agent'));
    expect((await other.get('/api/console/me')).status).toBe(200);
    expect((await other.post('/api/console/sign-out')).headers.getSetCookie()[0]).toContain('Max-Age=0');
    expect((await other.get('/api/console/me')).status).toBe(401);
  });
});

describe('changing my name', () => {
  const nameOf = async (browser: StaffBrowser) => ((await browser.get('/api/console/me')).json as { name: string }).name;
  let chen: StaffBrowser;
  beforeAll(async () => {
    chen = await signIn(served.url, await served.inviteStaff('Chen', 'agent'));
  });

  it('is for everybody of the staff, and takes effect at once, for nobody else', async () => {
    const answer = await chen.post('/api/console/me', { name: '  陈\u0000晨 😀 ' });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await chen.get('/api/console/me')).json).toMatchObject({ name: '陈晨 😀', role: 'agent' });
    expect(await nameOf(lead)).toBe('Lead');
    expect((await served.access.staff()).map(({ name }) => name)).not.toContain('Chen');
  });

  it('takes a name of up to 60 characters', async () => {
    expect((await chen.post('/api/console/me', { name: 'x'.repeat(60) })).status).toBe(204);
    expect(await nameOf(chen)).toBe('x'.repeat(60));
  });

  it.each([{ name: '' }, { name: ' \t\n' }, { name: '\u0007' }, { name: 'x'.repeat(61) }, { name: 5 }, {}, { name: 'Chen', role: 'lead' }, { name: 'Chen', id: 'other' }])('is refused with %j, and the name stays', async (body) => {
    await chen.post('/api/console/me', { name: 'Chen' });
    const answer = await chen.post('/api/console/me', body);
    expect([answer.status, errorOf(answer)?.code]).toEqual([400, 'invalid_input']);
    expect((await chen.get('/api/console/me')).json).toMatchObject({ name: 'Chen', role: 'agent' });
  });

  it('is refused for a wrong length in both languages', async () => {
    expect(errorOf(await chen.post('/api/console/me', { name: '' }))?.message).toBe('姓名请用 1 到 60 个字符。 · A name has 1 to 60 characters.');
  });
});

describe('inviting colleagues', () => {
  it('is for leads: the link works, with the role that was given', async () => {
    const answer = await lead.post('/api/console/staff', { name: '新同事', role: 'agent' });
    expect(answer.status).toBe(200);
    const { link } = answer.json as { link: string };
    const invited = await signIn(served.url, link.split('#sign-in=')[1] ?? '');
    expect((await invited.get('/api/console/me')).json).toMatchObject({ name: '新同事', role: 'agent' });
  });

  it('is not for agents, who cannot make themselves leads either', async () => {
    const answer = await agent.post('/api/console/staff', { name: 'Friend', role: 'lead' });
    expect([answer.status, errorOf(answer)?.code]).toEqual([403, 'forbidden']);
    expect((await served.access.staff()).some(({ name }) => name === 'Friend')).toBe(false);
  });

  it.each([{ name: '', role: 'agent' }, { name: ' ', role: 'agent' }, { name: 'x'.repeat(61), role: 'agent' }, { name: 'x', role: 'admin' }, { name: 'x' }])('needs a name and a role: %j', async (body) => {
    expect(errorOf(await lead.post('/api/console/staff', body))?.code).toBe('invalid_input');
  });
});

describe('a step on a conversation', () => {
  it.each(['nothing', '..', '%00', '__proto__', 'x'.repeat(5_000)])('that is not there (%#) is refused', async (id) => {
    const answer = await agent.post(`/api/console/conversations/${encodeURIComponent(decodeURIComponent(id))}/claim`);
    expect([400, 404]).toContain(answer.status);
    expect(errorOf(answer)?.code).toMatch(/not_found|invalid_input/);
  });

  it.each([
    ['reply', { text: '', clientId: 'client-id-1' }],
    ['reply', { text: 'x'.repeat(4_001), clientId: 'client-id-1' }],
    ['reply', { text: 'x' }],
    ['note', { text: 'x', clientId: 'client\u0000id-1' }],
    ['note', { text: ' ', clientId: 'client-id-1' }],
    ['close', { reason: 'because' }],
    ['close', {}],
    ['claim', { agentId: 'somebody' }],
  ])('%s with %j is refused and changes nothing', async (step, body) => {
    const answer = await agent.post(`/api/console/conversations/${conversationId}/${step}`, body);
    expect([400, 413]).toContain(answer.status);
    expect((await served.store.conversation(conversationId))?.state).toBe('bot');
  });
});

it('none of this was a fault of the server', () => {
  expect(served.logged).toEqual([]);
});
