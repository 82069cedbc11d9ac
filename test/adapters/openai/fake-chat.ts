import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** A text, or parts that are texts, which mean the same. */
const contentSchema = z.union([
  z.string().min(1),
  z.array(z.strictObject({ type: z.literal('text'), text: z.string().min(1) })).min(1).transform((parts) => parts.map(({ text }) => text).join('\n')),
]);
const toolCallSchema = z.strictObject({ id: z.string().min(1), type: z.literal('function'), function: z.strictObject({ name: z.string().min(1), arguments: z.string() }) });
const messageSchema = z.union([
  z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: contentSchema, name: z.string().optional() }),
  z.strictObject({ role: z.literal('assistant'), content: z.string(), name: z.string().optional(), tool_calls: z.array(toolCallSchema).min(1) }),
  z.strictObject({ role: z.literal('tool'), content: z.string(), name: z.string().optional(), tool_call_id: z.string().min(1) }),
]);
const toolSchema = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({ name: z.string().min(1), description: z.string().min(1), parameters: z.looseObject({ type: z.literal('object') }), strict: z.boolean().optional() }),
});

/** What a request must be: nothing more and nothing less than a strict server takes. */
const requestSchema = z.strictObject({
  model: z.enum(['fake-chat', 'fake-small']),
  messages: z.array(messageSchema).min(1).refine(areResultsCalled, 'a message of the role tool must follow the call that it answers'),
  tools: z.array(toolSchema).min(1).optional(),
  stream: z.literal(true),
  stream_options: z.strictObject({ include_usage: z.boolean() }).optional(),
  temperature: z.number().min(0).max(2).optional(),
  max_tokens: z.int().positive().optional(),
  max_completion_tokens: z.int().positive().optional(),
});

/** Is each result of a tool behind a call of the same id, and no call without its result when something else is said? */
function areResultsCalled(messages: readonly z.infer<typeof messageSchema>[]): boolean {
  let open = new Set<string>();
  for (const message of messages) {
    if (message.role === 'tool') {
      if (!open.delete(message.tool_call_id)) return false;
      continue;
    }
    if (open.size > 0) return false;
    open = new Set('tool_calls' in message ? message.tool_calls.map(({ id }) => id) : []);
  }
  return open.size === 0;
}

/** A request as it was taken. */
export type ChatRequest = z.infer<typeof requestSchema>;

