import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPrivateAddress } from '#knowledge/import/private-address.ts';
import { checkWebhookAddress, createWebhookSender, signWebhook } from '#worker/send-webhook.ts';
import type { Webhook } from '#core/ports/webhook-store.ts';
import { type Receiver, startReceiver } from '../support/webhook-receiver.ts';

const NOW = 1_800_000_000_500;
const KEY = `whsec_${Buffer.from('a key of many characters').toString('base64')}`;
const rules = { clock: { now: () => NOW }, allowPrivate: true, isPrivate: isPrivateAddress };
const webhook = (url: string): Webhook => ({ id: 'w-1', url, events: [], notes: false, createdAt: 0, failures: 0, failingSince: undefined, lastFault: undefined, disabledAt: undefined, missed: 0 });
const event = { id: 'evt_1', type: 'test', timestamp: '2027-01-15T08:00:00.500Z', data: { text: '在吗 😀' } } as const;
const send = (url: string, given: Partial<typeof rules> = {}, signal = new AbortController().signal) => createWebhookSender({ ...rules, ...given })({ webhook: webhook(url), keys: [KEY], event }, signal);

describe('the address of a webhook', () => {
  it.each([
    ['https://hooks.example/baton', false],
    ['https://93.184.216.34/x', false],
    ['http://127.0.0.1:8080/x', true],
    ['https://10.0.0.8/x', true],
    ['http://crm.internal/x', true],
  ])('%s is taken, private ones where they are allowed: %s', (url, allowPrivate) => {
    expect(() => checkWebhookAddress(url, { ...rules, allowPrivate })).not.toThrow();
  });

  it.each([
    ['http://hooks.example/baton', false],
    ['https://127.0.0.1/x', false],
    ['https://[::1]/x', false],
    ['https://[::ffff:10.0.0.1]/x', false],
    ['https://169.254.169.254/latest', false],
    ['https://2130706433/x', false],
    ['https://user:word@hooks.example/', false],
    ['http://93.184.216.34/x', true],
    ['ftp://hooks.example/', true],
    ['file:///etc/passwd', true],
    ['hooks.example', true],
  ])('%s is refused, also where private ones are allowed: %s', (url, allowPrivate) => {
    expect(() => checkWebhookAddress(url, { ...rules, allowPrivate })).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });
});

describe('sending to a webhook', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());

  it('signs as Standard Webhooks says, over id, time and body', async () => {
    // The example of the specification's reference libraries.
    expect(signWebhook(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}')).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
    expect(await send(receiver.url)).toEqual({ kind: 'told' });
    const [got] = receiver.received;
    expect(got?.headers).toMatchObject({ 'webhook-id': 'evt_1', 'webhook-timestamp': '1800000000', 'content-type': 'application/json' });
    const expected = createHmac('sha256', 'a key of many characters').update(`evt_1.1800000000.${got?.body}`).digest('base64');
    expect(got?.headers['webhook-signature']).toBe(`v1,${expected}`);
    expect(JSON.parse(got?.body ?? '')).toEqual(event);
  });

  it('signs with both keys for a while after a change', () => {
    expect(signWebhook([KEY, 'whsec_b25l'], 'evt_1', 1, '{}').split(' ')).toHaveLength(2);
  });

  it('takes any answer but 2xx for a failure, and 410 for good', async () => {
    for (const [status, outcome] of [[500, { kind: 'failed', fault: 'answered 500' }], [302, { kind: 'failed', fault: 'answered 302' }], [404, { kind: 'failed', fault: 'answered 404' }], [410, { kind: 'gone' }], [200, { kind: 'told' }]] as const) {
      receiver.answerWith((response) => response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end('x'.repeat(100_000)));
      expect(await send(receiver.url)).toEqual(outcome);
    }
  });

  it('waits as long as an endpoint asks for, an hour at most', async () => {
    for (const [header, ms] of [['7', 7_000], ['999999', 3600_000], [new Date(NOW + 5_500).toUTCString(), 5_500], ['soon', undefined]] as const) {
      receiver.answerWith((response) => response.writeHead(429, { 'retry-after': header }).end());
      expect(await send(receiver.url)).toEqual({ kind: 'failed', fault: 'answered 429', ...(ms === undefined ? {} : { retryAfterMs: ms }) });
    }
  });

  it('says what went wrong where nobody answers', async () => {
    expect(await send('http://127.0.0.1:1/')).toEqual({ kind: 'failed', fault: 'cannot be reached (ECONNREFUSED)' });
    receiver.answerWith((response) => response.destroy());
    expect(await send(receiver.url)).toMatchObject({ kind: 'failed' });
    receiver.answerWith('stall');
    const stop = new AbortController();
    const sent = send(receiver.url, {}, stop.signal);
    await receiver.got(2);
    stop.abort();
    expect(await sent).toMatchObject({ kind: 'failed', fault: expect.stringContaining('did not answer') });
  });

  it('does not go inside the company by a name, or where that is no longer allowed', async () => {
    const byName = receiver.url.replace('127.0.0.1', 'localhost').replace('http:', 'https:');
    expect(await send(byName, { allowPrivate: false })).toEqual({ kind: 'failed', fault: 'its name leads where webhooks may not go' });
    expect(await send(receiver.url, { allowPrivate: false })).toEqual({ kind: 'failed', fault: 'webhooks may no longer go there' });
    expect(receiver.received).toEqual([]);
  });
});
