import type { CustomerMessage, CustomerState, MessageAccepted, SessionOpened } from '#core/protocol.ts';
import { followEvents } from './event-stream.ts';

/** A visitor with an open event stream, as the widget is one. */
export type Visitor = {
  /**
   * Sends a message; resolves with the times, ms, of acceptance and of the first answer event, and that answer. Where
   * people own the conversation the bot is silent: then the event is that of delivery. Rejects when nothing comes.
   */
  ask(text: string): Promise<{ readonly ackMs: number; readonly replyMs: number; readonly reply: CustomerMessage | undefined }>;
  leave(): Promise<void>;
};

const PATIENCE_MS = 20_000;

/** Opens a session and its event stream. */
export async function openVisitor(url: string, language: 'zh' | 'en'): Promise<Visitor> {
  const post = async (path: string, body: unknown, token?: string): Promise<Response> => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const { token } = (await (await post('/api/web/session', { language })).json()) as SessionOpened;
  const gone = new AbortController();
  const stream = await fetch(`${url}/api/web/events?after=0`, { headers: { authorization: `Bearer ${token}` }, signal: gone.signal });
  let waiting: { readonly after: number; readonly resolve: (message: CustomerMessage | undefined) => void } | undefined;
  let last: CustomerMessage | undefined;
  let state: CustomerState | undefined;
  const settle = (): void => {
    if (!waiting) return;
    if (last && last.seq > waiting.after) waiting.resolve(last);
    else if (state && state.state !== 'bot' && state.deliveredSeq >= waiting.after) waiting.resolve(undefined);
  };
  void followEvents(stream, (event, data) => {
    if (event === 'state') state = data as CustomerState;
    if (event === 'message' && (data as CustomerMessage).author !== 'customer') last = data as CustomerMessage;
    settle();
  }).catch(() => undefined);

  return {
    async ask(text) {
      const sent = performance.now();
      const response = await post('/api/web/messages', { clientId: crypto.randomUUID(), text, language }, token);
      const ack = performance.now();
      const { seq } = (await response.json()) as MessageAccepted;
      const reply = await new Promise<CustomerMessage | undefined>((resolve, reject) => {
        waiting = { after: seq, resolve };
        setTimeout(() => reject(new Error(`No answer within ${PATIENCE_MS} ms to: ${text}`)), PATIENCE_MS).unref();
        settle();
      });
      waiting = undefined;
      return { ackMs: ack - sent, replyMs: Math.max(0, performance.now() - ack), reply };
    },
    leave() {
      gone.abort();
      return Promise.resolve();
    },
  };
}
