import type { CustomerMessage, ErrorBody, MessageAccepted, OpenSession, SessionOpened } from '#core/protocol.ts';
import { type EventReader, readEvents } from './event-reader.ts';

/** What came back: the status, the headers, the body as JSON where it is some, and as text. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly json: unknown; readonly text: string };

/** Sends a request and reads the whole answer. */
export async function ask(url: string, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(new URL(path, url), { redirect: 'manual', ...init });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('application/json') ?? false;
  return { status: response.status, headers: response.headers, text, json: isJson && text !== '' ? (JSON.parse(text) as unknown) : undefined };
}

/** The code of an error answer; `undefined` where the answer is no error of ours. */
export function errorOf(answer: Answer): ErrorBody['error'] | undefined {
  return (answer.json as Partial<ErrorBody> | undefined)?.error;
}

/** A customer's page. */
export type Visitor = {
  readonly token: string;
  readonly opened: SessionOpened;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Says something; throws when it is not accepted. */
  say(text: string, clientId?: string): Promise<MessageAccepted>;
  /** Opens the event stream after a cursor. */
  follow(after?: number): Promise<EventReader>;
};

/** Opens a session as a page would. */
export async function visit(url: string, open: Partial<OpenSession> = {}): Promise<Visitor> {
  const json = { 'content-type': 'application/json' };
  const answer = await ask(url, '/api/web/session', { method: 'POST', headers: json, body: JSON.stringify({ language: 'zh', ...open }) });
  if (answer.status !== 200) throw new Error(answer.text);
  const opened = answer.json as SessionOpened;
  const headers = { ...json, authorization: `Bearer ${opened.token}` };
  const post: Visitor['post'] = (path, body, more = {}) =>
    ask(url, path, { method: 'POST', headers: { ...headers, ...more }, body: typeof body === 'string' || body instanceof Buffer ? body : JSON.stringify(body) });
  return {
    token: opened.token,
    opened,
    post,
    async say(text, clientId = crypto.randomUUID()) {
      const said = await post('/api/web/messages', { clientId, text, language: 'zh' });
      if (said.status !== 202) throw new Error(said.text);
      return said.json as MessageAccepted;
    },
    async follow(after = 0) {
      const response = await fetch(new URL(`/api/web/events?after=${after}`, url), { headers });
      if (response.status !== 200) throw new Error(await response.text());
      return readEvents(response);
    },
  };
}

/** The messages that a stream brings, up to the one that `is` the last. */
export async function messagesUntil(reader: EventReader, is: (message: CustomerMessage) => boolean): Promise<CustomerMessage[]> {
  const events = await reader.until(({ event, data }) => event === 'message' && is(data as CustomerMessage));
  return events.filter(({ event }) => event === 'message').map(({ data }) => data as CustomerMessage);
}

/** A person of the staff at the console. */
export type StaffBrowser = {
  readonly cookie: string;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  follow(path: string): Promise<EventReader>;
};

/** Signs in with the secret of a one-time link. */
export async function signIn(url: string, secret: string): Promise<StaffBrowser> {
  const answer = await ask(url, '/api/console/sign-in', { method: 'POST', body: JSON.stringify({ token: secret }) });
  if (answer.status !== 204) throw new Error(answer.text);
  const cookie = (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  const headers = { cookie };
  return {
    cookie,
    get: (path) => ask(url, path, { headers }),
    post: (path, body = {}) => ask(url, path, { method: 'POST', headers, body: JSON.stringify(body) }),
    follow: async (path) => readEvents(await fetch(new URL(path, url), { headers })),
  };
}
