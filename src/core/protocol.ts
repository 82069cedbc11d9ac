/**
 * What browsers and the server say to each other. Types and constants only: browser code imports nothing else of Baton.
 */
import type { Language } from './language.ts';
import type { Author, Citation, DeliveryStatus, QuickReply, Visibility } from './message.ts';

export type { AssistAdvice, AssistDraft, AssistView, AssistWritten, SimilarCase } from './assist/view.ts';
export type { Language } from './language.ts';
export type { Author, Citation, DeliveryStatus, QuickReply, Visibility } from './message.ts';
export { MAX_MESSAGE_LENGTH } from './message.ts';

/** Who owns a conversation. */
export type ConversationState = 'bot' | 'waiting' | 'human' | 'closed';

/**
 * Something that happened, told by the system; each page words it in its reader's language. `reason` of a handover is
 * for staff: customers get an empty one.
 */
export type SystemNotice =
  | { readonly kind: 'handed_over'; readonly reason: string; readonly open: boolean; readonly opensAt?: number }
  | { readonly kind: 'claimed'; readonly agentName: string }
  /** A colleague goes on where `from` was. */
  | { readonly kind: 'transferred'; readonly agentName: string; readonly from: string }
  /** `agentName` passes the conversation on to a team that takes it up next. */
  | { readonly kind: 'released'; readonly agentName: string; readonly team?: { readonly zh: string; readonly en: string }; readonly open: boolean; readonly opensAt?: number }
  /** A lead writes beside the owner, and no longer does. */
  | { readonly kind: 'joined' | 'left'; readonly agentName: string }
  /** For staff only: `from` offers the conversation to a colleague, and how that ended without acceptance. */
  | { readonly kind: 'offered'; readonly agentName: string; readonly from: string }
  | { readonly kind: 'offer_ended'; readonly agentName: string; readonly why: 'declined' | 'withdrawn' | 'late' }
  /** For staff only: a time limit is near, or was broken (and the priority raised). `dueAt` is Unix ms. */
  | { readonly kind: 'limit_near'; readonly clock: LimitName; readonly dueAt: number }
  | { readonly kind: 'limit_broken'; readonly clock: LimitName; readonly dueAt: number; readonly raisedTo?: Priority }
  /** For staff only: the agent needs an answer of the customer to go on. */
  | { readonly kind: 'awaits_customer'; readonly agentName: string }
  | { readonly kind: 'handed_back'; readonly agentName: string }
  | { readonly kind: 'closed'; readonly by: 'agent' | 'customer'; readonly agentName?: string }
  | { readonly kind: 'reopened' };

/** A message as a customer's page sees it. */
export type CustomerMessage = {
  readonly id: string;
  readonly seq: number;
  readonly cursor: number;
  readonly author: Author;
  readonly text: string;
  /** Unix time, ms. */
  readonly at: number;
  /** The id that this page gave the message when it sent it. */
  readonly clientId?: string;
  readonly citations?: readonly Citation[];
  readonly quickReplies?: readonly QuickReply[];
  readonly notice?: SystemNotice;
  readonly agentName?: string;
};

/** Where a customer's conversation stands. */
export type CustomerState = {
  readonly state: ConversationState;
  /** Customer messages up to this `seq` have been taken up by the bot or shown to staff ("delivered"). */
  readonly deliveredSeq: number;
  /** Place in the queue, from 1, while waiting. */
  readonly place?: number;
  /** Who has the conversation, in state `human`. */
  readonly agentName?: string;
  /** Does a person have time now? Otherwise the next opening, Unix ms. */
  readonly peopleAvailable: boolean;
  readonly peopleBackAt?: number;
  /** May the current segment be rated, and how was it rated? */
  readonly canRate: boolean;
  readonly rating?: number;
};

/** Who is typing, told while it lasts; never stored. */
export type Typing = {
  readonly who: 'bot' | 'agent' | 'customer';
  readonly name?: string;
  /** What the bot has written so far of an answer that is not there yet; Markdown. */
  readonly draft?: string;
};

/**
 * Events of a customer's stream, by SSE event name. `message` events carry `cursor` as the SSE id; a stream that is
 * opened with `after=CURSOR` brings exactly the messages after it, then `state`, then what happens live.
 */
