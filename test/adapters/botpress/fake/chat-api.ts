import express, { type Request, type Router } from 'express';
import type { FakeMessage, FakeState } from './state.ts';

/** The Chat API of a bot's Chat integration, as far as @botpress/chat 0.5.5 uses it in tests. `said` is called for what a user says. */
export function chatApi(state: FakeState, said: (message: FakeMessage) => void): Router {
  const router = express.Router();
  router.use(express.json());
  const keys = new Map<string, string>();
  const userOf = (req: Request): string => {
    const id = keys.get(req.get('x-user-key') ?? '');
    if (id === undefined) throw new Error('x-user-key is wrong');
    return id;
  };
  const shown = ({ id, createdAt, payload, type, userId, conversationId }: FakeMessage) => ({ id, createdAt, updatedAt: createdAt, payload: { ...payload, type }, userId, conversationId });
  router.get('/hello', (_req, res) => void res.json({ ok: true }));
  router.post('/users', (_req, res) => {
    const user = { id: state.newId('user'), tags: {}, ...state.stamp() };
    state.users.set(user.id, user);
    const key = `key-${user.id}`;
    keys.set(key, user.id);
    res.json({ user: { id: user.id, createdAt: user.createdAt, updatedAt: user.updatedAt }, key });
  });
  router.post('/conversations', (req, res) => {
    userOf(req);
    const conversation = { id: state.newId('conv'), integration: 'chat', channel: 'channel', tags: {}, ...state.stamp() };
    state.conversations.set(conversation.id, conversation);
    res.json({ conversation: { id: conversation.id, createdAt: conversation.createdAt, updatedAt: conversation.updatedAt } });
  });
  router.post('/messages', (req, res) => {
    const { conversationId, payload } = req.body as { conversationId: string; payload: { type: string } & Record<string, unknown> };
    const { type, ...rest } = payload;
    const message = state.add({ conversationId, userId: userOf(req), type, payload: rest, direction: 'incoming', tags: {} });
    res.json({ message: shown(message) });
    said(message);
  });
  router.get('/conversations/:id/messages', (req, res) => {
    userOf(req);
    res.json({ messages: state.messages.filter(({ conversationId }) => conversationId === req.params.id).map(shown).toReversed(), meta: {} });
  });
  router.get('/conversations/:id/listen', (req, res) => {
    const own = userOf(req);
    res.type('text/event-stream').flushHeaders();
    const listener = (message: FakeMessage): void => {
      if (message.conversationId === req.params.id) res.write(`data: ${JSON.stringify({ type: 'message_created', data: { ...shown(message), isBot: message.userId !== own } })}\n\n`);
    };
    state.listeners.add(listener);
    res.on('close', () => state.listeners.delete(listener));
  });
  return router;
}
