import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENDPOINTS } from '#http/api/endpoints.ts';
import { ask, errorOf, messagesUntil, visit, type Visitor } from '../support/browser.ts';
import { apiClient, type ApiClient } from '../support/api-client.ts';
import { serve, type Served } from '../support/serve.ts';

let served: Served;
let reader: ApiClient;
let agent: ApiClient;
let lead: ApiClient;
let chen: string;
let lan: string;
beforeAll(async () => {
  served = await serve();
  chen = (await served.access.addStaff('陈晨', 'agent', 1)).id;
  lan = (await served.access.addStaff('林岚', 'lead', 2)).id;
  reader = await apiClient(served, 'read');
  agent = await apiClient(served, 'agent', chen);
  lead = await apiClient(served, 'lead', lan);
});
afterAll(() => served.close());

const waiting = async (): Promise<{ readonly id: string; readonly visitor: Visitor }> => {
  const visitor = await visit(served.url);
  const stream = await visitor.follow();
  await visitor.say('我要投诉');
  await messagesUntil(stream, (message) => message.notice?.kind === 'handed_over');
  await stream.close();
  return { visitor, id: await served.conversationOf(visitor.token) };
};

type Listed = { readonly conversations: readonly { readonly id: string }[]; readonly next?: string };
type Lines = { readonly messages: readonly { readonly seq: number; readonly text: string; readonly author: string; readonly visibility: string }[]; readonly next?: number };

