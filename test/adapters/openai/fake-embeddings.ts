import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { createEmbedder } from '#intents/create-embedder.ts';

/** What a request must be: nothing more and nothing less than the protocol asks for. */
const requestSchema = z.strictObject({
  model: z.literal('fake-embed'),
  input: z.array(z.string().min(1).max(8_000)).min(1).max(64),
  encoding_format: z.enum(['base64', 'float']).optional(),
});

/** A server of embeddings that refuses whatever the protocol does not allow. `answer` may take over. */
export type FakeEmbeddings = {
  readonly url: string;
  /** Bodies of the requests that were taken. */
  readonly requests: z.infer<typeof requestSchema>[];
  /** Answers the next requests instead; `undefined` gives the server back to itself. */
  answer: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  stop(): Promise<void>;
};

export const KEY = 'sk-test-0123456789';

/** Starts one on a free port. Its vectors are Baton's own, so that what they promise can be asked of them. */
export async function startFakeEmbeddings(): Promise<FakeEmbeddings> {
  const embedder = await createEmbedder();
  const fake: FakeEmbeddings = { url: '', requests: [], answer: undefined, stop: async () => undefined };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const say = (status: number, body: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const fault = (status: number, message: string) => say(status, { error: { message, type: 'invalid_request_error', param: null, code: null } });
    if (fake.answer) return fake.answer(request, response);
    if (request.method !== 'POST' || request.url !== '/v1/embeddings') return void fault(404, `no ${request.url}`);
    if (request.headers.authorization !== `Bearer ${KEY}`) return void fault(401, 'wrong key');
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'model' in body && body.model !== 'fake-embed') return void fault(404, 'no such model');
    const parsed = requestSchema.safeParse(body);
    if (!parsed.success) return void fault(400, parsed.error.message);
    fake.requests.push(parsed.data);
    const vectors = await embedder.embed(parsed.data.input);
    const data = vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: parsed.data.encoding_format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector],
    }));
    // Order is told by `index`; a server may answer in any.
    say(200, { object: 'list', data: data.toReversed(), model: 'fake-embed', usage: { prompt_tokens: 1, total_tokens: 1 } });
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(fake, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
