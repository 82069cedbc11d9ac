import type { AskForCallback, Language, CheckPassedOn, ErrorBody, MessageAccepted, OpenSession, RateConversation, SawMessages, SendMessage, SessionOpened } from '#core/protocol.ts';

/** A refusal of the server, or 0 when it could not be reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly retryAfterMs: number | undefined;

  constructor(status: number, message: string, retryAfterMs?: number) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** Will the same request never succeed? Then it is not tried again by itself. */
  get final(): boolean {
    return this.status >= 400 && this.status < 500 && ![401, 408, 425, 429].includes(this.status);
  }
}

/** The customers' half of the HTTP API. Every call throws `ApiError`. */
export type Api = {
  readonly openSession: (body: OpenSession) => Promise<SessionOpened>;
  readonly send: (token: string, body: SendMessage) => Promise<MessageAccepted>;
  readonly rate: (token: string, body: RateConversation) => Promise<void>;
  readonly checkPassedOn: (token: string, body: CheckPassedOn) => Promise<void>;
  readonly end: (token: string) => Promise<void>;
  /** Agrees on a call or a reply instead of waiting. */
  readonly callback: (token: string, body: AskForCallback) => Promise<void>;
  readonly cancelCallback: (token: string, language: Language) => Promise<void>;
  readonly seen: (token: string, cursor: number) => Promise<void>;
  readonly typing: (token: string) => Promise<void>;
  /** The open event stream, from after `cursor`. */
  readonly events: (token: string, cursor: number, signal: AbortSignal) => Promise<Response>;
};

const PATIENCE_MS = 20_000;

async function refusal(response: Response): Promise<ApiError> {
  try {
    const { error }: ErrorBody = JSON.parse(await response.text());
    return new ApiError(response.status, error.message, error.retryAfterMs);
  } catch {
    return new ApiError(response.status, response.statusText);
  }
}

async function bodyOf<T>(response: Response): Promise<T> {
  try {
    const body: T = JSON.parse(await response.text());
    return body;
  } catch (cause) {
    throw new ApiError(0, String(cause));
  }
}

/** The API on this page's own origin; `request` is the browser's `fetch`. */
export function createApi(request: typeof fetch): Api {
  const reach = async (path: string, init: RequestInit): Promise<Response> => {
    let response: Response;
    try {
      response = await request(`/api/web/${path}`, { ...init, cache: 'no-store', credentials: 'omit' });
    } catch (cause) {
      throw new ApiError(0, String(cause));
    }
    if (!response.ok) throw await refusal(response);
    return response;
  };
  const post = (path: string, body: unknown, token?: string): Promise<Response> =>
    reach(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  return {
    async openSession(body) {
      const opened: SessionOpened = await bodyOf(await post('session', body));
      return opened;
    },
    async send(token, body) {
      const accepted: MessageAccepted = await bodyOf(await post('messages', body, token));
      return accepted;
    },
    rate: async (token, body) => void (await post('rating', body, token)),
    checkPassedOn: async (token, body) => void (await post('brief', body, token)),
    end: async (token) => void (await post('end', {}, token)),
    callback: async (token, body) => void (await post('callback', body, token)),
    cancelCallback: async (token, language) => void (await post('callback/cancel', { language }, token)),
    seen: async (token, cursor) => void (await post('seen', { cursor } satisfies SawMessages, token)),
    typing: async (token) => void (await post('typing', {}, token)),
    events: (token, cursor, signal) =>
      reach(`events?after=${cursor}`, { headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' }, signal }),
  };
}