/** How the server answers. */
export type Behaviour =
  /** Says this, perhaps with what it thinks first, and counts the tokens if asked to (`usage: false`: never). */
  | { readonly kind: 'say'; readonly pieces: readonly string[]; readonly thoughts?: readonly string[]; readonly finish?: string; readonly usage?: false }
  /** Says what follows from the request: a model that does as it is told. */
  | { readonly kind: 'obey'; readonly words: (request: ChatRequest) => string }
  /** Does what follows from the request, whatever it is. */
  | { readonly kind: 'by-request'; readonly behaviour: (request: ChatRequest) => Behaviour }
  /** Calls a tool instead of saying something. */
  | { readonly kind: 'call'; readonly tool: string; readonly input: object }
  /** Takes the request and never says a word; with or without headers. */
  | { readonly kind: 'stall'; readonly after: 'request' | 'headers' }
  /** Says this and then nothing more, without an end. */
  | { readonly kind: 'stall-in-the-middle'; readonly pieces: readonly string[] }
  /** Says everything, and never closes the stream. */
  | { readonly kind: 'never-close'; readonly pieces: readonly string[] }
  /** Says this and is gone: the connection is torn, or ends as if all were said. */
  | { readonly kind: 'cut'; readonly pieces: readonly string[]; readonly how: 'torn' | 'clean' }
  /** Says the same again and again until nobody listens. */
  | { readonly kind: 'repeat'; readonly piece: string }
  /** Answers with something else. */
  | { readonly kind: 'raw'; readonly status?: number; readonly type: string; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  /** Closes the connection without a word. */
  | { readonly kind: 'reset' }
  /** Does not take a parameter, as some servers do not; says the pieces when it is absent. */
  | { readonly kind: 'refuse'; readonly parameters: readonly string[]; readonly pieces: readonly string[] };

/** A server of chat completions that refuses whatever the protocol does not allow. */
export type FakeChat = {
  readonly url: string;
  /** Requests that were taken, in order. */
  readonly requests: ChatRequest[];
  /** How the next requests are answered, one behaviour each; the last one stays. */
  behave(...behaviours: Behaviour[]): void;
  /** Resolves when the `n`th request (from 1) has been taken and everything was sent that comes without waiting. */
  taken(n: number): Promise<void>;
  /** Resolves when a client has gone away before the end. */
  left(): Promise<void>;
  stop(): Promise<void>;
};

export const KEY = 'sk-test-chat-0123456789';

/** What a server says of a fault. */
export const fault = (status: number, message: string, more: { readonly param?: string; readonly headers?: Readonly<Record<string, string>> } = {}): Behaviour => ({
  kind: 'raw',
  status,
  type: 'application/json',
  body: JSON.stringify({ error: { message, type: 'invalid_request_error', param: more.param ?? null, code: null } }),
  ...(more.headers ? { headers: more.headers } : {}),
});

/** Starts one on a free port. */
export async function startFakeChat(): Promise<FakeChat> {
  const requests: ChatRequest[] = [];
  let behaviours: Behaviour[] = [{ kind: 'say', pieces: ['Hello.'] }];
  let taken = 0;
  const waiting: { readonly n: number; readonly resolve: () => void }[] = [];
  let gone = Promise.withResolvers<void>();
  const hasTaken = (): void => {
    taken += 1;
    for (const { n, resolve } of waiting) if (taken >= n) resolve();
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.on('close', () => {
      if (!response.writableEnded) gone.resolve();
    });
    const say = (status: number, message: string) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code: null } }));
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions') return void say(404, `no ${request.url}`);
    if (request.headers.authorization !== `Bearer ${KEY}`) return void say(401, 'wrong key');
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'model' in body && !requestSchema.shape.model.safeParse(body.model).success) return void say(404, 'no such model');
    const parsed = requestSchema.safeParse(body);
    if (!parsed.success) return void say(400, parsed.error.message);
    requests.push(parsed.data);
    const behaviour = behaviours.length > 1 ? behaviours.shift() : behaviours[0];
    await answer(behaviour ?? { kind: 'reset' }, parsed.data, response);
    hasTaken();
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    behave(...next) {
      behaviours = next;
      requests.length = 0;
      taken = 0;
      waiting.length = 0;
      gone = Promise.withResolvers<void>();
    },
    taken(n) {
      return taken >= n ? Promise.resolve() : new Promise((resolve) => void waiting.push({ n, resolve }));
    },
    left: () => gone.promise,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(behaviour: Behaviour, request: ChatRequest, response: ServerResponse): Promise<void> {
  const id = `chatcmpl-${randomUUID()}`;
  const chunk = (choice: unknown, more: object = {}) =>
    `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created: 1, model: `${request.model}-2026`, choices: choice === undefined ? [] : [choice], ...more })}\n\n`;
  const write = (text: string) => new Promise<void>((resolve) => void response.write(text, () => resolve()));
  const piece = (content: string) => write(chunk({ index: 0, delta: { content }, finish_reason: null }));
  const begin = async () => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    await write(`: hello\n\n${chunk({ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null })}`);
  };
  const sayAll = async (pieces: readonly string[], finish = 'stop', usage = true) => {
    for (const each of pieces) await piece(each);
    await write(chunk({ index: 0, delta: {}, finish_reason: finish }));
    if (usage && request.stream_options?.include_usage) await write(chunk(undefined, { usage: { prompt_tokens: 120, completion_tokens: 30, total_tokens: 150 } }));
  };
  switch (behaviour.kind) {
    case 'say':
      await begin();
      for (const thought of behaviour.thoughts ?? []) await write(chunk({ index: 0, delta: { reasoning_content: thought }, finish_reason: null }));
      await sayAll(behaviour.pieces, behaviour.finish, behaviour.usage !== false);
      return void response.end('data: [DONE]\n\n');
    case 'obey':
      await begin();
      await sayAll(behaviour.words(request).match(/[^]{1,7}/gu) ?? []);
      return void response.end('data: [DONE]\n\n');
    case 'by-request':
      return answer(behaviour.behaviour(request), request, response);
    case 'call':
      await begin();
      await write(chunk({ index: 0, delta: { tool_calls: [{ index: 0, id: `call-${request.messages.length}`, type: 'function', function: { name: behaviour.tool, arguments: JSON.stringify(behaviour.input) } }] }, finish_reason: null }));
      await sayAll([], 'tool_calls');
      return void response.end('data: [DONE]\n\n');
    case 'stall':
      return behaviour.after === 'headers' ? begin() : undefined;
    case 'stall-in-the-middle':
      await begin();
      for (const each of behaviour.pieces) await piece(each);
      return;
    case 'never-close':
      await begin();
      return sayAll(behaviour.pieces, 'stop', false);
    case 'cut':
      await begin();
      for (const each of behaviour.pieces) await piece(each);
      return behaviour.how === 'torn' ? void response.destroy() : void response.end();
    case 'repeat':
      await begin();
      // One piece a round of the event loop, so that whoever reads in the same process comes to read.
      return repeat(response, chunk({ index: 0, delta: { content: behaviour.piece }, finish_reason: null }));
    case 'raw':
      return void response.writeHead(behaviour.status ?? 200, { 'content-type': behaviour.type, ...behaviour.headers }).end(behaviour.body);
    case 'reset':
      return void response.destroy();
    case 'refuse': {
      const refused = behaviour.parameters.find((name) => name in request);
      if (refused === undefined) {
        await begin();
        await sayAll(behaviour.pieces);
        return void response.end('data: [DONE]\n\n');
      }
      return answer(fault(400, `Unsupported parameter: '${refused}' is not supported with this model.`, { param: refused }), request, response);
    }
  }
}

function repeat(response: ServerResponse, text: string): void {
  if (response.destroyed) return;
  if (response.write(text)) setImmediate(repeat, response, text);
  else response.once('drain', () => repeat(response, text));
}
