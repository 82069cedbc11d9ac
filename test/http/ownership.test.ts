import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ColleaguesView, ConversationDetail, CustomerMessage } from '#core/protocol.ts';
import { errorOf, messagesUntil, signIn, type StaffBrowser, visit, type Visitor } from '../support/browser.ts';
import type { EventReader } from '../support/event-reader.ts';
import { serve, type Served } from '../support/serve.ts';

let served: Served;
let lead: StaffBrowser;
let chen: StaffBrowser;
let wu: StaffBrowser;
let ids: ReadonlyMap<string, string>;
beforeAll(async () => {
  served = await serve();
  lead = await signIn(served.url, await served.inviteStaff('林岚', 'lead'));
  chen = await signIn(served.url, await served.inviteStaff('陈晨', 'agent'));
  wu = await signIn(served.url, await served.inviteStaff('吴迪', 'agent'));
  const { people } = (await lead.get('/api/console/colleagues')).json as ColleaguesView;
  ids = new Map(people.map(({ id, name }) => [name, id]));
});
afterAll(() => served.close());

const waiting = async (): Promise<{ visitor: Visitor; at: (step: string) => string; id: string }> => {
  const visitor = await visit(served.url);
  const reader = await visitor.follow();
  await visitor.say('我要投诉');
  await messagesUntil(reader, (message) => message.notice?.kind === 'handed_over');
  await reader.close();
  const id = await served.conversationOf(visitor.token);
  return { visitor, id, at: (step) => `/api/console/conversations/${id}/${step}` };
};
/** Resolves when the server has ended the stream. */
const ended = async (reader: EventReader): Promise<void> => {
  while (await reader.next()) {
    // What was sent before still arrives.
  }
};
const detailOf = async (id: string): Promise<ConversationDetail> => (await lead.get(`/api/console/conversations/${id}`)).json as ConversationDetail;

describe('passing a conversation on', () => {
  it('to a colleague who accepts, beside whom a lead joins; the customer is told who is there, and of nothing among colleagues', async () => {
    const { visitor, at, id } = await waiting();
    for (const step of [
      () => chen.post(at('claim')),
      () => chen.post(at('ask'), { agentId: ids.get('林岚'), text: '能破例吗？', clientId: 'ask-00001' }),
      () => chen.post(at('transfer'), { agentId: ids.get('吴迪') }),
      () => wu.post(at('accept')),
      () => lead.post(at('join')),
      () => lead.post(at('reply'), { text: '我是主管林岚', clientId: 'reply-0001' }),
      () => lead.post(at('leave')),
      () => wu.post(at('hand-back'), { text: '先这样，谢谢。', resume: { kind: 'question', text: '还有别的问题吗？' }, clientId: 'back-0001' }),
    ]) {
      expect((await step()).status).toBe(204);
    }
    const reader = await visitor.follow();
    const messages = await messagesUntil(reader, ({ text }) => text === '还有别的问题吗？');
    await reader.close();
    const line = ({ author, notice, text, agentName }: CustomerMessage) => (notice ? notice.kind : `${author}${agentName ? ` ${agentName}` : ''}: ${text}`);
    expect(messages.map(line).slice(-8)).toEqual(['claimed', 'transferred', 'joined', 'agent 林岚: 我是主管林岚', 'left', 'agent 吴迪: 先这样，谢谢。', 'handed_back', 'bot: 还有别的问题吗？']);
    expect(JSON.stringify(messages)).not.toContain('能破例吗');
    expect((await detailOf(id)).summary.state).toBe('bot');
  });

  it('shows staff to whom it is offered and whose advice is awaited', async () => {
    const { at, id } = await waiting();
    await chen.post(at('claim'));
    await chen.post(at('ask'), { agentId: ids.get('吴迪'), text: '怎么看？', clientId: 'ask-00002' });
    await chen.post(at('transfer'), { agentId: ids.get('吴迪') });
    const { summary, messages } = await detailOf(id);
    expect(summary).toMatchObject({ offer: { toName: '吴迪', fromName: '陈晨' }, asked: [{ name: '吴迪' }], agentName: '陈晨' });
    expect(messages.find(({ text }) => text === '怎么看？')).toMatchObject({ visibility: 'staff', asks: { name: '吴迪' } });
    expect((await chen.post(at('decline'))).status).toBe(204);
    expect((await detailOf(id)).summary.offer).toBeUndefined();
    expect((await chen.post(at('release'))).status).toBe(204);
    expect((await detailOf(id)).summary).toMatchObject({ state: 'waiting', team: 'service' });
  });

  it('is refused to whoever may not, with the reason', async () => {
    const { at } = await waiting();
    await chen.post(at('claim'));
    const codes = await Promise.all(
      [wu.post(at('take-over')), wu.post(at('join')), wu.post(at('release')), wu.post(at('accept')), chen.post(at('transfer'), { agentId: 'nobody' }), chen.post(at('transfer'), { team: 'nobody' }), chen.post(at('transfer'), {})].map(async (answer) => errorOf(await answer)?.code),
    );
    expect(codes).toEqual(['forbidden', 'forbidden', 'not_allowed_now', 'not_allowed_now', 'invalid_input', 'invalid_input', 'invalid_input']);
    expect((await lead.post(at('take-over'))).status).toBe(204);
  });
});

