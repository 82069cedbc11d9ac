import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseRules } from '#core/cases/rules.ts';
import type { CaseListView, CaseReport, CaseView, TaskListView } from '#core/protocol.ts';
import { staffPlanSchema } from '#core/routing/staff-plan.ts';
import { ENDPOINTS } from '#http/api/endpoints.ts';
import { event as described } from '#http/api/event-schemas.ts';
import { CASE_POLICY, CASE_RULES } from '../core/cases/sample-cases.ts';
import { apiClient, type ApiClient } from '../support/api-client.ts';
import { errorOf, messagesUntil, signIn, type StaffBrowser, visit } from '../support/browser.ts';
import { serve, type Served } from '../support/serve.ts';
import { type Receiver, startReceiver } from '../support/webhook-receiver.ts';

let served: Served;
let lead: ApiClient;
let agent: ApiClient;
let reader: ApiClient;
let desk: StaffBrowser;
let receiver: Receiver;
beforeAll(async () => {
  served = await serve({ policy: CASE_POLICY });
  lead = await apiClient(served, 'lead', (await served.access.addStaff('林岚', 'lead', 1)).id);
  agent = await apiClient(served, 'agent', (await served.access.addStaff('陈晨', 'agent', 1)).id);
  reader = await apiClient(served, 'read');
  desk = await signIn(served.url, await served.inviteStaff('吴迪', 'agent'));
  receiver = await startReceiver();
  await lead.post('/webhooks', { url: receiver.url, events: ['case.opened', 'case.closed'] });
});
afterAll(async () => {
  await receiver.close();
  await served.close();
});

/** Does an answer have the form that the OpenAPI document says? */
const isDescribed = (id: string, answer: unknown): boolean => ENDPOINTS.find((endpoint) => endpoint.id === id)?.answer?.safeParse(answer).success ?? false;

describe('cases over the API', () => {
  it('go from a complaint to the confirmed end, as the document says, and webhooks hear of both', async () => {
    const visitor = await visit(served.url);
    const stream = await visitor.follow();
    await visitor.say('洗衣机漏水，我要投诉');
    await messagesUntil(stream, ({ text }) => text.includes('C-20261123-0001'));
    const list = (await reader.get('/cases?state=open')).json as CaseListView;
    expect(isDescribed('listCases', list)).toBe(true);
    expect(list.cases).toMatchObject([{ id: 'C-20261123-0001', state: 'open', summary: '洗衣机漏水，我要投诉' }]);
    const step = async (client: ApiClient, version: number, command: object) => client.post('/cases/C-20261123-0001/command', { version, command });
    const decide = { kind: 'decide', outcome: 'justified', remedy: 'damages', text: '我们赔偿您的损失。', compensation: 300_00 };
    expect((await step(reader, 1, decide)).status).toBe(403);
    expect((await step(agent, 1, { ...decide, text: '这是公司的规定，我不知道。' })).status).toBe(400);
    expect((await step(agent, 1, decide)).json).toMatchObject({ record: { state: 'investigating', decision: { approval: 'pending' } } });
    expect(errorOf(await step(agent, 1, decide))).toMatchObject({ code: 'conflict' });
    // The case says who may approve it.
    expect((await agent.get('/cases/C-20261123-0001')).json).toMatchObject({ approval: { by: ['林岚'], mayApprove: false } });
    expect((await step(agent, 2, { kind: 'approve' })).status).toBe(403);
    expect((await step(lead, 2, { kind: 'approve' })).status).toBe(200);
    await messagesUntil(stream, ({ text }) => text.includes('¥300'));
    const asked = (await step(agent, 3, { kind: 'ask' })).json;
    expect(isDescribed('changeCase', asked)).toBe(true);
    expect(errorOf(await step(agent, 4, { kind: 'confirm', seq: 1 }))).toMatchObject({ code: 'invalid_input' });
    const [question] = (await messagesUntil(stream, ({ quickReplies = [] }) => quickReplies.length > 0)).slice(-1);
    await visitor.say(question?.quickReplies?.[0]?.text ?? '');
    await messagesUntil(stream, ({ text }) => text.includes('办结'));
    await stream.close();
    expect((await reader.get('/cases/C-20261123-0001')).json).toMatchObject({ record: { state: 'closed', closing: { reason: 'confirmed' } } });
    const report = (await lead.get('/case-report')).json as CaseReport;
    expect(isDescribed('reportCases', report)).toBe(true);
    expect(report.total).toMatchObject({ count: 1, closed: 1, compensation: 300_00 });
    expect((await agent.get('/case-report')).status).toBe(403);
    const table = await lead.get('/cases.csv');
    expect([table.headers.get('content-type'), table.text.split('\r\n')[1]?.slice(0, 15)]).toEqual(['text/csv; charset=utf-8', 'C-20261123-0001']);
    expect((await agent.get('/cases.csv')).status).toBe(403);
    const events = (await receiver.got(2)).map(({ body }) => described.parse(JSON.parse(body)));
    expect(events.map(({ type, data }) => [type, data.case?.id])).toEqual([['case.opened', 'C-20261123-0001'], ['case.closed', 'C-20261123-0001']]);
    expect(events[1]?.data.case?.closed).toMatchObject({ reason: 'confirmed', by: 'customer' });
  });

  it('can be opened by hand from any conversation, in the console as well', async () => {
    const visitor = await visit(served.url);
    await visitor.say('你好');
    const id = await served.conversationOf(visitor.token);
    const none = (await desk.get(`/api/console/conversations/${id}/case`)).json as CaseView;
    expect(none).toMatchObject({ isLate: false, mayReopen: false, setup: { mayGrant: 200_00, currency: '¥' } });
    expect(none.record).toBeUndefined();
    const seen = (await reader.get(`/conversations/${id}/case`)).json;
    expect([isDescribed('getCaseOfConversation', seen), seen]).toMatchObject([true, { setup: { departments: none.setup.departments } }]);
    const opened = await desk.post(`/api/console/conversations/${id}/case`, { facts: { summary: '杯子有裂痕', claim: 'replace' }, clientId: 'client-1' });
    expect(opened.json).toMatchObject({ record: { owner: { name: '吴迪' }, summary: '杯子有裂痕', claim: 'replace' } });
    expect(errorOf(await agent.post(`/conversations/${id}/case`, { summary: '再来一个' }))).toMatchObject({ code: 'conflict' });
    expect(errorOf(await agent.post('/cases/C-20200101-0001/command', { version: 1, command: { kind: 'ask' } }))).toMatchObject({ code: 'not_found' });
    expect((await desk.post('/api/console/cases/C-20261123-0002/command', { version: 1, command: { kind: 'unassign' }, clientId: 'client-2' })).status).toBe(400);
    expect(((await desk.get('/api/console/cases?filter=mine')).json as CaseListView).cases).toHaveLength(1);
    expect((await desk.get('/api/console/cases.csv')).status).toBe(403);
    expect((await desk.get('/api/console/case-report')).status).toBe(403);
  });
});

