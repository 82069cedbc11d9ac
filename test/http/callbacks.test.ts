import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { event as described } from '#http/api/event-schemas.ts';
import { apiClient } from '../support/api-client.ts';
import { ask, errorOf, signIn, type StaffBrowser, visit } from '../support/browser.ts';
import { serve, type Served } from '../support/serve.ts';
import { whenStored } from '../support/temp-store.ts';
import { startReceiver } from '../support/webhook-receiver.ts';

const HOUR = 3600_000;

let served: Served;
let chen: StaffBrowser;
beforeAll(async () => {
  served = await serve();
  chen = await signIn(served.url, await served.inviteStaff('陈晨', 'agent'));
});
afterAll(() => served.close());

/** A customer who waits for a person, with what their page can send. */
const waiting = async () => {
  const visitor = await visit(served.url);
  await visitor.say('转人工');
  const id = await served.conversationOf(visitor.token);
  await whenStored(served.store, async () => (await served.store.conversation(id))?.state === 'waiting');
  const post = (path: string, body: unknown) => visitor.post(`/api/web/${path}`, body);
  return { id, post };
};
const at = (id: string, step: string): string => `/api/console/conversations/${id}/${step}`;
const wish = () => served.clock.now() + 3 * HOUR;

describe('a callback over HTTP', () => {
  it('is agreed by the customer’s page, shown without the number, looked up with a note, and done', async () => {
    const { id, post } = await waiting();
    expect((await post('callback', { way: 'phone', contact: '138 0013 8000', wishedAt: wish(), consent: true, language: 'zh' })).status).toBe(204);
    const api = await apiClient(served, 'read');
    const { json } = await api.get('/callbacks');
    expect(json).toMatchObject({ callbacks: [{ team: 'service', callback: { way: 'phone', contactEnd: '…8000', from: wish(), tries: 0, mostTries: 3 }, conversation: { id, state: 'waiting' } }], more: 0 });
    expect(JSON.stringify(json)).not.toContain('13800138000');
    const detail = await chen.get(`/api/console/conversations/${id}`);
    expect(detail.json).toMatchObject({ summary: { callback: { contactEnd: '…8000' } }, brief: { promises: expect.arrayContaining([expect.objectContaining({ text: expect.stringContaining('尾号 8000'), dueAt: wish() + HOUR / 2, kept: 'open' })]) } });
    expect(JSON.stringify(detail.json)).not.toContain('13800138000');
    expect((await chen.post(at(id, 'callback-contact'))).json).toEqual({ way: 'phone', contact: '13800138000' });
    expect((await chen.post(at(id, 'callback-done'))).status).toBe(204);
    expect(await served.store.conversation(id)).toMatchObject({ state: 'human', agentName: '陈晨' });
    expect(errorOf(await chen.post(at(id, 'callback-done')))?.code).toBe('not_allowed_now');
    expect((await api.get('/callbacks')).json).toEqual({ callbacks: [], more: 0 });
  });

  it('is told to webhooks when it is promised, changed and ended, without the number', async () => {
    const receiver = await startReceiver();
    const lead = await apiClient(served, 'lead', (await served.access.addStaff('林岚', 'lead', 1)).id);
    await lead.post('/webhooks', { url: receiver.url, events: ['callback.promised', 'callback.ended'] });
    const { id, post } = await waiting();
    for (const wishedAt of [wish(), wish() + HOUR]) await post('callback', { way: 'phone', contact: '13800138000', wishedAt, consent: true, language: 'zh' });
    await chen.post(at(id, 'callback-done'));
    const bodies = (await receiver.got(3)).map(({ body }) => body);
    expect(bodies.join()).not.toContain('13800138000');
    const events = bodies.map((body) => described.parse(JSON.parse(body)));
    expect(events.map(({ type, data }) => [type, data.conversation?.id, data.callback?.from])).toEqual([
      ['callback.promised', id, wish()],
      ['callback.promised', id, wish() + HOUR],
      ['callback.ended', id, wish() + HOUR],
    ]);
    expect(events[2]?.data).toMatchObject({ handover: { team: 'service' }, callback: { contactEnd: '…8000', ended: { how: 'done', by: '陈晨' } } });
    await receiver.close();
  });

  it('is moved and tried again by programs, and cancelled by the customer', async () => {
    const { id, post } = await waiting();
    await post('callback', { way: 'email', contact: 'anna@example.com', consent: true, language: 'en' });
    const staff = await served.access.addStaff('Program', 'agent', 1);
    const api = await apiClient(served, 'agent', staff.id);
    expect((await api.post(`/conversations/${id}/callback-contact`)).json).toEqual({ way: 'email', contact: 'anna@example.com' });
    expect((await api.post(`/conversations/${id}/callback-moved`, { at: wish() })).status).toBe(204);
    const key = { 'idempotency-key': crypto.randomUUID() };
    for (const _ of [1, 2]) expect((await api.post(`/conversations/${id}/callback-missed`, {}, key)).status).toBe(204);
    expect((await served.store.handovers(id))[0]?.callback?.tries).toHaveLength(1);
    expect((await api.post(`/conversations/${id}/callback-moved`, { at: 5 })).status).toBe(400);
    expect((await post('callback/cancel', { language: 'en' })).status).toBe(204);
    expect((await served.store.handovers(id))[0]?.callback?.ended).toMatchObject({ how: 'cancelled', by: 'customer' });
  });

  it.each([
    ['without consent', { way: 'phone', contact: '13800138000', language: 'zh' }],
    ['with half a number', { way: 'phone', contact: '1380', consent: true, language: 'zh' }],
    ['for the past', { way: 'phone', contact: '13800138000', wishedAt: 5, consent: true, language: 'zh' }],
  ])('is refused %s', async (_, body) => {
    const { id, post } = await waiting();
    expect((await post('callback', body)).status).toBe(400);
    expect((await served.store.handovers(id))[0]?.callback).toBeUndefined();
  });

  it('is refused to those who only read, and to strangers', async () => {
    const { id } = await waiting();
    expect((await (await apiClient(served, 'read')).post(`/conversations/${id}/callback-contact`)).status).toBe(403);
    expect((await ask(served.url, at(id, 'callback-contact'), { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).status).toBe(401);
  });
});
