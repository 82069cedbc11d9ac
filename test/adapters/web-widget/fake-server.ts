import type { CustomerMessage, CustomerState, MessageAccepted, OpenSession, SendMessage } from '#core/protocol.ts';
import { ApiError } from '#adapters/web/widget/api.ts';
import type { Api } from '#adapters/web/widget/api.ts';

const BOT_STATE: CustomerState = { state: 'bot', deliveredSeq: 0, peopleAvailable: true, canRate: false };

/** A server in memory that takes each client id once, with switches for what can go wrong. */
export type FakeServer = {
  readonly api: Api;
  readonly stored: CustomerMessage[];
  readonly sessions: OpenSession[];
  /** Cursors and tokens with which the event stream was opened. */
  readonly streams: { readonly token: string; readonly cursor: number }[];
  /** Called before each send is stored; throw `ApiError` to refuse it. */
  beforeSend: (body: SendMessage) => void;
  /** Called after it is stored; throw to lose the answer on its way. */
  afterSend: (body: SendMessage) => void;
  /** Ends the session of a token. */
  readonly expire: (token: string) => void;
  /** Stores what the bot says and streams it. */
  readonly say: (text: string) => void;
  /** Writes raw text into the newest stream. */
  readonly write: (text: string) => void;
  /** Breaks the newest stream. */
  readonly breakLine: () => void;
};

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const event = (message: CustomerMessage): string => `id: ${message.cursor}\nevent: message\ndata: ${JSON.stringify(message)}\n\n`;
const answerTo = ({ id, seq, cursor, at }: CustomerMessage): MessageAccepted => ({ id, seq, cursor, at });

/** Makes a server that knows nobody yet. */
export function createFakeServer(): FakeServer {
  const live = new Map<string, string>();
  const conversations = new Map<string, CustomerMessage[]>();
  let open: ReadableStreamDefaultController<Uint8Array> | undefined;
  let count = 0;
  const conversationOf = (token: string): CustomerMessage[] => {
    const found = conversations.get(live.get(token) ?? '');
    if (!found) throw new ApiError(401, 'unknown session');
    return found;
  };
  const add = (list: CustomerMessage[], rest: Pick<CustomerMessage, 'author' | 'text' | 'clientId'>): CustomerMessage => {
    count += 1;
    const message: CustomerMessage = { id: `m${count}`, seq: list.length + 1, cursor: count, at: Date.now(), ...rest };
    list.push(message);
    if (!server.stored.includes(message)) server.stored.push(message);
    return message;
  };
  let newest: CustomerMessage[] = [];

  const server: FakeServer = {
    stored: [],
    sessions: [],
    streams: [],
    beforeSend: () => {},
    afterSend: () => {},
    expire: (token) => void live.delete(token),
    say(text) {
      server.write(event(add(newest, { author: 'bot', text })));
    },
    write: (text) => open?.enqueue(bytes(text)),
    breakLine() {
      open?.error(new Error('broken'));
      open = undefined;
    },
    api: {
      async openSession(body) {
        server.sessions.push(body);
        const earlier = body.token ? live.get(body.token) : undefined;
        const conversation = earlier ?? `c${conversations.size + 1}`;
        if (!conversations.has(conversation)) conversations.set(conversation, []);
        const token = `t${server.sessions.length}`;
        live.set(token, conversation);
        return { token, resumed: earlier !== undefined, company: { zh: '栗屋', en: 'Liwu Home' }, timeZone: 'Asia/Shanghai', state: BOT_STATE };
      },
      async send(token, body) {
        const list = conversationOf(token);
        server.beforeSend(body);
        const message = list.find((known) => known.clientId === body.clientId) ?? add(list, { author: 'customer', text: body.text, clientId: body.clientId });
        server.afterSend(body);
        return answerTo(message);
      },
      rate: async () => {},
      checkPassedOn: async () => {},
      end: async () => {},
      seen: () => Promise.resolve(),
    typing: async () => {},
      callback: async () => {},
      cancelCallback: async () => {},
      async events(token, cursor, signal) {
        newest = conversationOf(token);
        server.streams.push({ token, cursor });
        const earlier = newest.filter((message) => message.cursor > cursor).map(event);
        const stream = new ReadableStream<Uint8Array>({
          start(controller) {
            open = controller;
            controller.enqueue(bytes(`${earlier.join('')}event: state\ndata: ${JSON.stringify(BOT_STATE)}\n\n`));
            signal.addEventListener('abort', () => {
              if (open === controller) server.breakLine();
            });
          },
        });
        return new Response(stream);
      },
    },
  };
  return server;
}
