import type { Language } from '../language.ts';
import type { Author, Citation, FileRef, QuickReply } from '../message.ts';
import type { PassedOn } from './brief.ts';
import type { ConversationState } from './desk.ts';
import type { SystemNotice } from './notice.ts';
import type { CallbackView, ExpectedWait } from './waiting.ts';

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
  readonly files?: readonly FileRef[];
  /** It was changed, or taken back (its text is empty then); Unix ms. */
  readonly editedAt?: number;
  readonly removedAt?: number;
};

/** Where a customer's conversation stands. */
export type CustomerState = {
  readonly state: ConversationState;
  /** Customer messages up to this `seq` have been taken up by the bot or shown to staff ("delivered"). */
  readonly deliveredSeq: number;
  /** Place in the queue, from 1, while waiting. */
  readonly place?: number;
  /** How long that is likely to take; absent where it cannot be known. */
  readonly expectedWait?: ExpectedWait;
  /** What was agreed instead of waiting. */
  readonly callback?: CallbackView;
  /** A matter of safety: a person comes here first of all, and no call is arranged instead. */
  readonly comesFirst?: true;
  /** What was passed on to people, for the customer to look at, until a person has answered. */
  readonly passedOn?: PassedOn;
  /** Who has the conversation, in state `human`. */
  readonly agentName?: string;
  /** Does a person have time now? Otherwise the next opening, Unix ms. */
  readonly peopleAvailable: boolean;
  readonly peopleBackAt?: number;
  /** May the current segment be rated, and how was it rated? */
  readonly canRate: boolean;
  /** What can be ticked beside a rating. */
  readonly ratingReasons?: readonly { readonly id: string; readonly name: { readonly zh: string; readonly en: string } }[];
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
export type SendMessage = {
  readonly clientId: string;
  /** May be empty with files. */
  readonly text: string;
  readonly language: Language;
  /** Ids of files that were sent before (`POST /api/web/files`). */
  readonly files?: readonly string[];
};

/** Body of `POST /api/web/seen`: messages up to this cursor were on the screen. */
export type SawMessages = { readonly cursor: number };

/** Answer: the message is stored. */
export type MessageAccepted = { readonly id: string; readonly seq: number; readonly cursor: number; readonly at: number };

/** Body of `POST /api/web/rating`: 1 (bad) to 5 (very good). */
export type RateConversation = { readonly score: number; readonly comment?: string; readonly reasons?: readonly string[] };

/** Every error answer of the HTTP API. */
export type ErrorBody = {
  readonly error: { readonly code: string; readonly message: string; readonly details?: readonly string[]; readonly retryAfterMs?: number };
};
