import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ColleaguesView, ConversationDetail, OwnPresence } from '#core/protocol.ts';
import { apiClient } from '../support/api-client.ts';
import { messagesUntil, signIn, type StaffBrowser, visit } from '../support/browser.ts';
import type { EventReader } from '../support/event-reader.ts';
import { serve, type Served } from '../support/serve.ts';

let served: Served;
let lead: StaffBrowser;
let chen: StaffBrowser;
let stream: EventReader;
let chenId: string;
beforeAll(async () => {
  served = await serve();
  lead = await signIn(served.url, await served.inviteStaff('林岚', 'lead'));
  chen = await signIn(served.url, await served.inviteStaff('陈晨', 'agent'));
  const { people } = (await lead.get('/api/console/colleagues')).json as ColleaguesView;
  chenId = people.find(({ name }) => name === '陈晨')?.id ?? '';
  stream = await chen.follow('/api/console/events');
});
afterAll(async () => {
  await stream.close();
  await served.close();
});

const presence = async (): Promise<unknown> => (await stream.until(({ event }) => event === 'presence')).at(-1)?.data;
const detailOf = async (id: string): Promise<ConversationDetail> => (await lead.get(`/api/console/conversations/${id}`)).json as ConversationDetail;
/** Lets the standing clock go on until it is so. */
const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let i = 0; i < 200 && !(await holds()); i += 1) served.clock.advance(500);
  expect(await holds()).toBe(true);
};

describe('presence', () => {
  it('is unsaid at first, then what somebody says, told to their own page and shown to colleagues', async () => {
    expect(await presence()).toEqual({ presence: 'away', assign: 'auto' } satisfies OwnPresence);
    const said = await chen.post('/api/console/presence', { presence: 'busy' });
    expect([said.status, said.json]).toEqual([200, { presence: 'busy', chosen: 'busy', assign: 'auto' }]);
    expect(await presence()).toMatchObject({ presence: 'busy' });
    const seenBy = async (who: StaffBrowser) => ((await who.get('/api/console/colleagues')).json as ColleaguesView).people.find(({ id }) => id === chenId);
    expect(await seenBy(lead)).toEqual({ id: chenId, name: '陈晨', role: 'agent', presence: 'busy', load: 0, capacity: 5, teams: expect.arrayContaining(['service']) });
    expect(await seenBy(chen)).toEqual({ id: chenId, name: '陈晨', role: 'agent', presence: 'busy' });
  });

  it('refuses what is no presence, and whoever is not signed in', async () => {
    expect((await chen.post('/api/console/presence', { presence: 'off_shift' })).status).toBe(400);
    expect((await fetch(`${served.url}/api/console/presence`)).status).toBe(401);
  });

  it('lasts as long as a console is open, and brings waiting customers, with an alert for that person alone', async () => {
    const visitor = await visit(served.url);
    const reader = await visitor.follow();
    await visitor.say('我要投诉');
    await messagesUntil(reader, ({ notice }) => notice?.kind === 'handed_over');
    const id = await served.conversationOf(visitor.token);
    expect((await detailOf(id)).summary.rank).toMatchObject({ rate: 1, because: ['high'] });
    // Open far longer than somebody without a console counts as being there.
    for (let i = 0; i < 10; i += 1) {
      served.clock.advance(31_000);
      await chen.get('/api/console/presence');
    }
    await chen.post('/api/console/presence', { presence: 'available' });
    await until(async () => (await detailOf(id)).summary.agentId === chenId);
    const alert = (await stream.until(({ event, data }) => event === 'alert' && (data as { kind: string }).kind === 'assigned')).at(-1);
    expect(alert?.data).toMatchObject({ kind: 'assigned', agentId: chenId, conversationId: id });
    const messages = await messagesUntil(reader, ({ notice }) => notice?.kind === 'claimed');
    await reader.close();
    expect(JSON.stringify(messages)).not.toContain('routed');
    expect((await detailOf(id)).summary.assigned).toMatchObject({ because: { en: expect.stringContaining('free 5 of 5') }, openBy: expect.any(Number) });
    const opened = await chen.follow(`/api/console/conversations/${id}/events`);
    await opened.until(({ event }) => event === 'detail');
    await until(async () => (await detailOf(id)).summary.assigned?.openBy === undefined);
    await opened.close();
  });

  it('is said and read by programs too', async () => {
    const program = await apiClient(served, 'agent', chenId);
    expect((await program.post('/presence', { presence: 'away' })).json).toEqual({ presence: 'away' });
    expect((await program.post('/presence', { presence: 'available', minutes: 30 })).json).toEqual({ presence: 'available' });
    const { staff } = (await program.get('/presence')).json as { staff: readonly unknown[] };
    expect(staff).toContainEqual({ id: chenId, name: '陈晨', presence: 'available', load: 1, capacity: 5, teams: expect.arrayContaining(['service']), languages: ['zh', 'en'] });
    expect((await program.post('/presence', { presence: 'gone' })).status).toBe(400);
  });

  it('lets programs keep what was given to somebody, and nobody else', async () => {
    const program = await apiClient(served, 'agent', chenId);
    await program.post('/presence', { presence: 'available' });
    const visitor = await visit(served.url);
    await visitor.say('我要投诉');
    const id = await served.conversationOf(visitor.token);
    await until(async () => (await detailOf(id)).summary.agentId === chenId);
    const other = await apiClient(served, 'agent', (await served.access.addStaff('吴迪', 'agent', 1)).id);
    expect((await other.post(`/conversations/${id}/opened`, {})).status).toBe(204);
    expect((await detailOf(id)).summary.assigned?.openBy).toEqual(expect.any(Number));
    for (const _ of [1, 2]) expect((await program.post(`/conversations/${id}/opened`, {})).status).toBe(204);
    expect((await detailOf(id)).summary.assigned).toMatchObject({ because: expect.anything() });
    expect((await detailOf(id)).summary.assigned?.openBy).toBeUndefined();
    expect((await program.post('/conversations/nothing/opened', {})).status).toBe(404);
  });
});
