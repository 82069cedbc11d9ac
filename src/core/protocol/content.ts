import type { Bilingual, Language } from '../language.ts';

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
  /** Ids of the products it is about; all when absent. */
  readonly products?: readonly string[];
  readonly validFrom?: string;
  /** When somebody should read it again. */
  readonly review?: string;
};

/** Answer to `GET /api/console/documents?find=…`: documents whose title, id or source has the words, changed ones first. */
export type DocumentsView = {
  readonly documents: readonly DocumentView[];
  /** Documents beyond those that are shown. */
  readonly more: number;
  /** Files above this are refused, bytes. */
  readonly largest: number;
  /** What documents may be about. */
  readonly products: readonly { readonly id: string; readonly name: Bilingual }[];
};

/** Answer to `POST /api/console/documents?name=…&audience=…` with `language`, `product`, `validFrom`, `review` and `state=draft` as wanted: how many documents a file gave, and what was refused of it. */
export type UploadView = {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly quarantined: number;
  /** `reason` is one word; `message` goes on after the name of the file, in English. */
  readonly refused: readonly { readonly reason: string; readonly message: string }[];
};