export type CustomerEvents = {
  readonly message: CustomerMessage;
  readonly state: CustomerState;
  readonly typing: Typing;
};

/** Body of `POST /api/web/session`. */
export type OpenSession = {
  /** Language of the page. */
  readonly language: Language;
  /** Token of an earlier session in this browser, to go on with its conversation. */
  readonly token?: string;
  /** Signed statement of the page's owner about who the visitor is (JWT). */
  readonly identity?: string;
};

/** Answer to `POST /api/web/session`. `token` goes into `Authorization: Bearer …` of every further request. */
export type SessionOpened = {
  readonly token: string;
  readonly resumed: boolean;
  readonly company: { readonly zh: string; readonly en: string };
  readonly customerName?: string;
  /** Zone in which the company tells its times (IANA name). */
  readonly timeZone: string;
  readonly state: CustomerState;
};

/** Body of `POST /api/web/messages`; the same `clientId` with the same text is accepted once. */
export type SendMessage = { readonly clientId: string; readonly text: string; readonly language: Language };

/** Answer: the message is stored. */
export type MessageAccepted = { readonly id: string; readonly seq: number; readonly cursor: number; readonly at: number };

/** Body of `POST /api/web/rating`: 1 (bad) to 5 (very good). */
export type RateConversation = { readonly score: number; readonly comment?: string };

/** Every error answer of the HTTP API. */
export type ErrorBody = {
  readonly error: { readonly code: string; readonly message: string; readonly details?: readonly string[]; readonly retryAfterMs?: number };
};

/** Customer tiers, most valuable first; staff see them, customers never do. */
export type Tier = 'vip' | 'key' | 'regular' | 'small';

/** How pressing a handover is. */
export type Priority = 'urgent' | 'high' | 'normal' | 'low';

/** What has a time limit: a person's first answer, the next one, and the solution. */
export type LimitName = 'firstReply' | 'nextReply' | 'solution';

/** A time limit as staff see it. Times are Unix ms. */
export type LimitView = {
  readonly clock: LimitName;
  readonly since: number;
  /** By when; absent while the clock stands still, waiting for the customer. */
  readonly dueAt?: number;
  /** From when on it is near. */
  readonly warnAt?: number;
  /** Since when it is broken. */
  readonly brokenAt?: number;
  /** Who is told when it is broken. */
  readonly tell: readonly ('owner' | 'team' | 'lead')[];
};

/** A conversation in the console's list. */
export type ConversationSummary = {
  readonly id: string;
  readonly state: ConversationState;
  readonly channel: string;
  readonly customerName: string;
  readonly tier: Tier;
  readonly language: Language;
  /** Reason code and priority of the open handover, when there is one. */
  readonly reason?: string;
  readonly priority?: Priority;
  readonly team?: string;
  /** Since when the customer waits for a person, Unix ms. */
  readonly waitingSince?: number;
  /** By when a person should have answered, Unix ms. */
  readonly dueAt?: number;
  /** Time limits that run or stand still, most pressing first. */
  readonly limits?: readonly LimitView[];
  /** Since when a time limit of this handover is or was broken, Unix ms. */
  readonly escalatedAt?: number;
  readonly agentName?: string;
  readonly agentId?: string;
  /** A colleague to whom the owner has offered it, until when (Unix ms). */
  readonly offer?: { readonly toId: string; readonly toName: string; readonly fromName: string; readonly until: number };
  /** Colleagues whose advice is awaited. */
  readonly asked?: readonly { readonly id: string; readonly name: string }[];
  /** Leads who write beside the owner. */
  readonly joined?: readonly { readonly id: string; readonly name: string }[];
  readonly lastText: string;
  readonly lastAt: number;
  readonly rating?: number;
};

/** A message as staff see it: notes and undelivered messages too. */
export type StaffMessage = Omit<CustomerMessage, 'cursor'> & {
  readonly cursor?: number;
  readonly visibility: Visibility;
  readonly status: DeliveryStatus;
  readonly segment: number;
  /** The colleague whose advice this note asks for. */
  readonly asks?: { readonly id: string; readonly name: string };
  /** How the customer's message was understood. */
  readonly understanding?: UnderstandingView;
};