it('the same id with other words is a conflict, and the same words are no second message', async () => {
  const { at, id } = await waiting();
  await chen.post(at('claim'));
  const say = async (text: string) => (await chen.post(at('reply'), { text, clientId: 'reply-0002' })).status;
  expect([await say('您好'), await say('您好'), await say('再见')]).toEqual([204, 204, 409]);
  expect((await detailOf(id)).messages.filter(({ author }) => author === 'agent').map(({ text }) => text)).toEqual(['您好']);
});

describe('somebody who leaves', () => {
  it('by signing out loses the open streams at once, and only their own', async () => {
    const secret = await served.inviteStaff('临时', 'agent');
    const gone = await signIn(served.url, secret);
    const [list, stays] = await Promise.all([gone.follow('/api/console/events'), chen.follow('/api/console/events')]);
    await Promise.all([list, stays].map((reader) => reader.until(({ event }) => event === 'list')));
    await gone.post('/api/console/sign-out');
    await ended(list);
    const { id } = await waiting();
    await stays.until(({ event, data }) => event === 'conversation' && (data as { id: string }).id === id);
    await stays.close();
  });

  it('whose session ended in another process loses them soon', async () => {
    const gone = await signIn(served.url, await served.inviteStaff('临时', 'agent'));
    const list = await gone.follow('/api/console/events');
    await list.until(({ event }) => event === 'list');
    await served.access.prune(served.clock.now() + 365 * 24 * 3600_000);
    served.clock.advance(10_000);
    await ended(list);
    // The others had to sign in again, too.
    lead = await signIn(served.url, await served.inviteStaff('林岚二', 'lead'));
    chen = await signIn(served.url, await served.inviteStaff('陈晨二', 'agent'));
  });

  it('by being removed can do nothing more, and what they had waits for somebody else', async () => {
    const { at, id } = await waiting();
    await chen.post(at('claim'));
    const stream = await chen.follow(`/api/console/conversations/${id}/events`);
    await stream.until(({ event }) => event === 'detail');
    const { people } = (await lead.get('/api/console/colleagues')).json as ColleaguesView;
    const chenId = people.find(({ name }) => name === '陈晨二')?.id ?? '';
    expect(errorOf(await chen.post(`/api/console/staff/${chenId}/remove`))?.code).toBe('forbidden');
    expect(await lead.post(`/api/console/staff/${chenId}/remove`)).toMatchObject({ status: 200, json: { requeued: 1 } });
    await ended(stream);
    expect((await chen.post(at('reply'), { text: '您好', clientId: 'reply-0003' })).status).toBe(401);
    expect((await detailOf(id)).summary).toMatchObject({ state: 'waiting' });
  });
});
