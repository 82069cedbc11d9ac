import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createBot } from '#adapters/botpress/bot/src/create-bot.ts';
import { forward, type ForwardedEvent } from '#adapters/botpress/bot/src/forward.ts';
import { chatApi } from './chat-api.ts';
import { runtimeApi } from './runtime-api.ts';
import { createState, type FakeEvent, type FakeMessage, type FakeState } from './state.ts';
import { createTroubles, type Troubles } from './trouble.ts';

/** Ids and keys in the fake workspace. */
export const BOT_ID = 'b0a7e6d2-baton-bot';
export const TOKEN = 'bp_pat_0123456789';
export const HITL = { id: 'intver_01baton', alias: 'baton', token: 'bp_iak_0123456789', webhookId: 'wh_01' } as const;

/** A Botpress of one's own: its API, its Chat API, and the cloud that runs the forwarding bot. */
export type FakeBotpress = {
  readonly url: string;
  readonly state: FakeState;
  readonly trouble: Troubles;
  /** Message types that an integration does not take. */
  readonly refused: Map<string, ReadonlySet<string>>;
  /** Every call of the API, such as `POST /v1/chat/messages`. */
  readonly calls: string[];
  /** Names of files that were asked for. */
  readonly fetched: readonly string[];
  /** Begins a conversation on a channel of an integration. */
  converse(integration: string, id?: string): string;
  /** Runs the forwarding bot for this address. */
  deploy(url: string, secret: string): void;
  /** A customer says something; resolves to the status with which the bot's run ended: 200 where it was forwarded. */
  say(conversationId: string, message: { readonly type: string; readonly payload: Readonly<Record<string, unknown>> }, id?: string): Promise<number>;
  /** Runs the bot for a message again, as at-least-once delivery does. */
  redeliver(message: FakeMessage): Promise<number>;
  /** A customer changes or removes a message, on a channel that tells of it. */
  change(messageId: string, text: string | undefined): Promise<number>;
  /** Keeps a file where customers' channels keep theirs; answers its address. */
  host(name: string, type: string, bytes: Uint8Array): string;
  /** What the bot has said in a conversation, in order. */
  spoken(conversationId: string): readonly FakeMessage[];
  /** Resolves when the bot has said so many messages there. */
  heard(conversationId: string, count: number): Promise<readonly FakeMessage[]>;
  close(): Promise<void>;
};

/** The request with which Botpress runs a bot. */
export function eventRequest(state: FakeState, message: FakeMessage, type = 'message_created'): { readonly headers: Record<string, string>; readonly body: string } {
  const conversation = state.conversations.get(message.conversationId);
  const user = { id: message.userId, tags: {}, createdAt: message.createdAt, updatedAt: message.updatedAt };
  const event = { id: `evt_${type}_${message.id}_${message.updatedAt}`, type, conversationId: message.conversationId, userId: message.userId, messageId: message.id, createdAt: message.createdAt, payload: { message, user, conversation } };
  const configuration = Buffer.from('{}').toString('base64');
  return { headers: { 'content-type': 'application/json', 'x-bot-id': BOT_ID, 'x-bp-operation': 'event_received', 'x-bp-type': type, 'x-bp-configuration': configuration }, body: JSON.stringify({ event }) };
}

/** Starts it on a free port; `now` is the time of its clock. */
export async function startFakeBotpress(now: () => number = Date.now): Promise<FakeBotpress> {
  const state = createState();
  const trouble = createTroubles(now);
  const refused = new Map<string, ReadonlySet<string>>();
  const calls: string[] = [];
  let bot: ReturnType<typeof createBot> | undefined;
  const run = async (message: FakeMessage, type?: string): Promise<number> => {
    const { headers, body } = eventRequest(state, message, type);
    const answer = await bot?.handler({ body, headers, path: '/', query: '', method: 'POST' });
    const status = answer?.status ?? 0;
    const { event } = JSON.parse(body) as { readonly event: Pick<FakeEvent, 'id' | 'type' | 'payload'> };
    // A run that fails is kept, and never tried again.
    if (status !== 200) state.events.push({ ...event, createdAt: new Date(now()).toISOString(), status: 'failed', failureReason: `HTTP ${status}` });
    return status;
  };
  const app = express();
  app.use('/v1/chat', (req, _res, next) => {
    calls.push(`${req.method} ${req.originalUrl.split('?')[0] ?? ''}`);
    next();
  });
  app.use('/v1/chat', trouble.handler);
  app.use('/v1/chat', runtimeApi(state, { token: TOKEN, botId: BOT_ID, integration: { id: HITL.id, token: HITL.token, tags: ['id'] }, messageTags: ['baton'], refused, longest: { messenger: 2_000, instagram: 1_000 } }));
  app.use('/chat', chatApi(state, (message) => void run(message)));
  const hosted = new Map<string, { readonly type: string; readonly bytes: Uint8Array }>();
  const fetched: string[] = [];
  app.get('/files/:id/:name', (req, res) => {
    fetched.push(req.params.name);
    const file = hosted.get(req.params.id);
    if (file) res.type(file.type).send(Buffer.from(file.bytes));
    else res.status(404).end();
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const spoken = (conversationId: string): readonly FakeMessage[] => state.messages.filter((message) => message.conversationId === conversationId && message.direction === 'outgoing');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    state,
    trouble,
    refused,
    calls,
    fetched,
    converse(integration, id = state.newId('conv')) {
      state.conversations.set(id, { id, integration, channel: 'channel', tags: {}, ...state.stamp() });
      return id;
    },
    deploy(target, secret) {
      bot = createBot((event: ForwardedEvent) => forward(event, { url: target, secret }, { fetch, now, sleep: () => new Promise((resolve) => void setImmediate(resolve)) }));
    },
    say: (conversationId, { type, payload }, id) => run(state.add({ conversationId, userId: 'user_customer', type, payload, direction: 'incoming', tags: {} }, id)),
    redeliver: (message) => run(message),
    change(messageId, text) {
      const at = state.messages.findIndex(({ id }) => id === messageId);
      const message = state.messages[at];
      if (!message) throw new Error(`no message ${messageId}`);
      const changed = { ...message, ...(text === undefined ? {} : { payload: { text } }), updatedAt: state.stamp().updatedAt };
      state.messages[at] = changed;
      return run(changed, text === undefined ? 'message_deleted' : 'message_updated');
    },
    host(name, type, bytes) {
      const id = state.newId('file');
      hosted.set(id, { type, bytes });
      return `${url}/files/${id}/${encodeURIComponent(name)}`;
    },
    spoken,
    heard(conversationId, count) {
      const done = Promise.withResolvers<readonly FakeMessage[]>();
      const look = (): void => {
        if (spoken(conversationId).length >= count) done.resolve(spoken(conversationId));
      };
      state.listeners.add(look);
      look();
      return done.promise.finally(() => state.listeners.delete(look));
    },
    async close() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
