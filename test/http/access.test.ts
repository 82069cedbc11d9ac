import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { helpPath } from '#core/protocol.ts';
import { type Answer, ask, errorOf, messagesUntil, visit, type Visitor } from '../support/browser.ts';
import { serve, type Served } from '../support/serve.ts';

let served: Served;
let victim: Visitor;
let conversationId: string;
beforeAll(async () => {
  served = await serve();
  victim = await visit(served.url);
  await victim.say('a secret of the victim');
  conversationId = await served.conversationOf(victim.token);
});
afterAll(() => served.close());

const asVisitor = (path: string, token: string | undefined, method = 'GET', headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  ask(served.url, path, {
    method,
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
    ...(method === 'POST' ? { body: JSON.stringify({ clientId: 'client-id-1', text: 'x', language: 'en' }) } : {}),
  });
const DOORS = [
  ['POST', '/api/web/messages'],
  ['GET', '/api/web/events'],
  ['POST', '/api/web/typing'],
  ['POST', '/api/web/end'],
  ['POST', '/api/web/rating'],
] as const;

describe('without a session that is good nothing can be reached', () => {
  it.each(DOORS)('%s %s', async (method, path) => {
    for (const token of [undefined, '', 'x', 'x'.repeat(43), `${victim.token}x`, victim.token.slice(0, -1), conversationId, 'null', '../..']) {
      const answer = await asVisitor(path, token, method);
      expect([answer.status, errorOf(answer)?.code]).toEqual([401, 'unauthorized']);
    }
  });

  it('neither by putting the token, the address or the conversation elsewhere', async () => {
    for (const query of [`token=${victim.token}`, `session=${victim.token}`, `conversation=${conversationId}`]) {
      expect((await asVisitor(`/api/web/events?after=0&${query}`, undefined)).status).toBe(401);
    }
    expect((await asVisitor('/api/web/events', undefined, 'GET', { cookie: `token=${victim.token}` })).status).toBe(401);
  });

  it('nor when the session has expired', async () => {
    const short = await visit(served.url);
    served.clock.jump(90 * 24 * 3600_000);
    expect((await asVisitor('/api/web/events', short.token)).status).toBe(401);
    const again = await visit(served.url, { token: short.token });
    expect(again.opened.resumed).toBe(false);
    expect(again.token).not.toBe(short.token);
    victim = await visit(served.url);
    await victim.say('a secret of the victim');
  });
});

describe("another visitor's conversation", () => {
  it('is not in my stream, whatever cursor I ask for', async () => {
    const stranger = await visit(served.url);
    await stranger.say('hello');
    const reader = await stranger.follow(0);
    const messages = await messagesUntil(reader, ({ text }) => text === 'hello');
    expect(JSON.stringify(messages)).not.toContain('secret');
    await reader.close();
  });

  it('is not ended or rated by my steps', async () => {
    const stranger = await visit(served.url);
    expect(errorOf(await stranger.post('/api/web/end', {}))?.code).toBe('not_allowed_now');
    for (const body of [{ conversationId }, { id: conversationId }, { address: 'v-1' }]) {
      expect((await stranger.post('/api/web/end', body)).status).toBe(400);
      expect((await stranger.post('/api/web/rating', { score: 1, ...body })).status).toBe(400);
    }
    expect(await served.store.conversation(conversationId)).toMatchObject({ state: 'bot', rating: undefined });
  });

  it('is not to be had at the addresses of the console', async () => {
    for (const path of ['', '/events']) {
      const answer = await asVisitor(`/api/console/conversations/${conversationId}${path}`, victim.token);
      expect([answer.status, errorOf(answer)?.code]).toEqual([401, 'unauthorized']);
    }
  });
});

describe('pages of other origins', () => {
  const doors = [...DOORS, ['POST', '/api/web/session'], ['POST', '/api/console/sign-in'], ['GET', '/api/console/me'], ['POST', '/api/console/me'], ['POST', '/api/console/staff']] as const;
  it.each(doors)('cannot use %s %s', async (method, path) => {
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { origin: served.url.replace('http', 'https') }, { 'sec-fetch-site': 'cross-site' }]) {
      const answer = await asVisitor(path, victim.token, method, headers);
      expect([answer.status, errorOf(answer)?.code]).toEqual([403, 'forbidden']);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('while our own page can', async () => {
    const answer = await asVisitor('/api/web/messages', victim.token, 'POST', { origin: served.url, 'sec-fetch-site': 'same-origin' });
    expect(answer.status).toBe(202);
  });
});

describe('help pages', () => {
  it('open at the part that a citation names', async () => {
    const { text } = await ask(served.url, '/help/refund-time?lang=en');
    const path = helpPath({ articleId: 'refund-time', language: 'en', headings: ['Credit card'] });
    expect(text).toContain(`<h2 id="${new URL(path, served.url).hash.slice(1)}">Credit card</h2>`);
  });

  it('show the article, with its text as text', async () => {
    const { status, text } = await ask(served.url, '/help/refund-time?lang=en');
    expect(status).toBe(200);
    expect(text).toContain('5–7 working days');
    expect(text).toContain('<html lang="en">');
    expect(text).not.toContain('<script');
    expect(text).not.toContain('javascript:');
    expect(text).toContain('href="https://shop.example/x"');
    expect(text).not.toMatch(/<(?:img|b)\b/);
  });

  it.each(['/help/refund-enquiry', '/help/refund-enquiry?lang=en', '/help/refund-enquiry?audience=staff', '/help/nothing', '/help/__proto__', '/help/constructor'])(
    'do not show what is for staff or not there: %s',
    async (path) => {
      const answer = await ask(served.url, path);
      expect([answer.status, errorOf(answer)?.code]).toEqual([404, 'not_found']);
      expect(answer.text).not.toContain('200');
    },
  );

  it('do not show a staff article to staff either', async () => {
    expect((await asVisitor('/help/refund-enquiry', victim.token)).status).toBe(404);
  });
});

it('none of this was a fault of the server', () => {
  expect(served.logged).toEqual([]);
});
