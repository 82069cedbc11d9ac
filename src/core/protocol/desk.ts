import type { Language } from '../language.ts';
import type { DeliveryStatus, EarlierWords, Visibility } from '../message.ts';
import type { BriefView } from './brief.ts';
import type { CustomerMessage, Typing } from './customer.ts';
import type { OwnPresence, Presence, QueueRank } from './presence.ts';
import type { StaffCallbackView } from './waiting.ts';

/** Who owns a conversation. */
export type ConversationState = 'bot' | 'waiting' | 'human' | 'closed';

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
  /** A promise to reach the customer that is still to be kept; meanwhile nobody waits in the queue. */
  readonly callback?: StaffCallbackView;
  /** A colleague to whom the owner has offered it, until when (Unix ms). */
  readonly offer?: { readonly toId: string; readonly toName: string; readonly fromName?: string; readonly until: number; readonly because?: { readonly zh: string; readonly en: string } };
  /** Why Baton has given it to its owner, and by when they must open it where they have not, Unix ms. */
  readonly assigned?: { readonly because: { readonly zh: string; readonly en: string }; readonly openBy?: number };
  /** Where it stands in the queue while it waits. */
  readonly rank?: QueueRank;
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
  /** Who of the staff wrote it. */
  readonly agentId?: string;
  /** What it said before it was changed or taken back, oldest first. */
  readonly earlier?: readonly EarlierWords[];
  /** The customer has seen it. */
  readonly seen?: true;
  /** Where staff wrote it, where that place shows it by itself, such as `slack:C012:1700000000.000100`. */
  readonly origin?: string;
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

/** Answer to `GET /api/console/me`. `hasOutside`: leads are told of troubles outside of Baton, such as with Slack. */
export type StaffView = { readonly id: string; readonly name: string; readonly role: StaffRole; readonly company: { readonly zh: string; readonly en: string }; readonly hasOutside?: true };

/** Answer to `GET /api/console/troubles`: what is wrong outside of Baton; leads read it, for others it is empty. */
export type TroublesView = { readonly troubles: readonly { readonly zh: string; readonly en: string }[] };

/**
 * What staff are told of at once. A conversation that is offered or has come back, and advice that is asked for or was
 * given, concern one colleague; a task of a case concerns a colleague or the people of a department.
 */
export type AlertKind = 'follow_up' | 'follow_up_late' | 'handover' | 'customer_message' | 'owner_changed' | 'limit_near' | 'breached' | 'offered' | 'assigned' | 'let_pass' | 'returned' | 'asked' | 'advised' | 'callback_due' | 'callback_late' | 'case' | 'task_given' | 'task_near' | 'task_late';

type Person = { readonly id: string; readonly name: string; readonly role: StaffRole };

/** Colleagues and teams that a conversation can be passed to: answer to `GET /api/console/colleagues`. */
export type ColleaguesView = {
  readonly people: readonly (Person & { readonly presence?: Presence; /** For leads. */ readonly load?: number; readonly capacity?: number; readonly teams?: readonly string[] })[];
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
  /** How the reader is there, at the beginning and when it changes. */
  readonly presence: OwnPresence;
  /** Something that staff should notice at once. */
  readonly alert: { readonly id: string; readonly kind: AlertKind; readonly conversationId: string; readonly agentId?: string; readonly department?: string };
};

/** What has changed in a conversation since the last event of its stream: whole parts (`null`: gone), and messages that are new or different, by id. */
export type DetailUpdate = {
  readonly summary?: ConversationSummary;
  readonly messages?: readonly StaffMessage[];
  readonly brief?: ConversationDetail['brief'] | null;
  readonly rating?: ConversationDetail['rating'] | null;
  readonly closing?: ConversationDetail['closing'] | null;
};

/** Events of one conversation's stream for staff (`GET /api/console/conversations/:id/events`): `detail` once, then what changes. */
export type ConsoleConversationEvents = {
  readonly detail: ConversationDetail;
  readonly update: DetailUpdate;
  readonly typing: Typing;
};
