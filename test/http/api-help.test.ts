import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssistView, HandoverReport, ReplyAdvice } from '#core/protocol.ts';
import { ENDPOINTS } from '#http/api/endpoints.ts';
import { apiClient, type ApiClient } from '../support/api-client.ts';
import { errorOf, messagesUntil, signIn, visit, type Visitor } from '../support/browser.ts';
import { serve, type Served } from '../support/serve.ts';

let served: Served;
let reader: ApiClient;
let agent: ApiClient;
let colleague: ApiClient;
let lead: ApiClient;
beforeAll(async () => {
  served = await serve();
  reader = await apiClient(served, 'read');
  agent = await apiClient(served, 'agent', (await served.access.addStaff('陈晨', 'agent', 1)).id);
  colleague = await apiClient(served, 'agent', (await served.access.addStaff('吴迪', 'agent', 2)).id);
  lead = await apiClient(served, 'lead', (await served.access.addStaff('林岚', 'lead', 3)).id);
});
afterAll(() => served.close());

const waiting = async (said = '退款多久到账'): Promise<{ readonly id: string; readonly visitor: Visitor }> => {
  const visitor = await visit(served.url);
  const stream = await visitor.follow();
  await visitor.say(said);
  await visitor.say('我要投诉，转人工');
  await messagesUntil(stream, ({ notice }) => notice?.kind === 'handed_over');
  await stream.close();
  return { visitor, id: await served.conversationOf(visitor.token) };
};
/** What the OpenAPI document says of an answer, and the answer says otherwise. */
const faultsOf = (operation: string, json: unknown) => ENDPOINTS.find(({ id }) => id === operation)?.answer?.safeParse(json).error?.issues;

describe('a program that helps an agent', () => {
  it('has a reply checked before it is sent, with better wording and the name of who writes', async () => {
    const { id } = await waiting();
    const checked = await agent.post(`/conversations/${id}/check-reply`, { text: '这是公司的规定' });
    const { findings } = checked.json as ReplyAdvice;
    expect(faultsOf('checkReply', checked.json)).toBeUndefined();
    expect(findings.map(({ rule }) => rule).toSorted()).toEqual(['no-greeting', 'rule-as-reason']);
    expect(findings.find(({ rule }) => rule === 'no-greeting')?.better?.text).toBe('您好，我是小店的陈晨。');
    expect([(await reader.post(`/conversations/${id}/check-reply`, { text: 'x' })).status, (await agent.post('/conversations/none/check-reply', { text: 'x' })).status]).toEqual([403, 404]);
  });

  it('gets drafts and advice for whoever has the conversation, and for nobody else', async () => {
    const { id, visitor } = await waiting();
    expect(errorOf(await agent.get(`/conversations/${id}/assist`))?.code).toBe('not_allowed_now');
    await agent.post(`/conversations/${id}/claim`);
    const { seq } = await visitor.say('退款多久到账');
    served.clock.advance(1_000);
    const view = await agent.get(`/conversations/${id}/assist?language=en`);
    expect(faultsOf('getAssist', view.json)).toBeUndefined();
    expect(view.json as AssistView).toMatchObject({ seq, question: { seq }, drafts: [{ by: 'articles', citations: [{ articleId: 'refund-time' }] }], advice: [{ language: 'en' }], canWrite: false });
    expect((await agent.post(`/conversations/${id}/assist/draft`, { seq })).json).toEqual({});
    expect((await lead.get(`/conversations/${id}/assist`)).status).toBe(200);
    expect((await colleague.get(`/conversations/${id}/assist`)).status).toBe(409);
    expect((await colleague.post(`/conversations/${id}/assist/draft`, { seq })).status).toBe(409);
  });

  it('lets the customer see that the owner writes, and nobody else', async () => {
    const { id, visitor } = await waiting();
    await agent.post(`/conversations/${id}/claim`);
    const stream = await visitor.follow();
    expect((await colleague.post(`/conversations/${id}/typing`)).status).toBe(204);
    expect((await agent.post(`/conversations/${id}/typing`)).status).toBe(204);
    expect((await stream.until(({ event }) => event === 'typing')).at(-1)?.data).toMatchObject({ who: 'agent', name: '陈晨' });
    await stream.close();
  });
});

describe('a program that watches over the service', () => {
  it('reads how long everybody in the queue is likely to wait still, once people have been seen to take customers', async () => {
    const { id: first } = await waiting();
    const queue = async () => (await reader.get('/queue')).json as { readonly waiting: readonly { readonly conversation: { readonly id: string }; readonly expectedWait?: { readonly fromMinutes: number } }[] };
    expect((await queue()).waiting.some(({ expectedWait }) => expectedWait)).toBe(false);
    for (const id of [first, ...(await Promise.all(Array.from({ length: 5 }, () => waiting()))).map((each) => each.id)]) {
      served.clock.advance(120_000);
      expect((await agent.post(`/conversations/${id}/claim`)).status).toBe(204);
    }
    const { id } = await waiting();
    served.clock.advance(2_000);
    const now = await queue();
    expect(faultsOf('getQueue', now)).toBeUndefined();
    expect(now.waiting.find(({ conversation }) => conversation.id === id)?.expectedWait).toMatchObject({ fromMinutes: expect.any(Number), toMinutes: expect.any(Number) });
  });

  it('reads as a lead the repeat-yourself rate and what is wrong outside', async () => {
    const report = await lead.get('/handover-report');
    expect(faultsOf('reportHandovers', report.json)).toBeUndefined();
    expect(report.json as HandoverReport).toMatchObject({ repeated: 0 });
    expect((await lead.get('/troubles')).json).toEqual({ troubles: [] });
    expect([(await agent.get('/handover-report')).status, (await agent.get('/troubles')).status]).toEqual([403, 403]);
  });
});

describe('a program that looks after the staff', () => {
  it('invites a colleague with a link that signs in once, as a lead only', async () => {
    const invited = await lead.post('/staff', { name: '周敏', role: 'agent' });
    expect([invited.status, faultsOf('inviteStaff', invited.json)]).toEqual([201, undefined]);
    const { link } = invited.json as { readonly link: string };
    expect(link).toContain('/console/#sign-in=');
    const browser = await signIn(served.url, link.split('=').at(-1) ?? '');
    expect((await browser.get('/api/console/me')).json).toMatchObject({ name: '周敏', role: 'agent' });
    expect((await agent.post('/staff', { name: '周敏', role: 'agent' })).status).toBe(403);
    const bound = await apiClient(served, 'lead', (await served.access.addStaff('何方', 'agent', 4)).id);
    expect((await bound.post('/staff', { name: '周敏', role: 'lead' })).status).toBe(403);
    expect(errorOf(await lead.post('/staff', { name: ' ', role: 'agent' }))?.code).toBe('invalid_input');
  });

  it('lets everybody name themselves, and nobody else', async () => {
    const { id } = await served.access.addStaff('吴迪', 'agent', 5);
    const own = await apiClient(served, 'agent', id);
    expect((await own.post(`/staff/${id}/rename`, { name: ' 吴  迪 ' })).status).toBe(204);
    expect((await served.access.staff()).find((person) => person.id === id)?.name).toBe('吴  迪');
    expect((await lead.post(`/staff/${id}/rename`, { name: '小吴' })).status).toBe(403);
  });
});
