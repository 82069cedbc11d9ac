import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallTemplate } from '#core/actions/definition.ts';
import type { ActionCaller, ActionReply } from '#core/ports/action-caller.ts';
import { type FakeEndpoint, startFakeEndpoint } from '../adapters/shop/fake-endpoint.ts';

/** A caller as its contract needs it. */
export type CallerUnderTest = { readonly name: string; readonly create: (variables: Readonly<Record<string, string>>) => ActionCaller };

const GET: CallTemplate = { method: 'GET', url: '${ACTION_URL}/orders/{order}?phone={phone}', headers: { Authorization: 'Bearer ${ACTION_TOKEN}' }, timeoutSeconds: 5, retries: 0 };
const POST: CallTemplate = { ...GET, method: 'POST', url: '${ACTION_URL}/orders/{order}/cancel', body: { reason: '{reason}', notify: true, tags: ['{order}'] } };

/** What every caller of actions promises. */
export function describeActionCaller({ name, create }: CallerUnderTest): void {
  describe(`${name} keeps what a caller of actions promises`, () => {
    let endpoint: FakeEndpoint;
    let call: (template: CallTemplate, values?: Readonly<Record<string, string>>, key?: string) => Promise<ActionReply>;
    beforeEach(async () => {
      endpoint = await startFakeEndpoint();
      const caller = create({ ACTION_URL: endpoint.url, ACTION_TOKEN: 'secret-token', DATABASE_URL: 'postgres://secret' });
      call = (template, values = { order: '20261119-0284' }, key = 'key-1') => caller.call({ call: template, values, key });
    });
    afterEach(() => endpoint.close());

    it('puts values and variables where the template has them, and answers with status and body', async () => {
      endpoint.next.push({ status: 409, body: { error: 'too_late' } });
      expect(await call(POST, { order: '20261119-0284', reason: '不想要了 "再见"\n{order}' })).toEqual({ status: 409, body: { error: 'too_late' } });
      const [request] = endpoint.received;
      expect(request).toMatchObject({ method: 'POST', path: '/orders/20261119-0284/cancel', headers: { authorization: 'Bearer secret-token', 'idempotency-key': 'key-1' } });
      expect(JSON.parse(request?.body ?? '')).toEqual({ reason: '不想要了 "再见"\n{order}', notify: true, tags: ['20261119-0284'] });
    });

    it('keeps a value in its place in the address, whatever it is', async () => {
      await call(GET, { order: '../admin?x=1#y', phone: '10 08&customer=c-1' });
      expect(endpoint.received[0]?.path).toBe('/orders/..%2Fadmin%3Fx%3D1%23y?phone=10%2008%26customer%3Dc-1');
      await expect(call(GET, { order: '..' })).rejects.toMatchObject({ code: 'invalid_input' });
    });

    it('looks up without a key, and with an empty value where nothing is known', async () => {
      await call(GET);
      expect(endpoint.received[0]).toMatchObject({ path: '/orders/20261119-0284?phone=' });
      expect(endpoint.received[0]?.headers).not.toHaveProperty('idempotency-key');
    });

    it.each([500, 502, 503, 429, 408, 425])('says that another try may help after %i', async (status) => {
      endpoint.next.push({ status, headers: { 'retry-after': '7' } });
      await expect(call(POST)).rejects.toMatchObject({ code: 'unavailable', retryAfterMs: 7_000 });
    });

    it('takes 409 for an answer, unless it says when to ask again', async () => {
      endpoint.next.push({ status: 409, body: {} }, { status: 409, headers: { 'retry-after': '1' } });
      expect(await call(POST)).toMatchObject({ status: 409 });
      await expect(call(POST)).rejects.toMatchObject({ code: 'unavailable' });
    });

    it.each(['breaks', 'losing'] as const)('says that another try may help when the line %s', async (deed) => {
      endpoint.next.push(deed);
      await expect(call(POST)).rejects.toMatchObject({ code: 'unavailable' });
    });

    it('waits no longer than it may', async () => {
      endpoint.next.push('silent');
      await expect(call({ ...POST, timeoutSeconds: 0.05 })).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('0.05 s') });
    });

    it('has no body where it is none of JSON', async () => {
      endpoint.next.push('malformed');
      expect(await call(POST)).toEqual({ status: 200, body: undefined });
    });

    it('follows no redirect, and reads no endless answer', async () => {
      endpoint.next.push({ status: 302, headers: { location: `${endpoint.url}/elsewhere` } }, { status: 200, body: 'x'.repeat(300_000) });
      await expect(call(GET)).rejects.toMatchObject({ code: 'misconfigured' });
      await expect(call(GET)).rejects.toMatchObject({ code: 'misconfigured' });
      expect(endpoint.received).toHaveLength(2);
    });

    it('reaches no other secret of the process, and tells none', async () => {
      await expect(call({ ...GET, headers: { 'x-stolen': '${DATABASE_URL}' } })).rejects.toMatchObject({ code: 'misconfigured' });
      await expect(call({ ...GET, url: '${ACTION_MISSING}/x' })).rejects.toMatchObject({ code: 'misconfigured' });
      endpoint.next.push({ status: 500 });
      const failure = (await call(GET, { order: '20261119-0284', phone: '1008' }).catch((error: unknown) => error)) as Error;
      expect(failure.message).not.toMatch(/secret-token|1008|20261119/);
      expect(endpoint.received).toHaveLength(1);
    });
  });
}
