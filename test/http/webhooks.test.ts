import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Webhook } from '#core/ports/webhook-store.ts';
import { event as described } from '#http/api/event-schemas.ts';
import { errorOf, messagesUntil, visit } from '../support/browser.ts';
import { apiClient, type ApiClient } from '../support/api-client.ts';
import { serve, type Served } from '../support/serve.ts';
import { type Received, type Receiver, startReceiver } from '../support/webhook-receiver.ts';

let served: Served;
let lead: ApiClient;
beforeAll(async () => {
  served = await serve();
  lead = await apiClient(served, 'lead', (await served.access.addStaff('林岚', 'lead', 1)).id);
});
afterAll(() => served.close());

let receiver: Receiver;
let added: { readonly webhook: { readonly id: string }; readonly secret: string };
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  await lead.post(`/webhooks/${added.webhook.id}/remove`);
  await receiver.close();
});

const add = async (given: object = {}): Promise<void> => {
  const answer = await lead.post('/webhooks', { url: receiver.url, ...given });
  expect(answer.status).toBe(201);
  added = answer.json as typeof added;
};
type Sent = { readonly id: string; readonly type: string; readonly data: { readonly message?: { readonly text: string; readonly author: string } } };
const eventOf = ({ body }: Received): Sent => JSON.parse(body) as Sent;
const isSigned = ({ headers, body }: Received, secret: string): boolean => {
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  return headers['webhook-signature'] === `v1,${createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(signed).digest('base64')}`;
};
const viewOf = async () => (await lead.get(`/webhooks/${added.webhook.id}`)).json as { readonly state: string; readonly missed: number; readonly failures: number };
/** Resolves when `holds` says yes of the endpoint, looked at whenever something has happened in this process. */
const when = async (holds: (endpoint: Webhook) => boolean): Promise<void> => {
  for (;;) {
    const endpoint = (await served.webhooks.list()).find(({ id }) => id === added.webhook.id);
    if (endpoint && holds(endpoint)) return;
    await new Promise((resolve) => void setImmediate(resolve));
  }
};

describe('a webhook', () => {
  it('hears a complaint from the first word to the rating, signed, in order', async () => {
    await add();
    const visitor = await visit(served.url);
    const stream = await visitor.follow();
    await visitor.say('我要投诉');
    await messagesUntil(stream, ({ notice }) => notice?.kind === 'handed_over');
    const id = await served.conversationOf(visitor.token);
    for (const [step, body] of [['claim'], ['note', { text: '只给员工' }], ['reply', { text: '您好' }]] as const) expect((await lead.post(`/conversations/${id}/${step}`, body)).status).toBe(204);
    await messagesUntil(stream, ({ text }) => text === '您好');
    await lead.post(`/conversations/${id}/close`, { reason: 'resolved' });
    await stream.close();
    await visitor.post('/api/web/rating', { score: 5 });
    const got = await receiver.got(9);
    const events = got.map(eventOf);
    expect(events.map(({ type }) => type).filter((type) => type !== 'message.created')).toEqual(['conversation.opened', 'handover.opened', 'handover.claimed', 'handover.closed', 'conversation.closed', 'rating.given']);
    expect(events.flatMap(({ data: { message } }) => message?.author ?? []).toSorted()).toEqual(['agent', 'bot', 'customer']);
    expect(JSON.stringify(events)).not.toContain('只给员工');
    expect(got.every((each) => isSigned(each, added.secret))).toBe(true);
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
    expect(events.flatMap((event) => described.safeParse(event).error?.issues ?? [])).toEqual([]);
  });

  it('that fails is told again under the same id, and nothing overtakes in the conversation', async () => {
    await add({ events: ['message.created'] });
    receiver.answerWith(500);
    const visitor = await visit(served.url);
    await visitor.say('第一条 hello');
    await receiver.got(1);
    await when(({ failures }) => failures > 0);
    await visitor.say('第二条 hello');
    receiver.answerWith(204);
    served.clock.advance(5_000);
    const got = (await receiver.got(3)).map(eventOf);
    expect(got[1]).toEqual(got[0]);
    expect(got[0]?.data.message?.text).toBe('第一条 hello');
    await when(({ failures }) => failures === 0);
  });

  it('that never answers holds nobody else up', async () => {
    await add({ events: ['message.created'] });
    receiver.answerWith('stall');
    const visitor = await visit(served.url);
    const stream = await visitor.follow();
    await visitor.say('退款多久到账');
    await receiver.got(1);
    await messagesUntil(stream, ({ author, citations }) => author === 'bot' && citations !== undefined);
    await stream.close();
    expect((await viewOf()).state).toBe('healthy');
  });

  it('that fails for a day is disabled, which stands in the log; enabled again it hears what comes then', async () => {
    await add({ events: ['message.created'] });
    receiver.answerWith(503);
    const visitor = await visit(served.url);
    await visitor.say('在吗 hello');
    await when(({ failures }) => failures > 0);
    served.clock.jump(24 * 3600_000);
    await when(({ disabledAt }) => disabledAt !== undefined);
    expect(served.logged.join('\n')).toContain('a webhook is disabled');
    expect(await viewOf()).toMatchObject({ state: 'disabled', missed: expect.any(Number) });
    receiver.answerWith(204);
    expect((await lead.post(`/webhooks/${added.webhook.id}/change`, { enabled: true })).json).toMatchObject({ state: 'healthy', failures: 0 });
    const before = receiver.received.length;
    await (await visit(served.url)).say('again hello');
    expect(eventOf((await receiver.got(before + 1)).at(-1) ?? { headers: {}, body: '{}' }).data.message?.text).toBe('again hello');
  });

  it('is tested at once, shows its secret once, and signs with a new one when asked', async () => {
    // Only what is asked for here: the bot may still be answering the test before.
    await add({ events: ['rating.given'] });
    expect(JSON.stringify((await lead.get('/webhooks')).json)).not.toContain(added.secret.slice(6));
    expect((await lead.post(`/webhooks/${added.webhook.id}/test`)).json).toEqual({ arrived: true });
    const { secret } = (await lead.post(`/webhooks/${added.webhook.id}/rotate`)).json as { secret: string };
    expect(secret).not.toBe(added.secret);
    await lead.post(`/webhooks/${added.webhook.id}/test`);
    const [first, second] = await receiver.got(2);
    expect(first && isSigned(first, added.secret)).toBe(true);
    expect(first && eventOf(first)).toMatchObject({ type: 'test' });
    expect(String(second?.headers['webhook-signature']).split(' ')).toHaveLength(2);
    receiver.answerWith(404);
    expect((await lead.post(`/webhooks/${added.webhook.id}/test`)).json).toEqual({ arrived: false, fault: 'answered 404' });
  });

  it('is refused where it would lead astray, and twice', async () => {
    await add();
    expect(errorOf(await lead.post('/webhooks', { url: receiver.url }))?.code).toBe('conflict');
    for (const url of ['http://93.184.216.34/', 'ftp://x.example/', 'https://a:b@x.example/']) expect(errorOf(await lead.post('/webhooks', { url }))?.code).toBe('invalid_input');
    expect(errorOf(await lead.post('/webhooks', { url: 'https://x.example/', events: ['all'] }))?.code).toBe('invalid_input');
  });
});
