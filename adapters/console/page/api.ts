import type { ArticleChoice, AssistView, AssistWritten, ChosenPresence, CallbackContact, CareReportView, CloseReason, ColleaguesView, ConversationDetail, DocumentsView, DocumentView, FollowUpsView, GapDraftView, GapsView, HandoverReport, HandBack, IntentChoice, Language, PerformanceView, ReplyAdvice, StaffRole, StaffView, TroublesView } from '#core/protocol.ts';
import { ApiError, errorOf, isPassing } from './errors.ts';

/** Where a conversation is passed to. */
export type PassOn = { readonly agentId: string } | { readonly team: string };

const ROOT = '/api/console';
/** Pauses before a passing failure is tried again, ms. */
const PAUSES = [400, 1_500];

/** Every request of the page. All throw `ApiError`; steps that carry an id are tried three times with the same id. */
export const api = {
  signIn: (token: string) => post('/sign-in', { token }),
  signOut: () => post('/sign-out', {}),
  me: () => get<StaffView>('/me'),
  /** What is wrong outside of Baton. */
  troubles: () => get<TroublesView>('/troubles'),
  /** Changes the name that customers and colleagues see. */
  rename: (name: string) => post('/me', { name }),
  /** Help with what the customer asks now; `undefined` once the conversation is closed. */
  assist: async (id: string, language: Language): Promise<AssistView | undefined> => {
    const response = await request('GET', `${at(id, 'assist')}?language=${language}`);
    if (response.status === 204) return undefined;
    const view: AssistView = await response.json();
    return view;
  },
  /** A draft in a language model's words, for the question at this place. */
  assistDraft: async (id: string, seq: number): Promise<AssistWritten> => {
    const written: AssistWritten = await (await request('POST', at(id, 'assist/draft'), { seq })).json();
    return written;
  },
  conversation: (id: string) => get<ConversationDetail>(at(id)),
  claim: (id: string) => post(at(id, 'claim'), {}),
  /** The number or address to reach a customer at; that it was looked at is noted. */
  callbackContact: async (id: string): Promise<CallbackContact> => {
    const contact: CallbackContact = await (await request('POST', at(id, 'callback-contact'), {})).json();
    return contact;
  },
  callbackDone: (id: string) => post(at(id, 'callback-done'), {}),
  callbackMissed: (id: string, time: number | undefined) => post(at(id, 'callback-missed'), time === undefined ? {} : { at: time }),
  callbackMoved: (id: string, time: number) => post(at(id, 'callback-moved'), { at: time }),
  /** The customer must answer first: the solution clock stands still. */
  awaitCustomer: (id: string) => post(at(id, 'await-customer'), {}),
  reply: (id: string, text: string, clientId: string, files?: readonly string[]) => again(() => post(at(id, 'reply'), { text, clientId, files })),
  note: (id: string, text: string, clientId: string, files?: readonly string[]) => again(() => post(at(id, 'note'), { text, clientId, files })),
  /** Changes what was said, and takes it back. */
  edit: (id: string, messageId: string, text: string, clientId: string) => again(() => post(at(id, 'edit'), { messageId, text, clientId })),
  retract: (id: string, messageId: string, clientId: string) => again(() => post(at(id, 'retract'), { messageId, clientId })),
  /** A step that needs nothing but who takes it. */
  step: (id: string, step: 'take-over' | 'accept' | 'decline' | 'release' | 'join' | 'leave') => post(at(id, step), {}),
  transfer: (id: string, to: PassOn) => post(at(id, 'transfer'), to),
  /** Asks a colleague for advice. */
  ask: (id: string, agentId: string, text: string, clientId: string) => again(() => post(at(id, 'ask'), { agentId, text, clientId })),
  handBack: (id: string, how: HandBack, clientId: string) => again(() => post(at(id, 'hand-back'), { ...how, clientId })),
  /** Says how the reader is there. */
  setPresence: (presence: ChosenPresence) => post('/presence', { presence }),
  colleagues: () => get<ColleaguesView>('/colleagues'),
  /** Articles that customers may read. */
  articles: () => get<readonly ArticleChoice[]>('/articles'),
  /** Removes a colleague, for leads. */
  removeColleague: (id: string) => post(`/staff/${encodeURIComponent(id)}/remove`, {}),
  close: (id: string, reason: CloseReason) => post(at(id, 'close'), { reason }),
  /** Every intent that a message can mean. */
  intents: () => get<readonly IntentChoice[]>('/intents'),
  /** Says what a customer's message means; it becomes an example. */
  correct: (id: string, seq: number, intent: string) => post(at(id, 'correct'), { seq, intent }),
  /** What could be said better in a reply that is being written. */
  checkReply: async (id: string, text: string): Promise<ReplyAdvice> => {
    const advice: ReplyAdvice = await (await request('POST', at(id, 'check-reply'), { text })).json();
    return advice;
  },
  typing: (id: string) => post(at(id, 'typing'), {}),
  /** Customers who are to be called, or were. */
  followUps: (state: 'open' | 'done') => get<FollowUpsView>(`/follow-ups?state=${state}`),
  /** A step on the way of a call. */
  followUpStep: (id: string, step: 'take' | 'done' | 'not-reached', body: Readonly<Record<string, string>>) => post(`/follow-ups/${encodeURIComponent(id)}/${step}`, body),
  /** Satisfaction and customers who may be leaving, for leads. */
  care: () => get<CareReportView>('/care'),
  performance: () => get<PerformanceView>('/performance'),
  /** What customers asked in vain, for leads. */
  gaps: () => get<GapsView>('/gaps'),
  handoverReport: () => get<HandoverReport>('/handover-report'),
  /** Makes a draft article of what a colleague answered. */
  draftGap: async (id: string): Promise<GapDraftView> => {
    const draft: GapDraftView = await (await request('POST', `/gaps/${encodeURIComponent(id)}/draft`, {})).json();
    return draft;
  },
  /** Decides that these questions need no answer. */
  dismissGap: (id: string) => post(`/gaps/${encodeURIComponent(id)}/dismiss`, {}),
  /** Documents beside the articles, for leads; with words only those whose title, id or source has them. */
  documents: (find: string) => get<DocumentsView>(`/documents?${new URLSearchParams(find === '' ? {} : { find })}`),
  /** The text of a document. */
  documentText: async (document: DocumentName): Promise<string> => (await get<{ readonly body: string }>(atDocument(document))).body,
  /** Decides whether a document answers, or removes it for good. */
  changeDocument: (document: DocumentName, step: 'publish' | 'retire' | 'remove') => post(`${atDocument(document)}/${step}`, {}),
  /** Answers with a whole address, also when the server gave only its path. */
  invite: async (name: string, role: StaffRole) => {
    const response = await request('POST', '/staff', { name, role });
    const { link }: { link: string } = await response.json();
    return new URL(link, location.origin).href;
  },
};

/** What names a document. */
export type DocumentName = Pick<DocumentView, 'id' | 'language'>;

/** Address of the event stream of all conversations. */
export const LIST_STREAM = `${ROOT}/events`;

/** Address of the event stream of one conversation. */
export function conversationStream(id: string): string {
  return `${ROOT}${at(id, 'events')}`;
}

function atDocument({ id, language }: DocumentName): string {
  return `/documents/${encodeURIComponent(id)}/${language}`;
}

function at(id: string, step?: string): string {
  return `/conversations/${encodeURIComponent(id)}${step ? `/${step}` : ''}`;
}

/** Reads an address of the console's server. Throws `ApiError`. */
export async function get<T>(path: string): Promise<T> {
  const response = await request('GET', path);
  const answer: T = await response.json();
  return answer;
}

async function post(path: string, body: unknown): Promise<void> {
  await request('POST', path, body);
}

/** A request to the console's server. Throws `ApiError`. */
export async function request(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Response> {
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
