import type { Language } from '../language.ts';
import type { FileRef } from '../message.ts';
import type { CustomerOrder, Priority, Tier } from './desk.ts';

type Bilingual = Readonly<Record<Language, string>>;

/** What a customer can set right in what was passed on. */
export type BriefPoint = 'request' | 'order' | 'product' | 'date' | 'amount' | 'phone' | 'email' | 'address' | 'name' | 'other';

/** What a customer can set right, in the order in which it is shown. */
export const BRIEF_POINTS: readonly BriefPoint[] = ['request', 'order', 'product', 'date', 'amount', 'phone', 'email', 'address', 'name', 'other'];

/** What each point is called to the customer. */
export const POINT_NAMES: Readonly<Record<BriefPoint, Bilingual>> = {
  request: { zh: '您的需求', en: 'What you need' },
  order: { zh: '订单', en: 'Order' },
  product: { zh: '产品', en: 'Product' },
  date: { zh: '日期', en: 'Date' },
  amount: { zh: '金额', en: 'Amount' },
  phone: { zh: '电话', en: 'Phone' },
  email: { zh: '邮箱', en: 'E-mail' },
  address: { zh: '地址', en: 'Address' },
  name: { zh: '姓名', en: 'Name' },
  other: { zh: '补充', en: 'Also' },
};

/** What was passed on to people, as the customer may see it: nothing but the customer's own words and facts. */
export type PassedOn = {
  readonly points: readonly { readonly point: BriefPoint; readonly value: string; readonly was?: string }[];
  /** The customer has said that it is right. */
  readonly isRight: boolean;
};

/** Body of `POST /api/web/brief`: that it is right, or what is not. */
export type CheckPassedOn = { readonly isRight: true } | { readonly corrections: readonly { readonly point: BriefPoint; readonly text: string }[] };

/** The kinds of difficult customers. */
export type CustomerKind = 'rational' | 'compliant' | 'outgoing' | 'reserved' | 'suspicious' | 'independent' | 'childish' | 'hot-tempered';

/** A fact of the brief; a product in the customer's words, anything else in its normal form. */
export type BriefFact = {
  readonly kind: string;
  readonly value: string;
  /** The message that has it; 0 where it was set right outside of any message. */
  readonly seq: number;
  /** The customer has corrected it; `was` is what stood there, empty where nothing did. */
  readonly was?: string;
};

/** Something that was promised to the customer. */
export type BriefPromise = {
  readonly text: string;
  readonly by: 'bot' | 'agent';
  readonly agentName?: string;
  /** By when, Unix ms. */
  readonly dueAt?: number;
  /** Has a person written by then? Still open before that moment. */
  readonly kept?: 'yes' | 'no' | 'open';
};

/** An earlier handover of the same customer in this conversation. */
export type BriefHandover = {
  readonly at: number;
  readonly reason: string;
  readonly outcome: 'handed_back' | 'closed' | 'open';
  /** Who handled it. */
  readonly by: readonly string[];
};

/** The customer's history over all conversations, where the customer is known. */
export type BriefHistory = {
  readonly conversations: number;
  readonly last?: { readonly at: number; readonly state: string; readonly closeReason?: string; readonly rating?: number; readonly agentName?: string };
};

/** An open case of the customer. */
export type BriefCase = { readonly id: string; readonly title: string; readonly state: string; readonly dueAt?: number };

/** The brief as the console shows it. Texts of the customer stay in the customer's words. */
export type BriefView = {
  readonly customer: {
    readonly name: string;
    readonly tier: Tier;
    readonly language: Language;
    readonly id?: string;
    readonly since?: string;
    readonly manager?: string;
    readonly tierBecause?: Bilingual;
    readonly noCare?: boolean;
    /** As of when the record is, or that there is none, where the directory cannot be asked. */
    readonly stale?: number | 'unknown';
    readonly orders: readonly CustomerOrder[];
    readonly notes: readonly string[];
    readonly earlierHandovers: number;
    readonly history?: BriefHistory;
    /** The latest first. */
    readonly earlier?: readonly BriefHandover[];
    readonly cases?: readonly BriefCase[];
    /** Who gave the conversation back to the bot before, with their last words to the customer. */
    readonly handedBack?: { readonly by: string; readonly at: number; readonly words?: string };
    /** How the customer seems to be, and the signs that led to it; for staff only. */
    readonly kind?: { readonly kind: CustomerKind; readonly signs: readonly string[]; readonly how: Bilingual };
  };
  readonly reason: string;
  readonly rule: { readonly id: string; readonly words: readonly string[]; readonly because?: Bilingual };
  readonly priority: Priority;
  readonly team: string;
  readonly intents: readonly { readonly id: string; readonly name: { zh: string; en: string }; readonly confidence: number }[];
  /** What the customer wants, in the customer's own words. */
  readonly request: string;
  /** What stood there before the customer corrected it. */
  readonly requestWas?: string;
  /** A model's summary, every statement of which was found in the conversation; in the customer's language, and in the other one where a model translated it. */
  readonly summary?: Readonly<Partial<Record<Language, string>>>;
  readonly moods: readonly { readonly seq: number; readonly text: string; readonly sentiment: number; readonly mood: string }[];
  /** Where the mood turned. */
  readonly moodTurn?: { readonly seq: number; readonly text: string; readonly to: 'worse' | 'better' };
  readonly facts: readonly BriefFact[];
  /** What is needed for what the customer wants and is not known yet. */
  readonly missing?: readonly Bilingual[];
  readonly articlesShown: readonly { readonly articleId: string; readonly language: Language; readonly title: string; readonly helped: 'yes' | 'no' | 'unknown' }[];
  /** What business actions have done, the latest last. */
  readonly actions?: readonly { readonly name: Bilingual; readonly at: number; readonly result?: string }[];
  readonly promises: readonly BriefPromise[];
  readonly risks?: readonly { readonly risk: string; readonly why: Bilingual }[];
  /** The customer was asked whether this is right: said yes, corrected it, or has not answered. */
  readonly checked?: { readonly isRight: boolean; readonly at: number };
  /** Files that the customer has sent, with the place of their message. */
  readonly files?: readonly (FileRef & { readonly seq: number })[];
  /** What the customer set right that belongs to no fact. */
  readonly corrected?: readonly string[];
  /** A first message to the customer; from a staff article, or in Baton's own words where it names none. */
  readonly suggestedReply: { readonly text: string; readonly articleId?: string; readonly title?: string };
  readonly nextSteps: readonly Bilingual[];
  readonly openedAt: number;
  readonly dueAt: number;
};

/** Answer to `GET /api/console/handover-report`, for leads: how often customers had to say again what was known. */
export type HandoverReport = {
  /** Those that ended at or after this were looked for, Unix ms. */
  readonly since: number;
  /** When the first and the last of those that are counted ended, Unix ms; `null` without any. */
  readonly from: number | null;
  readonly to: number | null;
  /** There were so many since then that the oldest are not counted. */
  readonly isCut: boolean;
  /** Ended handovers that a person answered, of those that are counted. */
  readonly answered: number;
  /** In how many of them the agent's first two messages asked for something the brief already had. */
  readonly repeated: number;
  /** The repeat-yourself rate, in [0, 1]; `null` without any. */
  readonly rate: number | null;
  /** What was asked for again, and how often. */
  readonly kinds: Readonly<Record<string, number>>;
};
