import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssistView, ConversationDetail } from '#core/protocol.ts';
import { errorOf, messagesUntil, signIn, type StaffBrowser, visit, type Visitor } from '../support/browser.ts';
import { serve, type Served } from '../support/serve.ts';
import { whenStored } from '../support/temp-store.ts';

let served: Served;
let lead: StaffBrowser;
let chen: StaffBrowser;
let wu: StaffBrowser;
beforeAll(async () => {
  served = await serve();
  lead = await signIn(served.url, await served.inviteStaff('林岚', 'lead'));
  chen = await signIn(served.url, await served.inviteStaff('陈静', 'agent'));
  wu = await signIn(served.url, await served.inviteStaff('吴迪', 'agent'));
});
afterAll(() => served.close());

type Case = { readonly visitor: Visitor; readonly id: string; at(step: string): string };
const callsForPerson = async (question: string): Promise<Case> => {
  const visitor = await visit(served.url);
  const reader = await visitor.follow();
  await visitor.say(question);
  await visitor.say('我要投诉，转人工');
  await messagesUntil(reader, ({ notice }) => notice?.kind === 'handed_over');
  await reader.close();
  const id = await served.conversationOf(visitor.token);
  return { visitor, id, at: (step) => `/api/console/conversations/${id}/${step}` };
};
const assist = async (who: StaffBrowser, { at }: Case, language = 'zh'): Promise<AssistView> => (await who.get(`${at('assist')}?language=${language}`)).json as AssistView;
/** A message of the customer that the worker has read. */
const says = async ({ visitor, id }: Case, text: string): Promise<void> => {
  const { seq } = await visitor.say(text);
  await whenStored(served.store, async () => (await served.store.transcript(id, 100)).some(({ message, understanding }) => message.seq === seq && understanding !== undefined));
};

describe('assistance', () => {
  it('is for the owner and for leads, and for nobody while no person has the conversation', async () => {
    const one = await callsForPerson('退款多久到账');
    const early = await chen.get(one.at('assist'));
    expect([early.status, errorOf(early)?.code]).toEqual([409, 'not_allowed_now']);
    await chen.post(one.at('claim'));
    expect((await chen.get(one.at('assist'))).status).toBe(200);
    expect((await lead.get(one.at('assist'))).status).toBe(200);
    for (const answer of [await wu.get(one.at('assist')), await wu.post(one.at('assist/draft'), { seq: 1 })]) expect([answer.status, errorOf(answer)?.code]).toEqual([409, 'not_allowed_now']);
    const unknown = await chen.get('/api/console/conversations/none/assist');
    expect([unknown.status, errorOf(unknown)?.code]).toEqual([404, 'not_found']);
    const stranger = await fetch(new URL(one.at('assist'), served.url));
    expect(stranger.status).toBe(401);
  });

  it('drafts from customer articles and advises from staff articles, and sends nothing', async () => {
    const one = await callsForPerson('退款多久到账');
    await chen.post(one.at('claim'));
    await chen.post(one.at('reply'), { text: '您好，我是陈静。', clientId: 'reply-hello' });
    await says(one, '退款多久到账');
    const before = (await served.store.transcript(one.id, 100)).length;
    const view = await assist(chen, one);
    expect(view).toMatchObject({ question: { text: '退款多久到账', language: 'zh', isAnswered: false }, drafts: [{ fit: 'sure', by: 'articles', citations: [{ articleId: 'refund-time', language: 'zh' }] }], canWrite: false });
    expect(view.advice).toMatchObject([{ articleId: 'refund-enquiry', language: 'zh' }]);
    expect((await assist(chen, one, 'en')).advice).toMatchObject([{ articleId: 'refund-enquiry', language: 'en' }]);
    expect(JSON.stringify(view.drafts)).not.toContain('只给员工看');
    expect((await served.store.transcript(one.id, 100)).length).toBe(before);
    expect((await chen.post(one.at('assist/draft'), { seq: view.question?.seq })).json).toEqual({});
  });

  it('follows the customer: a new question in another language, and no draft once nothing is asked', async () => {
    const one = await callsForPerson('退款多久到账');
    await chen.post(one.at('claim'));
    await chen.post(one.at('reply'), { text: '您好，我是陈静。', clientId: 'reply-hello' });
    await says(one, 'What are your shop opening hours?');
    const view = await assist(chen, one);
    expect(view.question?.language).toBe('en');
    expect(view.drafts).toMatchObject([{ text: expect.stringContaining('10:00'), citations: [{ language: 'en' }] }]);
    expect(view.seq).toBe(view.question?.seq);
  });

  it('shows what helped in a similar conversation that has ended, masked', async () => {
    const old = await callsForPerson('礼品卡的余额怎么转给家人');
    await chen.post(old.at('claim'));
    await chen.post(old.at('reply'), { text: '礼品卡余额不能转，可以把卡号直接给家人用，有问题打 13800001001。', clientId: 'reply-gift' });
    await whenStored(served.store, async () => (await served.store.transcript(old.id, 100)).some(({ message }) => message.author === 'agent' && message.status === 'sent'));
    await chen.post(old.at('close'), { reason: 'resolved' });

    const one = await callsForPerson('礼品卡余额能转给家人吗');
    await wu.post(one.at('claim'));
    const { similar } = await assist(wu, one);
    expect(similar).toMatchObject([{ conversationId: old.id, agentName: '陈静', closeReason: 'resolved', reply: expect.stringContaining('可以把卡号直接给家人用') }]);
    expect(JSON.stringify(similar)).not.toContain('13800001001');
    const detail = (await wu.get(`/api/console/conversations/${one.id}`)).json as ConversationDetail;
    expect(detail.messages.some(({ author }) => author === 'agent')).toBe(false);
  });

  it('has nothing to say, and calls it no fault, when the conversation was closed a moment before', async () => {
    const one = await callsForPerson('退款多久到账');
    await chen.post(one.at('claim'));
    await chen.post(one.at('close'), { reason: 'resolved' });
    expect((await chen.get(one.at('assist'))).status).toBe(204);
  });
});
