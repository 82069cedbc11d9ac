import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BriefView, CustomerState, PassedOn } from '#core/protocol.ts';
import { errorOf, signIn, type StaffBrowser, visit } from '../support/browser.ts';
import { serve, type Served } from '../support/serve.ts';

let served: Served;
let lead: StaffBrowser;
let agent: StaffBrowser;
beforeAll(async () => {
  served = await serve();
  lead = await signIn(served.url, await served.inviteStaff('周敏', 'lead'));
  agent = await signIn(served.url, await served.inviteStaff('陈晨', 'agent'));
});
afterAll(() => served.close());

/** A customer who complains and waits, and the next thing that the page shows as passed on. */
const waiting = async () => {
  const visitor = await visit(served.url);
  const stream = await visitor.follow();
  await visitor.say('我要投诉，水壶漏水');
  const shows = async (is: (passedOn: PassedOn) => boolean): Promise<PassedOn | undefined> => {
    const stateOf = (data: unknown) => (data as CustomerState).passedOn;
    const events = await stream.until(({ event, data }) => event === 'state' && stateOf(data) !== undefined && is(stateOf(data) as PassedOn));
    return stateOf(events.at(-1)?.data);
  };
  const first = await shows(() => true);
  return { visitor, stream, shows, first, id: await served.conversationOf(visitor.token) };
};
const briefOf = async (id: string): Promise<BriefView> => ((await agent.get(`/api/console/conversations/${id}`)).json as { brief: BriefView }).brief;

describe('what was passed on', () => {
  it('is shown to the customer who waits, is set right, and the brief shows both', async () => {
    const { visitor, stream, shows, first, id } = await waiting();
    expect(first).toEqual({ points: [{ point: 'request', value: '我要投诉，水壶漏水' }], isRight: false });
    expect((await visitor.post('/api/web/brief', { corrections: [{ point: 'request', text: '我要投诉，电饭煲漏电' }, { point: 'order', text: '20261107-0033' }] })).status).toBe(204);
    const corrected = await shows(({ points }) => points.length > 1);
    expect(corrected?.points).toEqual([{ point: 'request', value: '我要投诉，电饭煲漏电', was: '我要投诉，水壶漏水' }, { point: 'order', value: '20261107-0033' }]);
    expect(await briefOf(id)).toMatchObject({ request: '我要投诉，电饭煲漏电', requestWas: '我要投诉，水壶漏水', facts: [{ kind: 'order', value: '20261107-0033', was: '' }], checked: { isRight: false } });
    await stream.close();
  });

  it('is confirmed by words, and by words set right', async () => {
    const { visitor, stream, shows, id } = await waiting();
    await visitor.say('对，没错');
    expect((await shows(({ isRight }) => isRight))?.isRight).toBe(true);
    await visitor.say('不对，我要的是换货');
    expect((await shows(({ isRight }) => !isRight))?.points.at(-1)).toEqual({ point: 'other', value: '我要的是换货' });
    expect(await briefOf(id)).toMatchObject({ corrected: ['我要的是换货'] });
    await stream.close();
  });

  it('warns the agent who asks for it again, and tells leads how often that happens', async () => {
    const { visitor, stream, shows, id } = await waiting();
    await visitor.post('/api/web/brief', { corrections: [{ point: 'order', text: '20261107-0033' }] });
    await shows(({ points }) => points.length > 1);
    const advice = await agent.post(`/api/console/conversations/${id}/check-reply`, { text: '您好，请问您的订单号是多少？' });
    expect(advice.json).toMatchObject({ findings: expect.arrayContaining([expect.objectContaining({ rule: 'known-order', kind: 'known' })]) as unknown });
    expect((await lead.get('/api/console/handover-report')).json).toMatchObject({ answered: 0, rate: null });
    expect(errorOf(await agent.get('/api/console/handover-report'))?.code).toBe('forbidden');
    await stream.close();
  });

  it.each([{ corrections: [] }, { corrections: [{ point: 'tier', text: 'vip' }] }, { isRight: false }, { isRight: true, corrections: [] }])('refuses %j', async (body) => {
    const { visitor, stream } = await waiting();
    expect((await visitor.post('/api/web/brief', body)).status).toBe(400);
    await stream.close();
  });

  it('is nothing to check before anything was handed over', async () => {
    const visitor = await visit(served.url);
    await visitor.say('shop opening hours');
    expect(errorOf(await visitor.post('/api/web/brief', { isRight: true }))?.code).toBe('not_allowed_now');
  });
});
