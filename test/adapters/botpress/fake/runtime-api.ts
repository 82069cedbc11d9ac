import { messages } from '@botpress/sdk';
import express, { type Request, type Response, type Router } from 'express';
import type { FakeState } from './state.ts';

/** Who may call, and what channels take. */
export type RuntimeRules = {
  readonly token: string;
  readonly botId: string;
  /** Where an integration calls. */
  readonly integration?: { readonly id: string; readonly token: string; readonly tags: readonly string[] };
  /** Tags that the definition of the bot declares for messages. */
  readonly messageTags: readonly string[];
  /** Message types that an integration does not take. */
  readonly refused: Map<string, ReadonlySet<string>>;
  /** Longest texts by integration. */
  readonly longest: Readonly<Record<string, number>>;
};

/** A refusal in the shape of Botpress' errors. */
class Refusal extends Error {
  readonly code: number;
  readonly type: string;
  constructor(code: number, type: string, message: string) {
    super(message);
    this.code = code;
    this.type = type;
  }
}

const DEFAULTS: Readonly<Record<string, { readonly schema: { strict(): { safeParse(value: unknown): { readonly success: boolean; readonly error?: { readonly message: string } } } } }>> = messages.defaults;

/** Botpress' runtime API, as far as Baton uses it (`@botpress/client` 1.35.0, `gen/runtime`): strict about headers, fields, shapes and lengths. */
export function runtimeApi(state: FakeState, rules: RuntimeRules): Router {
  const router = express.Router();
  router.use(express.json({ limit: '1mb' }));
  router.use((req, _res, next) => {
    const isIntegration = req.get('x-integration-id') !== undefined;
    const token = isIntegration ? rules.integration?.token : rules.token;
    if (req.get('authorization') !== `Bearer ${String(token)}`) throw new Refusal(401, 'Unauthorized', 'The token is wrong.');
    if (req.get('x-bot-id') !== rules.botId) throw new Refusal(403, 'Forbidden', 'This bot is not yours.');
    if (isIntegration && (req.get('x-integration-id') !== rules.integration?.id || !req.get('x-integration-alias'))) throw new Refusal(403, 'Forbidden', 'This integration is not yours.');
    if (req.method === 'POST' && !req.is('application/json')) throw new Refusal(415, 'UnsupportedMediaType', 'JSON only.');
    next();
  });
  const only = (req: Request, ...fields: string[]): Record<string, unknown> => {
    const body = req.body as Record<string, unknown>;
    for (const name of Object.keys(body)) if (!fields.includes(name)) throw new Refusal(400, 'InvalidPayload', `unknown field ${name}`);
    return body;
  };
  const conversationOf = (id: unknown) => {
    const found = state.conversations.get(String(id));
    if (!found) throw new Refusal(404, 'ResourceNotFound', `conversation ${String(id)} not found`);
    return found;
  };
  const tagsOf = (value: unknown, allowed: readonly string[]): Record<string, string> => {
    if (typeof value !== 'object' || value === null) throw new Refusal(400, 'InvalidPayload', 'tags are missing');
    for (const [name, text] of Object.entries(value)) {
      if (!allowed.includes(name)) throw new Refusal(400, 'InvalidPayload', `tag ${name} is not declared`);
      if (typeof text !== 'string' || text.length > 500) throw new Refusal(400, 'InvalidPayload', `tag ${name} is too long`);
    }
    return { ...(value as Record<string, string>) };
  };
  const put = (req: Request, res: Response, body: Record<string, unknown>, discriminateBy?: readonly string[]): void => {
    const conversation = conversationOf(body['conversationId']);
    const isIntegration = req.get('x-integration-id') !== undefined;
    if (!isIntegration && body['userId'] !== rules.botId) throw new Refusal(400, 'InvalidPayload', 'a bot speaks for itself only');
    if (isIntegration && !state.users.has(String(body['userId']))) throw new Refusal(404, 'ReferenceNotFound', 'no such user');
    const type = String(body['type']);
    const checked = Object.hasOwn(DEFAULTS, type) ? DEFAULTS[type]?.schema.strict().safeParse(body['payload']) : undefined;
    if (!checked?.success) throw new Refusal(400, 'InvalidPayload', checked?.error?.message ?? `type ${type} is unknown`);
    if (rules.refused.get(conversation.integration)?.has(type)) throw new Refusal(400, 'InvalidPayload', `channel of ${conversation.integration} does not take ${type}`);
    const payload = body['payload'] as Record<string, unknown>;
    const { text } = payload;
    if (typeof text === 'string' && text.length > (rules.longest[conversation.integration] ?? 4_096)) throw new Refusal(400, 'InvalidPayload', 'the text is too long for this channel');
    const tags = tagsOf(body['tags'], isIntegration ? (rules.integration?.tags ?? []) : rules.messageTags);
    const same = discriminateBy && state.messages.find((message) => message.conversationId === conversation.id && discriminateBy.every((name) => message.tags[name] === tags[name]));
    res.json({ message: same ?? state.add({ conversationId: conversation.id, userId: String(body['userId']), type, payload, direction: isIntegration ? 'incoming' : 'outgoing', tags }) });
  };
  const MESSAGE = ['payload', 'userId', 'conversationId', 'type', 'tags', 'schedule', 'origin'];
  router.post('/messages', (req, res) => put(req, res, only(req, ...MESSAGE)));
  router.post('/messages/get-or-create', (req, res) => {
    const body = only(req, ...MESSAGE, 'discriminateByTags');
    put(req, res, body, (body['discriminateByTags'] as string[] | undefined) ?? Object.keys(body['tags'] as object));
  });
  router.get('/messages', (req, res) => {
    const { conversationId } = req.query;
    res.json({ messages: state.messages.filter((message) => conversationId === undefined || message.conversationId === conversationId).toReversed(), meta: {} });
  });
  router.get('/messages/:id', (req, res) => {
    const message = state.messages.find(({ id }) => id === req.params.id);
    if (!message) throw new Refusal(404, 'ResourceNotFound', 'no such message');
    res.json({ message });
  });
  router.get('/conversations/:id', (req, res) => void res.json({ conversation: conversationOf(req.params.id) }));
  router.post('/conversations/get-or-create', (req, res) => {
    const { channel, tags, discriminateByTags } = only(req, 'channel', 'tags', 'integrationName', 'discriminateByTags') as { channel: string; tags: Record<string, string>; discriminateByTags?: string[] };
    if (!rules.integration) throw new Refusal(403, 'Forbidden', 'Only integrations open conversations.');
    const names = discriminateByTags ?? Object.keys(tags);
    const same = [...state.conversations.values()].find((found) => found.channel === channel && names.every((name) => found.tags[name] === tags[name]));
    const conversation = same ?? { id: state.newId('conv'), integration: 'baton', channel, tags, ...state.stamp() };
    state.conversations.set(conversation.id, conversation);
    res.json({ conversation });
  });
  const user = (req: Request, res: Response, same?: (tags: Record<string, string>) => boolean): void => {
    const { name, tags } = only(req, 'tags', 'name', 'pictureUrl', 'integrationName', 'attributes', 'discriminateByTags') as { name?: string; tags: Record<string, string> };
    const found = same && [...state.users.values()].find((known) => same(known.tags));
    const known = found ?? { id: state.newId('user'), ...(name === undefined ? {} : { name }), tags, ...state.stamp() };
    state.users.set(known.id, known);
    res.json({ user: known });
  };
  router.post('/users', (req, res) => user(req, res));
  router.post('/users/get-or-create', (req, res) => {
    const { tags, discriminateByTags } = req.body as { tags: Record<string, string>; discriminateByTags?: string[] };
    user(req, res, (known) => (discriminateByTags ?? Object.keys(tags)).every((name) => known[name] === tags[name]));
  });
  router.get('/users/:id', (req, res) => {
    const found = state.users.get(req.params.id);
    if (!found) throw new Refusal(404, 'ResourceNotFound', 'no such user');
    res.json({ user: found });
  });
  router.get('/events', (req, res) => {
    const { type, status } = req.query;
    res.json({ events: state.events.filter((event) => (type === undefined || event.type === type) && (status === undefined || event.status === status)).toReversed(), meta: {} });
  });
  router.post('/events', (req, res) => {
    const { type, payload } = only(req, 'type', 'payload', 'schedule', 'conversationId', 'userId', 'workflowId', 'messageId') as { type: string; payload: Record<string, unknown> };
    const event = { id: state.newId('evt'), type, payload, createdAt: state.stamp().createdAt, status: 'pending', failureReason: null } as const;
    state.events.push(event);
    res.json({ event });
  });
  router.use((req) => {
    throw new Refusal(404, 'MethodNotFound', `${req.method} ${req.path} is not known`);
  });
  router.use((error: unknown, _req: Request, res: Response, _next: express.NextFunction) => {
    const { code, type, message } = error instanceof Refusal ? error : new Refusal(500, 'Internal', String(error));
    res.status(code).json({ id: 'err_2', code, type, message });
  });
  return router;
}
