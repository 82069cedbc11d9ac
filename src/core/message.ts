import type { AnsweredBy } from './answered-by.ts';
import type { Language } from './language.ts';
import type { SystemNotice } from './protocol.ts';

/** Who wrote a message. */
export type Author = 'customer' | 'bot' | 'agent' | 'system';

/** Who may see it: everybody in the conversation, or staff only (a note). */
export type Visibility = 'all' | 'staff';

/**
 * How far a message has got. A customer's message is `sent` from the start; what Baton or an agent says is
 * `queued` until its channel has taken it, `withheld` when a person took over first, `failed` when the channel refused it.
 */
export type DeliveryStatus = 'queued' | 'sent' | 'withheld' | 'failed';

/** A link from an answer to the passage it rests on. */
export type Citation = {
  /** Number in the answer, from 1. */
  readonly number: number;
  readonly articleId: string;
  readonly language: Language;
  readonly title: string;
  /** Heading path inside the article, outermost first; empty for its opening paragraph. */
  readonly headings: readonly string[];
  /** Id of the passage; absent in messages of older versions. */
  readonly passageId?: string;
};

/** A choice that a customer can make with one press; pressing sends `text`. */
export type QuickReply = { readonly label: string; readonly text: string };

/** A file that a message carries; its bytes are kept by the `FileStore`. `size` in bytes, `type` a media type. */
export type FileRef = { readonly id: string; readonly name: string; readonly type: string; readonly size: number };

/** What a message carries besides its text. */
export type MessageExtras = {
  /** Files that came with it. */
  readonly files?: readonly FileRef[];
  /** Where staff wrote it, where that place shows it by itself, such as `slack:C012:1700000000.000100`; never told to customers. */
  readonly origin?: string;
  readonly citations?: readonly Citation[];
  readonly quickReplies?: readonly QuickReply[];
  /** A notice of the system, which every page words in its reader's language. */
  readonly notice?: SystemNotice;
  /** Name of the agent who wrote it. */
  readonly agentName?: string;
  /** Their id, by which they may change it; never told to customers. */
  readonly agentId?: string;
  /** A note that asks this colleague for advice. */
  readonly asks?: { readonly id: string; readonly name: string };
  /** How a language model took part in an answer and what it took; for staff, never for customers. */
  readonly answeredBy?: AnsweredBy;
};

/** A message as it is stored and read. Ordered by `seq` within its conversation. */
export type Message = {
  readonly id: string;
  readonly conversationId: string;
  /** Place in the conversation, from 1, without gaps. */
  readonly seq: number;
  /** Place in the order in which messages became visible; streams resume after it. Absent until visible. */
  readonly cursor: number | undefined;
  readonly segment: number;
  readonly author: Author;
  readonly visibility: Visibility;
  readonly text: string;
  readonly extras: MessageExtras;
  readonly status: DeliveryStatus;
  /** Unix time, ms. */
  readonly at: number;
  /** When it was changed last, Unix ms. A change gives a visible message a new `cursor`, so that whoever follows gets it again. */
  readonly editedAt?: number;
  /** When it was taken back, Unix ms: its text is empty then, and of its extras only the author's name is left. */
  readonly removedAt?: number;
  /** What it said before, oldest first; for staff only. */
  readonly earlier?: readonly EarlierWords[];
};

/** What a message said until it was changed or taken back at `until` (Unix ms). */
export type EarlierWords = { readonly text: string; readonly files?: readonly FileRef[]; readonly until: number };

/** What happens to a message after it was written. */
export type MessageChange = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'removed' };

/** A message that is about to be stored; its place and time are given by the store. */
export type NewMessage = {
  readonly author: Exclude<Author, 'customer'>;
  readonly visibility: Visibility;
  readonly text: string;
  readonly extras?: MessageExtras;
  /** Nobody has asked for it at this moment: it gives way to a person, and is withheld while one has the conversation. */
  readonly yields?: true;
};

/** What a channel hands to the core: one message of a customer, verified and parsed. */
export type InboundMessage = {
  /** Name of the channel, such as `web`. */
  readonly channel: string;
  /** Where in that channel answers go; only its adapter can read it. */
  readonly address: string;
  /** The channel's own id of this message; the same id is accepted once. */
  readonly externalId: string;
  /** May be empty where files come with it. */
  readonly text: string;
  /** Files that the `FileStore` keeps for this conversation already. */
  readonly files?: readonly FileRef[];
  /** Who the channel says this is, when it has verified that. */
  readonly customerId?: string;
  /** The language of the page or app, used until the customer's own words tell. */
  readonly language: Language;
  /** It was said elsewhere, before the conversation came here, by the customer or by a bot there: staff read it, and nobody answers it. */
  readonly past?: 'customer' | 'bot';
};

/** What a channel hands to the core when its customer has changed or removed what they wrote. */
export type InboundEdit = {
  readonly channel: string;
  readonly address: string;
  /** The id under which the message was accepted. */
  readonly externalId: string;
  readonly change: MessageChange;
};

/** The longest message that is accepted, in UTF-16 code units. */
export const MAX_MESSAGE_LENGTH = 4_000;
