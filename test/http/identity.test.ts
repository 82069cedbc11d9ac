import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, errorOf, messagesUntil, visit } from '../support/browser.ts';
import { IDENTITY_SECRET, serve, type Served } from '../support/serve.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

const key = (secret: string): Uint8Array => new TextEncoder().encode(secret);
const statement = (claims: Readonly<Record<string, unknown>> = { sub: 'c-anna' }): SignJWT => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' });
const sign = (sub: string): Promise<string> => statement({ sub }).setIssuedAt().setExpirationTime('1h').sign(key(IDENTITY_SECRET));
const now = (): number => Math.floor(Date.now() / 1000);

describe('a statement of who the visitor is', () => {
  it.each<readonly [string, () => Promise<string>]>([
    ['signed with another secret', () => statement().setIssuedAt().setExpirationTime('1h').sign(key('another secret that is just as long as ours'))],
    ['not signed at all (alg none)', () => Promise.resolve(new UnsecuredJWT({ sub: 'c-anna' }).setIssuedAt().setExpirationTime('1h').encode())],
    ['signed with another algorithm', () => new SignJWT({ sub: 'c-anna' }).setProtectedHeader({ alg: 'HS512' }).setIssuedAt().setExpirationTime('1h').sign(key(IDENTITY_SECRET))],
    ['expired', () => statement().setIssuedAt(now() - 120).setExpirationTime(now() - 60).sign(key(IDENTITY_SECRET))],
    ['without an end', () => statement().setIssuedAt().sign(key(IDENTITY_SECRET))],
    ['without a beginning', () => statement().setExpirationTime('1h').sign(key(IDENTITY_SECRET))],
    ['older than a day, though it ends later', () => statement().setIssuedAt(now() - 25 * 3600).setExpirationTime('30d').sign(key(IDENTITY_SECRET))],
    ['not yet valid', () => statement().setIssuedAt(now() + 3600).setExpirationTime('2h').sign(key(IDENTITY_SECRET))],
    ['about nobody', () => statement({}).setIssuedAt().setExpirationTime('1h').sign(key(IDENTITY_SECRET))],
    ['about an empty id', () => statement({ sub: '' }).setIssuedAt().setExpirationTime('1h').sign(key(IDENTITY_SECRET))],
    ['about an id with blanks', () => sign('c-anna client-id-1')],
    ['about an id with NUL', () => sign('c-anna\u0000')],
    ['about a very long id', () => sign('x'.repeat(201))],
    ['changed after it was signed', async () => (await sign('c-anna')).replace(/\.[^.]+\./, `.${Buffer.from(JSON.stringify({ sub: 'c-vip', iat: now(), exp: now() + 60 })).toString('base64url')}.`)],
    ['cut off', async () => (await sign('c-anna')).slice(0, -5)],
    ['no JWT', () => Promise.resolve('c-anna')],
    ['empty', () => Promise.resolve('')],
  ])('that is %s is refused', async (_, make) => {
    const answer = await ask(served.url, '/api/web/session', { method: 'POST', body: JSON.stringify({ language: 'zh', identity: await make() }) });
    expect([answer.status, errorOf(answer)?.code]).toEqual([401, 'unauthorized']);
    expect(answer.text).not.toContain('token":');
  });

  it('gives one customer one conversation, in two browsers', async () => {
    const [home, work] = [await visit(served.url, { identity: await sign('c-anna') }), await visit(served.url, { identity: await sign('c-anna') })];
    expect(home.token).not.toBe(work.token);
    const atWork = await work.follow();
    await home.say('said at home');
    await messagesUntil(atWork, ({ text }) => text === 'said at home');
    await work.say('said at work');
    const atHome = await home.follow();
    expect((await messagesUntil(atHome, ({ text }) => text === 'said at work')).map(({ text }) => text)).toContain('said at home');
    await Promise.all([atWork.close(), atHome.close()]);
  });

  it('tells the customer by name once it is known, and hands a VIP over with priority', async () => {
    const visitor = await visit(served.url, { identity: await sign('c-vip') });
    const reader = await visitor.follow();
    await visitor.say('空调不制冷');
    await reader.until(({ event, data }) => event === 'state' && (data as { state: string }).state === 'waiting');
    await reader.close();
    expect((await served.store.openHandovers()).map(({ reason, priority }) => [reason, priority])).toContainEqual(['vip', 'urgent']);
    expect((await visit(served.url, { token: visitor.token, identity: await sign('c-vip') })).opened).toMatchObject({ resumed: true, customerName: '林晓岚' });
  });
});

describe('a browser in which the visitor changes', () => {
  const secretsOf = async (open: Parameters<typeof visit>[1]): Promise<string> => {
    const visitor = await visit(served.url, open);
    const reader = await visitor.follow();
    const events = await reader.until(({ event }) => event === 'state');
    await reader.close();
    return JSON.stringify([visitor.opened, events]);
  };

  it("never shows the earlier one's conversation", async () => {
    const anonymous = await visit(served.url);
    await anonymous.say('secret of nobody');
    const bob = await visit(served.url, { identity: await sign('c-bob') });
    await bob.say('secret of bob');
    const cases = [
      { token: bob.token, identity: await sign('c-carol') },
      { token: bob.token },
      { token: anonymous.token, identity: await sign('c-carol') },
      { identity: await sign('c-carol') },
      {},
    ];
    for (const open of cases) {
      const seen = await secretsOf(open);
      expect(seen).not.toContain('secret of');
      expect(seen).toContain('"resumed":false');
    }
    expect(await secretsOf({ token: bob.token, identity: await sign('c-bob') })).toContain('secret of bob');
    expect(await secretsOf({ token: anonymous.token })).toContain('secret of nobody');
  });
});
