import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerMessage, FileRef } from '#core/protocol.ts';
import { MAX_FILE_BYTES } from '#core/ports/file-store.ts';
import { type Answer, ask, errorOf, visit, type Visitor } from '../support/browser.ts';
import { apiClient } from '../support/api-client.ts';
import { type Served, serve } from '../support/serve.ts';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

let served: Served;
let cookie: string;
beforeAll(async () => {
  served = await serve();
  const token = await served.inviteStaff('林岚', 'lead');
  const signedIn = await ask(served.url, '/api/console/sign-in', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) });
  cookie = (signedIn.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
});
afterAll(() => served.close());

const upload = (visitor: Visitor, name: string, body: Buffer): Promise<Answer> => visitor.post(`/api/web/files?name=${encodeURIComponent(name)}`, body);
const fetchAs = (visitor: Visitor, id: string): Promise<Answer> => ask(served.url, `/api/web/files/${id}`, { headers: { authorization: `Bearer ${visitor.token}` } });
const desk = (path: string, body?: unknown): Promise<Answer> =>
  ask(served.url, `/api/console/conversations/${path}`, { headers: { cookie, 'content-type': 'application/json' }, ...(body === undefined ? {} : { method: 'POST', body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }) });
/** A visitor whom the lead serves. */
const beServed = async (): Promise<{ readonly visitor: Visitor; readonly id: string }> => {
  const visitor = await visit(served.url);
  await visitor.say('转人工');
  const id = await served.conversationOf(visitor.token);
  expect((await desk(`${id}/claim`, {})).status).toBe(204);
  return { visitor, id };
};

