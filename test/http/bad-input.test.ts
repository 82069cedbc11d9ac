import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, ask, errorOf, type Visitor, visit } from '../support/browser.ts';
import { serve, type Served } from '../support/serve.ts';

let served: Served;
let visitor: Visitor;
beforeAll(async () => {
  served = await serve();
  visitor = await visit(served.url);
});
afterAll(() => served.close());

const send = (body: unknown): Promise<Answer> => visitor.post('/api/web/messages', body);
const stored = async (): Promise<number> => (await served.store.conversations(['bot', 'waiting', 'human', 'closed'], 100)).length;
const MESSAGE = { clientId: 'client-id-1', text: '你好', language: 'zh' };

describe('a message that cannot be taken is refused with words that can be shown, and nothing is stored', () => {
  it.each([
    ['empty', { ...MESSAGE, text: '' }, 400, 'invalid_input', '消息是空的'],
    ['blank', { ...MESSAGE, text: ' \n\t\u3000 ' }, 400, 'invalid_input', 'The message is empty'],
    ['control characters only', { ...MESSAGE, text: '\u0000\u0007\u001b' }, 400, 'invalid_input', 'The message is empty'],
    ['20,000 characters', { ...MESSAGE, text: '长'.repeat(20_000) }, 413, 'too_large', '4000'],
    ['one unit too long', { ...MESSAGE, text: 'x'.repeat(4_001) }, 413, 'too_large', '4001'],
    ['no text', { clientId: 'client-id-1', language: 'zh' }, 400, 'invalid_input', 'text'],
    ['text of another type', { ...MESSAGE, text: ['a'] }, 400, 'invalid_input', 'text'],
    ['an extra field', { ...MESSAGE, isStaff: true }, 400, 'invalid_input', 'isStaff'],
    ['another language', { ...MESSAGE, language: 'fr' }, 400, 'invalid_input', 'language'],
    ['a short client id', { ...MESSAGE, clientId: 'x' }, 400, 'invalid_input', 'clientId'],
    ['a client id with NUL', { ...MESSAGE, clientId: 'client\u0000id-1' }, 400, 'invalid_input', 'clientId'],
    ['a client id with blanks', { ...MESSAGE, clientId: 'client id 1' }, 400, 'invalid_input', 'clientId'],
    ['a list', [MESSAGE], 400, 'invalid_input', 'body'],
    ['null', 'null', 400, 'invalid_input', 'body'],
    ['no body', '', 400, 'invalid_input', 'clientId'],
    ['broken JSON', '{"text":', 400, 'invalid_input', 'not valid JSON'],
    ['broken UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, 'invalid_input', 'not valid UTF-8'],
    ['deep nesting', '['.repeat(100_000), 400, 'invalid_input', 'not valid JSON'],
    ['an attack on objects', '{"__proto__":{"text":"x"},"clientId":"client-id-1","language":"zh"}', 400, 'invalid_input', 'text'],
    ['300 kB', JSON.stringify({ ...MESSAGE, text: 'x'.repeat(300_000) }), 413, 'too_large', 'limit is 262144'],
    ['5 MB', 'x'.repeat(5_000_000), 413, 'too_large', '5000000 bytes'],
  ])('%s', async (_, body, status, code, words) => {
    const answer = await send(body);
    expect(answer.status).toBe(status);
    expect(errorOf(answer)).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(await stored()).toBe(0);
  });
});

describe('text that is odd and still text', () => {
  it('is taken and kept: 4,000 units, whole characters, line ends', async () => {
    const other = await visit(served.url);
    const text = `${'x'.repeat(3_900)} 😀 𠮷野家 "quotes" \\ <script>`;
    await other.say(text);
    const broken = await other.post('/api/web/messages', `{"clientId":"client-id-2","text":"half \\ud83d and\\r\\nnext","language":"zh"}`);
    expect(broken.status).toBe(202);
    const reader = await other.follow();
    const events = await reader.until(({ event, data }) => event === 'message' && (data as { text: string }).text.startsWith('half'));
    const texts = events.flatMap(({ event, data }) => (event === 'message' && (data as { author: string }).author === 'customer' ? [(data as { text: string }).text] : []));
    expect(texts).toEqual([text, 'half \ufffd and\nnext']);
    await reader.close();
  });

  it('is stored once under one client id, and another text under it is refused', async () => {
    const other = await visit(served.url);
    const first = await other.say('one', 'client-id-3');
    expect(await other.say('one', 'client-id-3')).toEqual(first);
    const changed = await other.post('/api/web/messages', { clientId: 'client-id-3', text: 'two', language: 'en' });
    expect([changed.status, errorOf(changed)?.code]).toEqual([409, 'conflict']);
  });

  it('may have the client id of somebody else', async () => {
    const [one, two] = [await visit(served.url), await visit(served.url)];
    const [first, second] = [await one.say('mine', 'client-id-4'), await two.say('also mine', 'client-id-4')];
    expect(first.id).not.toBe(second.id);
  });
});

describe('other requests that do not fit', () => {
  it.each([
    ['a cursor that is no number', '/api/web/events?after=x'],
    ['a negative cursor', '/api/web/events?after=-1'],
    ['a cursor beyond all', '/api/web/events?after=99999999999'],
    ['half a cursor', '/api/web/events?after=1.5'],
  ])('%s', async (_, path) => {
    const answer = await ask(served.url, path, { headers: { authorization: `Bearer ${visitor.token}` } });
    expect([answer.status, errorOf(answer)?.code]).toEqual([400, 'invalid_input']);
    expect(errorOf(answer)?.message).toContain('after');
  });

  it.each([0, 6, 2.5, -1, '5', null])('a rating of %j', async (score) => {
    const answer = await visitor.post('/api/web/rating', { score });
    expect([answer.status, errorOf(answer)?.code]).toEqual([400, 'invalid_input']);
  });

  it('a rating before anything was said, and before the end', async () => {
    const other = await visit(served.url);
    expect(errorOf(await other.post('/api/web/rating', { score: 5 }))?.code).toBe('not_allowed_now');
    expect(errorOf(await other.post('/api/web/end', {}))?.code).toBe('not_allowed_now');
    await other.say('hello');
    expect(errorOf(await other.post('/api/web/rating', { score: 5 }))?.code).toBe('not_allowed_now');
    expect((await other.post('/api/web/end', {})).status).toBe(204);
    expect((await other.post('/api/web/rating', { score: 5, comment: '很好' })).status).toBe(204);
  });

  it('a flood: what is too fast is told how long to wait', async () => {
    const other = await visit(served.url);
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => other.post('/api/web/messages', { clientId: `client-id-${i}`, text: 'hi', language: 'en' })));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(errorOf(refused[0] as Answer)).toMatchObject({ code: 'rate_limited', retryAfterMs: expect.any(Number) });
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(30);
  });
});

it('none of this was a fault of the server', () => {
  expect(served.logged).toEqual([]);
});