describe('a token', () => {
  it('is needed, must be good, and opens nothing once it is revoked', async () => {
    const bare = await ask(served.url, '/api/v1/conversations');
    expect([bare.status, errorOf(bare)?.code]).toEqual([401, 'unauthorized']);
    expect((await ask(served.url, '/api/v1/queue', { headers: { authorization: `Bearer baton_${'x'.repeat(43)}` } })).status).toBe(401);
    const gone = await apiClient(served, 'read');
    expect((await gone.get('/conversations')).status).toBe(200);
    await served.api.revokeToken(gone.id, served.clock.now());
    expect((await gone.get('/conversations')).status).toBe(401);
  });

  it('may do what its role says and no more', async () => {
    const { id } = await waiting();
    const refused = [reader.post(`/conversations/${id}/claim`), reader.get('/gaps'), agent.get('/documents'), agent.get('/webhooks'), agent.post(`/conversations/${id}/take-over`)];
    expect((await Promise.all(refused)).map((answer) => [answer.status, errorOf(answer)?.code])).toEqual(Array.from({ length: 5 }, () => [403, 'forbidden']));
  });

  it('acts as its colleague, or as whom the request names, never with more rights than it has', async () => {
    const { id } = await waiting();
    const free = await apiClient(served, 'agent');
    expect(errorOf(await free.post(`/conversations/${id}/claim`))?.code).toBe('invalid_input');
    expect(errorOf(await free.post(`/conversations/${id}/claim`, {}, { 'baton-agent': 'nobody' }))?.code).toBe('invalid_input');
    expect(errorOf(await agent.post(`/conversations/${id}/claim`, {}, { 'baton-agent': lan }))?.code).toBe('forbidden');
    expect((await free.post(`/conversations/${id}/claim`, {}, { 'baton-agent': chen })).status).toBe(204);
    expect(errorOf(await free.post(`/conversations/${id}/take-over`, {}, { 'baton-agent': lan }))?.code).toBe('forbidden');
    expect((await lead.post(`/conversations/${id}/take-over`)).status).toBe(204);
  });

  it('is stopped when it asks for too much, and told for how long', async () => {
    const busy = await apiClient(served, 'read');
    const answers = [];
    for (let i = 0; i < 1_201; i += 1) answers.push(await busy.get('/intents'));
    const last = answers.at(-1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1_200);
    expect([last?.status, Number(last?.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect((await reader.get('/intents')).status).toBe(200);
  });
});

describe('a program that reads', () => {
  it('goes through all conversations page by page, each once, whatever happens in them meanwhile', async () => {
    const made = [];
    for (let i = 0; i < 5; i += 1) {
      served.clock.advance(10);
      made.push((await waiting()).id);
    }
    const seen: string[] = [];
    let path = '/conversations?limit=2';
    for (;;) {
      const page = (await reader.get(path)).json as Listed;
      seen.push(...page.conversations.map(({ id }) => id));
      if (page.next === undefined) break;
      path = `/conversations?limit=2&cursor=${page.next}`;
      await served.store.update(made[0] ?? '', () => ({ language: 'zh' }), served.clock.now());
    }
    expect(seen.slice(0, 5)).toEqual(made.toReversed());
    expect(new Set(seen).size).toBe(seen.length);
    expect(((await reader.get('/conversations?state=closed')).json as Listed).conversations).toEqual([]);
    expect(errorOf(await reader.get('/conversations?state=open'))?.code).toBe('invalid_input');
    expect(errorOf(await reader.get('/conversations?cursor=zzz'))?.code).toBe('invalid_input');
    expect(errorOf(await reader.get('/conversations?colour=red'))?.details?.[0]).toContain('colour');
  });

  it('sees messages with notes, the brief, the handovers and the queue, each as the document describes it', async () => {
    const { id } = await waiting();
    await agent.post(`/conversations/${id}/note`, { text: '客户很着急' });
    const first = (await reader.get(`/conversations/${id}/messages?limit=1`)).json as Lines;
    expect(first).toMatchObject({ messages: [{ seq: 1, author: 'customer', text: '我要投诉' }], next: 1 });
    const rest = (await reader.get(`/conversations/${id}/messages?after=1`)).json as Lines;
    expect(rest.messages.at(-1)).toMatchObject({ text: '客户很着急', visibility: 'staff' });
    expect((await reader.get(`/conversations/${id}/brief`)).json).toMatchObject({ reason: 'complaint', team: 'service' });
    expect((await reader.get('/queue')).json).toMatchObject({ waiting: expect.arrayContaining([expect.objectContaining({ conversation: expect.objectContaining({ id }) })]) });
    for (const [name, path] of [
      ['listConversations', '/conversations'],
      ['getConversation', `/conversations/${id}`],
      ['listMessages', `/conversations/${id}/messages`],
      ['getBrief', `/conversations/${id}/brief`],
      ['listHandovers', `/conversations/${id}/handovers`],
      ['getQueue', '/queue'],
      ['listStaff', '/staff'],
      ['listIntents', '/intents'],
      ['listArticles', '/articles'],
      ['listDocuments', '/documents'],
      ['listGaps', '/gaps'],
      ['listWebhooks', '/webhooks'],
    ] as const) {
      const { status, json } = await lead.get(path);
      const described = ENDPOINTS.find((each) => each.id === name)?.answer?.safeParse(json);
      expect([name, status, described?.error?.issues]).toEqual([name, 200, undefined]);
    }
  });

  it('is told plainly that something is not there', async () => {
    const paths = ['/conversations/none', '/conversations/none/messages', '/conversations/none/handovers', '/conversations/none/brief', '/documents/none/zh', '/webhooks/none', '/nothing'];
    expect((await Promise.all(paths.map((path) => lead.get(path)))).map((answer) => [answer.status, errorOf(answer)?.code])).toEqual(paths.map(() => [404, 'not_found']));
  });
});

describe('a program that acts', () => {
  it('serves a conversation from claim to close, and the customer reads it', async () => {
    const { id, visitor } = await waiting();
    const stream = await visitor.follow();
    for (const [step, body] of [['claim'], ['reply', { text: '您好，我是陈晨。' }], ['await-customer'], ['close', { reason: 'resolved' }]] as const) {
      expect([step, (await agent.post(`/conversations/${id}/${step}`, body)).status]).toEqual([step, 204]);
    }
    const messages = await messagesUntil(stream, ({ notice }) => notice?.kind === 'closed');
    await stream.close();
    expect(messages.find(({ author }) => author === 'agent')).toMatchObject({ text: '您好，我是陈晨。', agentName: '陈晨' });
    expect((await reader.get(`/conversations/${id}`)).json).toMatchObject({ conversation: { state: 'closed' }, closing: { reason: 'resolved', by: '陈晨' } });
  });

  it('has the same step done once under one key, and another step refused under it', async () => {
    const { id } = await waiting();
    const claim = { 'idempotency-key': 'claim-00001' };
    const reply = { 'idempotency-key': 'reply-00001' };
    const answers = [
      await agent.post(`/conversations/${id}/claim`, {}, claim),
      await agent.post(`/conversations/${id}/claim`, {}, claim),
      await agent.post(`/conversations/${id}/claim`),
      await agent.post(`/conversations/${id}/reply`, { text: '您好' }, reply),
      await agent.post(`/conversations/${id}/reply`, { text: '您好' }, reply),
      await agent.post(`/conversations/${id}/reply`, { text: '再见' }, reply),
      await agent.post(`/conversations/${id}/close`, { reason: 'spam' }, reply),
      await agent.post(`/conversations/${id}/reply`, { text: '您好' }, { 'idempotency-key': '' }),
      await agent.post(`/conversations/${id}/reply`, { text: '您好' }, { 'idempotency-key': 'no good key' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 409, 204, 204, 409, 409, 400, 400]);
    const { messages } = (await reader.get(`/conversations/${id}/messages`)).json as Lines;
    expect(messages.filter(({ author }) => author === 'agent').map(({ text }) => text)).toEqual(['您好']);
  });

  it('is refused what does not fit, field by field', async () => {
    const { id } = await waiting();
    const bodies: readonly (readonly [string, unknown])[] = [['reply', {}], ['reply', { text: '' }], ['reply', { text: 'x', colour: 'red' }], ['close', { reason: 'bored' }], ['transfer', {}], ['note', '{"text": '], ['note', '[]'], ['hand-back', { resume: { kind: 'dream' } }]];
    for (const [step, body] of bodies) expect(errorOf(await agent.post(`/conversations/${id}/${step}`, body))?.code).toBe('invalid_input');
  });

  it('hands documents in, publishes and retires them, and removes a colleague', async () => {
    const added = await lead.post('/documents?name=holiday.md&audience=customer&state=draft&product=lock-l2&validFrom=2027-01-05&review=2027-05-31', '# Opening hours on holidays\n\nOur shops are closed on holidays.\n');
    expect(added.json).toMatchObject({ added: 1, refused: [] });
    const { documents } = (await lead.get('/documents?find=holidays')).json as { documents: readonly { readonly id: string; readonly language: string; readonly state: string }[] };
    const [document] = documents;
    const at = `/documents/${document?.id}/${document?.language}`;
    expect((await lead.post(`${at}/publish`)).status).toBe(204);
    expect((await lead.get(at)).json).toMatchObject({ document: { state: 'published', products: ['lock-l2'], validFrom: '2027-01-05', review: '2027-05-31' }, body: expect.stringContaining('closed on holidays') });
    expect((await lead.post(`${at}/remove`)).status).toBe(204);
    const wu = await served.access.addStaff('吴迪', 'agent', 3);
    const own = await apiClient(served, 'agent', wu.id);
    const { id } = await waiting();
    expect((await own.post(`/conversations/${id}/claim`)).status).toBe(204);
    expect((await lead.post(`/staff/${wu.id}/remove`)).json).toEqual({ requeued: 1 });
    expect((await own.post(`/conversations/${id}/claim`)).status).toBe(401);
  });
});