/** An intent's name with how sure Baton is of it, in [0, 1]. */
export type IntentView = { readonly id: string; readonly name: { readonly zh: string; readonly en: string }; readonly confidence: number };

/** How a message was understood, and what decided it. */
export type UnderstandingView = {
  /** The best guess; absent where the message is outside of everything the catalogue knows. */
  readonly intent?: string;
  readonly intentName?: { zh: string; en: string };
  readonly confidence?: number;
  readonly sentiment: number;
  readonly mood: string;
  /** Other guesses, surest first. */
  readonly others: readonly IntentView[];
  /** Words that spoke for the best guess. */
  readonly words: readonly string[];
  /** The nearest example of the catalogue, and the name of its intent. */
  readonly nearest?: { readonly text: string; readonly intentName: { readonly zh: string; readonly en: string } };
  /** What calls for a person, with the words that caused it. */
  readonly signals: readonly { readonly kind: string; readonly words: readonly string[] }[];
};

/** An intent that a message can be set right to (`GET /api/console/intents`). */
export type IntentChoice = { readonly id: string; readonly name: { readonly zh: string; readonly en: string } };

/** An order as the customer directory knows it. */
export type CustomerOrder = {
  readonly number: string;
  readonly product: string;
  readonly status: 'paid' | 'shipped' | 'delivered' | 'returning' | 'refunded';
  readonly date: string;
};

/** The brief as the console shows it. Texts of the customer stay in the customer's words. */
export type BriefView = {
  readonly customer: { readonly name: string; readonly tier: Tier; readonly language: Language; readonly id?: string; readonly since?: string; readonly manager?: string; readonly tierBecause?: { readonly zh: string; readonly en: string }; readonly noCare?: boolean; /** As of when the record is, or that there is none, where the directory cannot be asked. */ readonly stale?: number | 'unknown'; readonly orders: readonly CustomerOrder[]; readonly notes: readonly string[]; readonly earlierHandovers: number };
  readonly reason: string;
  readonly rule: { readonly id: string; readonly words: readonly string[] };
  readonly priority: Priority;
  readonly team: string;
  readonly intents: readonly { readonly id: string; readonly name: { zh: string; en: string }; readonly confidence: number }[];
  /** What the customer wants, in the customer's own words. */
  readonly request: string;
  readonly moods: readonly { readonly seq: number; readonly text: string; readonly sentiment: number; readonly mood: string }[];
  readonly facts: readonly { readonly kind: string; readonly value: string; readonly seq: number }[];
  readonly articlesShown: readonly { readonly articleId: string; readonly language: Language; readonly title: string; readonly helped: 'yes' | 'no' | 'unknown' }[];
  readonly promises: readonly { readonly text: string; readonly dueAt?: number }[];
  readonly suggestedReply?: { readonly text: string; readonly articleId: string; readonly title: string };
  readonly nextSteps: readonly { readonly zh: string; readonly en: string }[];
  readonly openedAt: number;
  readonly dueAt: number;
};

/** Answer to `GET /api/console/conversations/:id`. */
export type ConversationDetail = {
  readonly summary: ConversationSummary;
  readonly brief?: BriefView;
  readonly messages: readonly StaffMessage[];
  readonly rating?: { readonly score: number; readonly comment?: string };
  readonly closing?: { readonly reason: CloseReason; readonly by: string };
};

/** Why a conversation was closed. */
export type CloseReason = 'resolved' | 'no_answer' | 'duplicate' | 'spam' | 'other';

/** Every closing reason, in the order in which they are offered. */
export const CLOSE_REASONS: readonly CloseReason[] = ['resolved', 'no_answer', 'duplicate', 'spam', 'other'];

/** What staff may do: agents serve customers, leads also invite people and see everything. */
export type StaffRole = 'agent' | 'lead';

/** Answer to `GET /api/console/me`. */
export type StaffView = { readonly id: string; readonly name: string; readonly role: StaffRole; readonly company: { readonly zh: string; readonly en: string } };

/**
 * What staff are told of at once. The last four concern one colleague: a conversation is offered or has come back, advice
 * is asked for or was given.
 */
export type AlertKind = 'handover' | 'customer_message' | 'owner_changed' | 'limit_near' | 'breached' | 'offered' | 'returned' | 'asked' | 'advised';

