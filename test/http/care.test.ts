import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CareReportView, FollowUpsView, PerformanceView } from '#core/protocol.ts';
import { careFigures } from '#core/care/figures.ts';
import { watchCare } from '#http/care-metrics.ts';
import { createMetrics } from '#http/metrics.ts';
import { carePolicy } from '../core/care/care-shop.ts';
import { apiClient } from '../support/api-client.ts';
import { type Answer, ask, errorOf, messagesUntil, signIn, type StaffBrowser, visit } from '../support/browser.ts';
import { runBaton } from '../support/run-command.ts';
import { serve, type Served } from '../support/serve.ts';
import { POLICY } from '../support/small-shop.ts';

let served: Served;
let lead: StaffBrowser;
let agent: StaffBrowser;
beforeAll(async () => {
  const { care } = await carePolicy();
  served = await serve({ policy: { ...POLICY, care } });
  lead = await signIn(served.url, await served.inviteStaff('林岚', 'lead'));
  agent = await signIn(served.url, await served.inviteStaff('陈晨', 'agent'));
});
afterAll(() => served.close());

const call = (who: StaffBrowser, path: string, body?: unknown): Promise<Answer> =>
  ask(served.url, `/api/console/${path}`, { method: body === undefined ? 'GET' : 'POST', headers: { cookie: who.cookie }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
const followUps = async (who: StaffBrowser, state = 'open') => ((await call(who, `follow-ups?state=${state}`)).json as FollowUpsView).followUps;

/** A visitor whom a colleague has served, and who rates that. */
async function rates(score: number, reasons: readonly string[] = []): Promise<string> {
  const visitor = await visit(served.url);
  const reader = await visitor.follow();
  await visitor.say('转人工');
  await messagesUntil(reader, ({ notice }) => notice?.kind === 'handed_over');
  const id = await served.conversationOf(visitor.token);
  expect((await call(agent, `conversations/${id}/claim`, {})).status).toBe(204);
  expect((await call(agent, `conversations/${id}/close`, { reason: 'resolved' })).status).toBe(204);
  await messagesUntil(reader, ({ notice }) => notice?.kind === 'closed');
  expect((await visitor.post('/api/web/rating', { score, comment: '说说', reasons })).status).toBe(204);
  if (score <= 2) await messagesUntil(reader, ({ text }) => text.includes('同事会在'));
  await reader.close();
  return id;
}

describe('after a conversation', () => {
  it('a bad rating is a call of whoever served, seen with why, and done with a result', async () => {
    const id = await rates(1, ['slow', 'made-up']);
    const [found] = await followUps(agent);
    expect(found).toMatchObject({ conversationId: id, kind: 'rating', score: 1, comment: '说说', reasons: [{ zh: '等太久', en: 'Too slow' }], owner: { name: '陈晨' }, team: { zh: '客服' } });
    expect(errorOf(await call(agent, `follow-ups/${found?.id}/done`, { result: '  ' }))?.code).toBe('invalid_input');
    expect((await call(agent, `follow-ups/${found?.id}/done`, { result: '已致歉' })).status).toBe(204);
    expect(await followUps(agent)).toEqual([]);
    expect(await followUps(lead, 'done')).toMatchObject([{ done: { result: '已致歉', by: '陈晨' } }]);
    expect((await call(agent, `follow-ups/${found?.id}/take`, {})).status).toBe(409);
    expect((await call(agent, 'follow-ups/nobody/take', {})).status).toBe(404);
  });

  it('one about the person who served is for leads only, in the console and in the API', async () => {
    await rates(1, ['manner']);
    expect(await followUps(agent)).toEqual([]);
    const [found] = await followUps(lead);
    expect((await call(agent, `follow-ups/${found?.id}/done`, { result: 'x' })).status).toBe(403);
    const [reader, leader] = [await apiClient(served, 'read'), await apiClient(served, 'lead')];
    expect((await reader.get('/follow-ups')).json).toEqual({ followUps: [] });
    expect((await leader.get('/follow-ups')).json).toMatchObject({ followUps: [{ id: found?.id, forLeads: true }] });
  });

  it('satisfaction and churn are for leads', async () => {
    await rates(5);
    const view = (await call(lead, 'care')).json as CareReportView;
    expect(view).toMatchObject({ all: { asked: 3, answered: 3, csat: 1 / 3 }, byAgent: [{ name: '陈晨', asked: 3 }], byTeam: [{ name: { zh: '客服' } }], churn: { lostAfterDays: 30 } });
    expect((await call(agent, 'care')).status).toBe(403);
    const [reader, leader] = [await apiClient(served, 'read'), await apiClient(served, 'lead')];
    expect([(await reader.get('/satisfaction')).status, (await reader.get('/churn')).status]).toEqual([403, 403]);
    expect((await leader.get('/satisfaction?days=7')).json).toMatchObject({ asked: 3, answered: 3, bot: { asked: 0 } });
    expect((await leader.get('/churn')).json).toMatchObject({ count: 0, risks: [], months: expect.any(Array) });
  });

  it('the work of each person and team is for leads', async () => {
    const view = (await call(lead, 'performance')).json as PerformanceView;
    expect(view).toMatchObject({ days: 30, byAgent: [{ name: '陈晨', taken: 3, passedOn: 0, ratings: 3, csat: 1 / 3 }], byTeam: [{ name: { zh: '客服' }, taken: 3 }] });
    expect(errorOf(await call(agent, 'performance'))?.code).toBe('forbidden');
    const [reader, leader] = [await apiClient(served, 'read'), await apiClient(served, 'lead')];
    expect((await reader.get('/performance')).status).toBe(403);
    expect((await leader.get('/performance?days=7')).json).toMatchObject({ days: 7, byAgent: [{ taken: 3 }] });
  });

  it('consent that was given elsewhere is kept with its words and who noted it', async () => {
    const id = await rates(4);
    const who = await served.access.staff();
    const client = await apiClient(served, 'agent', who.find(({ name }) => name === '陈晨')?.id);
    expect((await client.post(`/conversations/${id}/consents`, { scope: 'birthday', isGiven: true, wording: '电话里同意生日祝福' })).status).toBe(204);
    expect((await client.get(`/conversations/${id}/consents`)).json).toMatchObject({ consents: [{ scope: 'birthday', isGiven: true, wording: '电话里同意生日祝福 (陈晨)' }] });
    expect((await client.get('/conversations/nowhere/consents')).status).toBe(404);
  });

  it('is counted at /metrics, read from the store', async () => {
    const { registry } = createMetrics();
    const counts = await served.care.surveys(0, served.clock.now() + 1);
    watchCare(registry, { figures: () => Promise.resolve(careFigures(counts)), openFollowUps: () => Promise.resolve([{ isLate: true }, { isLate: false }]), now: () => 1 }, (error) => expect.fail(String(error)));
    const text = await registry.metrics();
    expect(text).toContain('baton_surveys{kind="rating",became="answered"} 4');
    expect(text).toMatch(/baton_csat_ratio 0\.5/);
    expect(text).toContain('baton_follow_ups{late="yes"} 1');
  });

  it('is told by the command line too', async () => {
    const variables = { DATA_DIR: served.folder };
    const churn = await runBaton(['report', 'churn', '--json'], variables);
    expect(churn).toMatchObject({ code: 0 });
    expect(JSON.parse(churn.out)).toMatchObject({ lostAfterDays: 30, months: expect.any(Array) });
    // The test's clock may be ahead of the machine's.
    expect((await runBaton(['report', 'satisfaction'], variables)).out).toMatch(/^all: asked \d+, answered \d+/m);
    expect((await runBaton(['report', 'performance'], variables)).out).toMatch(/^(?:陈晨: taken \d+, passed on 0|Nobody has taken)/m);
    expect((await runBaton(['report', 'churn', '--limit', 'many'], variables)).code).toBe(2);
  });
});
