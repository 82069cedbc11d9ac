import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReplyAdvice } from '#core/protocol.ts';
import { ask, errorOf, type StaffBrowser } from '../support/browser.ts';
import type { Served } from '../support/serve.ts';
import { serveWaitingCustomer } from '../support/waiting-customer.ts';

let served: Served;
let agent: StaffBrowser;
let path: string;
let id: string;
beforeAll(async () => {
  ({ served, agent, id } = await serveWaitingCustomer());
  path = `/api/console/conversations/${id}/check-reply`;
});
afterAll(() => served.close());

const advice = async (text: string): Promise<ReplyAdvice['findings']> => ((await agent.post(path, { text })).json as ReplyAdvice).findings;

describe('advice on a reply', () => {
  it('comes while it is written, with the better wording and the writer’s name', async () => {
    const text = '这是公司的规定';
    const findings = await advice(text);
    expect(findings.map(({ rule }) => rule).toSorted()).toEqual(['no-greeting', 'rule-as-reason']);
    expect(findings.find(({ rule }) => rule === 'no-greeting')?.better?.text).toBe('您好，我是小店的陈静。');
    expect(await advice('您好，我来帮您看一下。')).toEqual([]);
    expect(await advice('')).toEqual([]);
  });

  it('stores nothing and stops nobody from sending', async () => {
    const before = await served.store.transcript(id, 100);
    await advice('你搞错了');
    expect(await served.store.transcript(id, 100)).toEqual(before);
    expect((await agent.post(`/api/console/conversations/${id}/claim`, {})).status).toBe(204);
    expect((await agent.post(`/api/console/conversations/${id}/reply`, { text: '你搞错了', clientId: 'advice-test-1' })).status).toBe(204);
    expect((await advice('查到了，在路上。')).map(({ rule }) => rule)).toEqual([]);
  });

  it('is for staff, about a conversation that there is, and about a text that could be sent', async () => {
    expect((await ask(served.url, path, { method: 'POST', body: '{"text":"x"}' })).status).toBe(401);
    expect(errorOf(await agent.post('/api/console/conversations/nobody/check-reply', { text: 'x' }))?.code).toBe('not_found');
    expect(errorOf(await agent.post(path, { text: 'x'.repeat(4_001) }))?.code).toBe('invalid_input');
    expect(errorOf(await agent.post(path, {}))?.code).toBe('invalid_input');
  });
});