describe('a compensation above the authority of leads', () => {
  it('names whoever may approve it, who is told and does, and says so where nobody may', async () => {
    const cases = { ...CASE_RULES, authority: { ...CASE_RULES.authority, people: [] as CaseRules['authority']['people'] } };
    const here = await serve({ policy: { ...CASE_POLICY, cases } });
    try {
      const head = await here.access.addStaff('店长', 'agent', 1);
      const [owner, lead2, boss] = [await apiClient(here, 'agent', (await here.access.addStaff('陈晨', 'agent', 1)).id), await apiClient(here, 'lead', (await here.access.addStaff('林岚', 'lead', 1)).id), await apiClient(here, 'agent', head.id)];
      const visitor = await visit(here.url);
      await visitor.say('你好');
      const opened = (await owner.post(`/conversations/${await here.conversationOf(visitor.token)}/case`, { summary: '电视砸坏了地板' })).json as CaseView;
      const step = (client: ApiClient, version: number, command: object) => client.post(`/cases/${opened.record?.id}/command`, { version, command });
      const decided = await step(owner, 1, { kind: 'decide', outcome: 'justified', remedy: 'damages', text: '我们赔偿您。', compensation: 6_000_00 });
      expect(decided.json).toMatchObject({ approval: { by: [], mayApprove: false } });
      cases.authority.people.push({ id: head.id, upTo: 20_000_00 });
      const seen = await boss.get(`/cases/${opened.record?.id}`);
      expect(isDescribed('getCase', seen.json)).toBe(true);
      expect(seen.json).toMatchObject({ approval: { by: ['店长'], mayApprove: true } });
      expect((await step(lead2, 2, { kind: 'approve' })).status).toBe(403);
      expect((await step(boss, 2, { kind: 'approve' })).json).toMatchObject({ record: { decision: { approval: 'approved', approvedBy: { name: '店长' } } } });
    } finally {
      await here.close();
    }
  });
});

describe('a task of a department', () => {
  it('is told to its people alone, stands among their tasks, and over the API by department and colleague', async () => {
    const plan = staffPlanSchema.parse({ staff: [{ name: '孙强', departments: ['repairs'] }, { name: '李静', departments: ['logistics'] }] });
    const here = await serve({ policy: CASE_POLICY, plan });
    try {
      const api = await apiClient(here, 'agent', (await here.access.addStaff('陈晨', 'agent', 1)).id);
      const [sun, li] = [await signIn(here.url, await here.inviteStaff('孙强', 'agent')), await signIn(here.url, await here.inviteStaff('李静', 'agent'))];
      const [sunHears, liHears] = [await sun.follow('/api/console/events'), await li.follow('/api/console/events')];
      const visitor = await visit(here.url);
      const stream = await visitor.follow();
      await visitor.say('洗衣机漏水，我要投诉');
      await messagesUntil(stream, ({ text }) => text.includes('C-20261123-0001'));
      await stream.close();
      const add = (version: number, department: string, text: string) => api.post('/cases/C-20261123-0001/command', { version, command: { kind: 'add_task', department, text, urgency: 'urgent' } });
      expect((await add(1, 'repairs', '检查阀门')).status).toBe(200);
      expect((await add(2, 'logistics', '准备备用机')).status).toBe(200);
      const isGiven = ({ event, data }: { readonly event: string; readonly data: unknown }) => event === 'alert' && (data as { kind: string }).kind === 'task_given';
      expect((await sunHears.until(isGiven)).at(-1)?.data).toMatchObject({ department: 'repairs' });
      // The first that people of another department hear of is their own.
      expect((await liHears.until(isGiven)).at(-1)?.data).toMatchObject({ department: 'logistics' });
      await Promise.all([sunHears.close(), liHears.close()]);
      expect(((await sun.get('/api/console/tasks')).json as TaskListView).tasks).toMatchObject([{ taskId: 't1', text: '检查阀门' }]);
      const listed = (await api.get('/case-tasks?department=logistics')).json as TaskListView;
      expect(isDescribed('listCaseTasks', listed)).toBe(true);
      expect(listed.tasks).toMatchObject([{ taskId: 't2', departmentName: { zh: '物流部' } }]);
      expect(((await api.get('/case-tasks?assigneeId=nobody')).json as TaskListView).tasks).toEqual([]);
      expect(((await api.get('/cases?department=logistics')).json as CaseListView).cases).toHaveLength(1);
    } finally {
      await here.close();
    }
  });
});