describe('files over HTTP', () => {
  it('goes from a customer to staff, and to nobody else', async () => {
    const [visitor, stranger] = [await visit(served.url), await visit(served.url)];
    const left = await upload(visitor, '面板.png', PNG);
    expect([left.status, left.json]).toEqual([201, { id: expect.any(String), name: '面板.png', type: 'image/png', size: PNG.length }]);
    const { id } = left.json as FileRef;
    expect((await fetchAs(visitor, id)).status).toBe(404);
    const sent = await visitor.post('/api/web/messages', { clientId: crypto.randomUUID(), text: '', language: 'zh', files: [id] });
    expect(sent.status).toBe(202);
    const conversation = await served.conversationOf(visitor.token);
    const [own, theirs] = [await fetchAs(visitor, id), await desk(`${conversation}/files/${id}`)];
    expect([own.status, theirs.status, own.headers.get('content-type'), theirs.headers.get('content-disposition')]).toEqual([200, 200, 'image/png', expect.stringContaining("filename*=UTF-8''%E9%9D%A2%E6%9D%BF.png")]);
    expect(own.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect((await fetchAs(stranger, id)).status).toBe(404);
    expect((await ask(served.url, `/api/web/files/${id}`)).status).toBe(401);
    expect((await ask(served.url, `/api/console/conversations/${conversation}/files/${id}`)).status).toBe(401);
  });

  it('refuses what is empty, too large, without a name or without a session, each with words', async () => {
    const visitor = await visit(served.url);
    expect(errorOf(await upload(visitor, 'a.png', Buffer.alloc(0)))?.code).toBe('invalid_input');
    expect(errorOf(await upload(visitor, 'a.png', Buffer.alloc(MAX_FILE_BYTES + 1)))?.code).toBe('too_large');
    expect(errorOf(await visitor.post('/api/web/files', PNG))?.code).toBe('invalid_input');
    expect((await ask(served.url, '/api/web/files?name=a', { method: 'POST', body: new Uint8Array(PNG) })).status).toBe(401);
    expect(errorOf(await visitor.post('/api/web/messages', { clientId: crypto.randomUUID(), text: '', language: 'zh', files: ['none'] }))?.code).toBe('invalid_input');
    expect(errorOf(await visitor.post('/api/web/messages', { clientId: crypto.randomUUID(), text: ' ', language: 'zh' }))?.code).toBe('invalid_input');
  });

  it('limits how many files a session may leave', async () => {
    const visitor = await visit(served.url);
    const answers: Answer[] = [];
    for (let i = 0; i < 31; i += 1) answers.push(await upload(visitor, 'a.png', PNG));
    expect([answers[29]?.status, answers[30]?.status]).toEqual([201, 429]);
  });

  it('tells staff what was seen, changes and takes back, and never shows customers where or by whom it was written', async () => {
    const { visitor, id } = await beServed();
    const { id: file } = (await desk(`${id}/files?name=a.pdf`, Buffer.from('%PDF-1.4'))).json as FileRef;
    expect((await desk(`${id}/reply`, { text: '给您', clientId: crypto.randomUUID(), files: [file] })).status).toBe(204);
    const reader = await visitor.follow();
    const shown = async (): Promise<CustomerMessage> => {
      for (;;) {
        const event = await reader.next();
        if (!event) throw new Error('the stream has ended');
        const message = event.data as CustomerMessage;
        if (event.event === 'message' && message.author === 'agent') return message;
      }
    };
    const first = await shown();
    expect(first).toMatchObject({ text: '给您', files: [{ id: file, name: 'a.pdf' }] });
    expect(Object.keys(first)).not.toEqual(expect.arrayContaining(['agentId']));
    expect((await fetchAs(visitor, file)).status).toBe(200);
    expect((await visitor.post('/api/web/seen', { cursor: first.cursor })).status).toBe(204);
    const detail = async () => (await desk(id)).json as { messages: { id: string; seen?: true; text: string; earlier?: { text: string }[] }[] };
    expect((await detail()).messages.find((message) => message.id === first.id)).toMatchObject({ seen: true });
    expect((await desk(`${id}/edit`, { messageId: first.id, text: '这个给您', clientId: crypto.randomUUID() })).status).toBe(204);
    const second = await shown();
    expect(second).toMatchObject({ id: first.id, seq: first.seq, text: '这个给您', editedAt: expect.any(Number) });
    expect(second.cursor).toBeGreaterThan(first.cursor);
    expect((await detail()).messages.find((message) => message.id === first.id)).not.toHaveProperty('seen');
    expect((await desk(`${id}/retract`, { messageId: first.id, clientId: crypto.randomUUID() })).status).toBe(204);
    const third = await shown();
    expect(third).toMatchObject({ id: first.id, text: '', removedAt: expect.any(Number) });
    expect(third).not.toHaveProperty('files');
    expect(JSON.stringify([second, third])).not.toContain('earlier');
    expect((await fetchAs(visitor, file)).status).toBe(404);
    expect((await detail()).messages.find((message) => message.id === first.id)?.earlier?.map(({ text }) => text)).toEqual(['给您', '这个给您']);
    await reader.close();
  });

  it('goes both ways by the API as well, and a key takes effect once', async () => {
    const { visitor, id } = await beServed();
    const lead = (await served.access.staff()).find(({ name }) => name === '林岚');
    const api = await apiClient(served, 'lead', lead?.id);
    const left = await ask(served.url, `/api/v1/conversations/${id}/files?name=a.pdf`, { method: 'POST', headers: { authorization: `Bearer ${api.token}` }, body: new Uint8Array(Buffer.from('%PDF-1.4')) });
    expect(left.status).toBe(201);
    const { id: file } = left.json as FileRef;
    const key = { 'idempotency-key': crypto.randomUUID() };
    expect([await api.post(`/conversations/${id}/reply`, { text: '', files: [file] }, key), await api.post(`/conversations/${id}/reply`, { text: '', files: [file] }, key)].map(({ status }) => status)).toEqual([204, 204]);
    const messages = async () => ((await api.get(`/conversations/${id}/messages`)).json as { messages: { id: string; author: string; files?: FileRef[]; text: string; removedAt?: number }[] }).messages.filter(({ author }) => author === 'agent');
    const [said, ...more] = await messages();
    expect([said?.files?.[0]?.id, more]).toEqual([file, []]);
    const fetched = await ask(served.url, `/api/v1/conversations/${id}/files/${file}`, { headers: { authorization: `Bearer ${api.token}` } });
    expect([fetched.status, fetched.text, fetched.headers.get('content-disposition')]).toEqual([200, '%PDF-1.4', expect.stringMatching(/^attachment; filename="a.pdf"/)]);
    expect((await api.post(`/conversations/${id}/edit`, { messageId: said?.id, text: '给您' })).status).toBe(204);
    expect((await api.post(`/conversations/${id}/retract`, { messageId: said?.id })).status).toBe(204);
    expect(await messages()).toMatchObject([{ id: said?.id, text: '', removedAt: expect.any(Number) }]);
    expect((await fetchAs(visitor, file)).status).toBe(404);
  });
});
