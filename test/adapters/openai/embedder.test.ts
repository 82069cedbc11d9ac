import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createOpenAiEmbedder } from '#adapters/openai/embedder.ts';
import { describeEmbedder } from '../../contract/embedder.contract.ts';
import { KEY, startFakeEmbeddings, type FakeEmbeddings } from './fake-embeddings.ts';

let fake: FakeEmbeddings;
beforeAll(async () => {
  fake = await startFakeEmbeddings();
});
afterEach(() => {
  fake.answer = undefined;
});
afterAll(() => fake.stop());

const create = (more: { readonly apiKey?: string; readonly model?: string; readonly timeoutMs?: number } = {}) =>
  createOpenAiEmbedder({ baseUrl: fake.url, apiKey: KEY, model: 'fake-embed', ...more });

describeEmbedder({ name: 'OpenAI-compatible server', create });

describe('embeddings of a server', () => {
  it('are asked for in batches, and come back in order', async () => {
    const embedder = await create();
    fake.requests.length = 0;
    const texts = Array.from({ length: 150 }, (_, at) => `question ${at}`);
    const vectors = await embedder.embed(texts);
    expect(fake.requests.map(({ input }) => input.length)).toEqual([64, 64, 22]);
    const [last] = await embedder.embed(['question 149']);
    expect(vectors[149]).toEqual(last);
  });

  it('never send texts without words', async () => {
    const embedder = await create();
    fake.requests.length = 0;
    await embedder.embed(['', '？', '\u0000']);
    expect(fake.requests).toEqual([]);
  });

  it('name server, model and length, so that caches notice a change', async () => {
    expect((await create()).model).toMatch(/^openai\/127\.0\.0\.1:\d+\/fake-embed\/448$/);
  });

  it.each([
    ['a wrong key', { apiKey: 'sk-other' }, 'misconfigured', /key.*EMBEDDINGS_KEY/],
    ['an unknown model', { model: 'other' }, 'misconfigured', /"other".*EMBEDDINGS_MODEL/],
  ] as const)('say which setting to check for %s', async (_, more, code, message) => {
    await expect(create(more)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('say so when nobody listens', async () => {
    await expect(createOpenAiEmbedder({ baseUrl: 'http://127.0.0.1:9/v1', model: 'x', timeoutMs: 5_000 })).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('EMBEDDINGS_URL') });
  });

  it('end in time when the server stalls, also in the middle of an answer', async () => {
    const embedder = await create({ timeoutMs: 200 });
    fake.answer = (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"data": [');
    await expect(embedder.embed(['refund'])).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('0.2 s') });
  });

  it.each([
    ['not JSON', 'text/html', '<p>hello</p>'],
    ['another object', 'application/json', '{"ok": true}'],
    ['too few vectors', 'application/json', '{"data": []}'],
    ['a vector of another length', 'application/json', '{"data": [{"index": 0, "embedding": [1, 2]}]}'],
  ])('are refused when the answer is %s', async (_, type, body) => {
    const embedder = await create();
    fake.answer = (_request, response) => void response.writeHead(200, { 'content-type': type }).end(body);
    await expect(embedder.embed(['refund'])).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('are tried again when the server stumbles once', async () => {
    const embedder = await create();
    let stumbles = 1;
    const { answer } = fake;
    fake.answer = (_, response) => {
      stumbles -= 1;
      fake.answer = answer;
      response.writeHead(503, { 'retry-after-ms': '1' }).end('{}');
    };
    expect(await embedder.embed(['refund'])).toHaveLength(1);
    expect(stumbles).toBe(0);
  });
});
