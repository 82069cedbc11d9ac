import type { CloseReason, ConversationDetail, GapDraftView, GapsView, IntentChoice, StaffRole, StaffView } from '#core/protocol.ts';
import { ApiError, errorOf, isPassing } from './errors.ts';

const ROOT = '/api/console';
/** Pauses before a passing failure is tried again, ms. */
const PAUSES = [400, 1_500];

/** Every request of the page. All throw `ApiError`; steps that carry an id are tried three times with the same id. */
export const api = {
  signIn: (token: string) => post('/sign-in', { token }),
  signOut: () => post('/sign-out', {}),
  me: () => get<StaffView>('/me'),
  /** Changes the name that customers and colleagues see. */
  rename: (name: string) => post('/me', { name }),
  conversation: (id: string) => get<ConversationDetail>(at(id)),
  claim: (id: string) => post(at(id, 'claim'), {}),
  reply: (id: string, text: string, clientId: string) => again(() => post(at(id, 'reply'), { text, clientId })),
  note: (id: string, text: string, clientId: string) => again(() => post(at(id, 'note'), { text, clientId })),
  handBack: (id: string) => post(at(id, 'hand-back'), {}),
  close: (id: string, reason: CloseReason) => post(at(id, 'close'), { reason }),
  /** Every intent that a message can mean. */
  intents: () => get<readonly IntentChoice[]>('/intents'),
  /** Says what a customer's message means; it becomes an example. */
  correct: (id: string, seq: number, intent: string) => post(at(id, 'correct'), { seq, intent }),
  typing: (id: string) => post(at(id, 'typing'), {}),
  /** What customers asked in vain, for leads. */
  gaps: () => get<GapsView>('/gaps'),
  /** Makes a draft article of what a colleague answered. */
  draftGap: async (id: string): Promise<GapDraftView> => {
    const draft: GapDraftView = await (await request('POST', `/gaps/${encodeURIComponent(id)}/draft`, {})).json();
    return draft;
  },
  /** Decides that these questions need no answer. */
  dismissGap: (id: string) => post(`/gaps/${encodeURIComponent(id)}/dismiss`, {}),
  /** Answers with a whole address, also when the server gave only its path. */
  invite: async (name: string, role: StaffRole) => {
    const response = await request('POST', '/staff', { name, role });
    const { link }: { link: string } = await response.json();
    return new URL(link, location.origin).href;
  },
};

/** Address of the event stream of all conversations. */
export const LIST_STREAM = `${ROOT}/events`;

/** Address of the event stream of one conversation. */
export function conversationStream(id: string): string {
  return `${ROOT}${at(id, 'events')}`;
}

function at(id: string, step?: string): string {
  return `/conversations/${encodeURIComponent(id)}${step ? `/${step}` : ''}`;
}

async function get<T>(path: string): Promise<T> {
  const response = await request('GET', path);
  const answer: T = await response.json();
  return answer;
}

async function post(path: string, body: unknown): Promise<void> {
  await request('POST', path, body);
}

async function request(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`${ROOT}${path}`, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { 'Accept-Language': document.documentElement.lang, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    throw new ApiError(0, 'unreachable', '', { cause });
  }
  if (!response.ok) throw await errorOf(response);
  return response;
}

async function again(attempt: () => Promise<void>): Promise<void> {
  for (const pause of PAUSES) {
    try {
      return await attempt();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await new Promise((resume) => setTimeout(resume, pause));
    }
  }
  return attempt();
}