/** Colleagues and teams that a conversation can be passed to: answer to `GET /api/console/colleagues`. */
export type ColleaguesView = {
  readonly people: readonly { readonly id: string; readonly name: string; readonly role: StaffRole }[];
  readonly teams: readonly { readonly id: string; readonly name: { readonly zh: string; readonly en: string } }[];
};

/** Articles that the bot can go on with after a conversation is handed back: answer to `GET /api/console/articles`. */
export type ArticleChoice = { readonly id: string; readonly language: Language; readonly title: string };

/** Body of `POST /api/console/conversations/:id/hand-back`: closing words, and what the bot goes on with. */
export type HandBack = {
  readonly text?: string;
  readonly resume?: { readonly kind: 'article'; readonly articleId: string } | { readonly kind: 'question'; readonly text: string };
};

/** Events of the console's list stream (`GET /api/console/events`): all conversations first, then each that changed. */
export type ConsoleEvents = {
  readonly list: readonly ConversationSummary[];
  readonly conversation: ConversationSummary;
  /** Something that staff should notice at once. */
  readonly alert: { readonly id: string; readonly kind: AlertKind; readonly conversationId: string; readonly agentId?: string };
};

/** Events of one conversation's stream for staff (`GET /api/console/conversations/:id/events`). */
export type ConsoleConversationEvents = {
  readonly detail: ConversationDetail;
  readonly typing: Typing;
};

/** Questions that mean the same and got no good answer. */
export type GapGroupView = {
  readonly id: string;
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** For how many of them an answer was shown that did not help. */
  readonly unhelpful: number;
  /** Wordings, newest first. */
  readonly examples: readonly { readonly text: string; readonly language: Language }[];
  readonly nearest?: { readonly articleId: string; readonly title: string; readonly score: number };
  /** Id of the document that was drafted for them. */
  readonly draft?: string;
};

/** Answer to `GET /api/console/gaps`, for leads: what was asked often and lately first. */
export type GapsView = {
  readonly groups: readonly GapGroupView[];
  /** Groups that come after those. */
  readonly more: number;
  /** Groups that are answered by now. */
  readonly resolved: number;
};

/** Answer to `POST /api/console/gaps/:id/draft`: a draft article, made of what a colleague answered. */
export type GapDraftView = { readonly id: string; readonly language: Language; readonly title: string; readonly body: string; readonly agentName?: string };

/** A document in the list of those that were handed in. Times are Unix ms, days `2027-05-31`. */
export type DocumentView = {
  readonly id: string;
  readonly language: Language;
  readonly title: string;
  readonly audience: 'customer' | 'staff';
  readonly state: 'draft' | 'published' | 'quarantined' | 'retired';
  /** Why somebody must look at it, in English. */
  readonly reason?: string;
  readonly version: number;
  /** Name of the uploaded file, path or web address. */
  readonly source: string;
  readonly updatedAt: number;
  readonly validFrom?: string;
};

/** Answer to `GET /api/console/documents?find=…`: documents whose title, id or source has the words, changed ones first. */
export type DocumentsView = {
  readonly documents: readonly DocumentView[];
  /** Documents beyond those that are shown. */
  readonly more: number;
  /** Files above this are refused, bytes. */
  readonly largest: number;
};

/** Answer to `POST /api/console/documents?name=…`: how many documents a file gave, and what was refused of it. */
export type UploadView = {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly quarantined: number;
  /** `reason` is one word; `message` goes on after the name of the file, in English. */
  readonly refused: readonly { readonly reason: string; readonly message: string }[];
};

/** Something in a reply that could be said better. Offsets are UTF-16 units of the reply. */
export type LanguageFinding = {
  /** Name of the rule. */
  readonly rule: string;
  /** Said though it never is, missing though it belongs there, or hard to read. */
  readonly kind: 'never' | 'missing' | 'form';
  /** What it is about; nothing wide where something is missing. */
  readonly from: number;
  readonly to: number;
  readonly why: Readonly<Record<Language, string>>;
  /** Put in place of these signs it is better, in the language of the reply. */
  readonly better?: { readonly from: number; readonly to: number; readonly text: string };
};

/** Answer to `POST /api/console/conversations/:id/check-reply`: advice, in the order of the reply. */
export type ReplyAdvice = { readonly findings: readonly LanguageFinding[] };
