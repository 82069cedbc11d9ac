import type { Audience } from '../article.ts';
import type { DocumentKey, DocumentState, StoredDocument } from '../document.ts';
import type { Bilingual, Language } from '../language.ts';
import type { DocumentSearch, FoundDocuments } from './document-store.ts';

/** A file that somebody hands in. */
export type Upload = {
  /** Its name, such as `退换货.docx`; what it is read as follows from its ending. */
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
  readonly audience: Audience;
  /** By its words when left out. */
  readonly language?: Language | undefined;
  /** Id of the product they are about; all when left out. This and the days give way to what the file says of itself. */
  readonly product?: string | undefined;
  /** First day on which they hold, `2027-05-31`. */
  readonly validFrom?: string | undefined;
  /** Day on which somebody should read them again, `2027-05-31`. */
  readonly review?: string | undefined;
  /** New documents are published when left out, and changed ones stay what they are. */
  readonly state?: 'draft' | undefined;
};

/** Why a file, or a part of it, was not taken in. */
export type UploadRefusal = {
  /** One word, such as `encrypted`. */
  readonly reason: string;
  /** Goes on after the name of the file and says the way out; English. */
  readonly message: string;
};

/** What came of an upload. Never all empty. */
export type UploadOutcome = {
  readonly added: readonly DocumentKey[];
  readonly changed: readonly DocumentKey[];
  /** Number of documents that are as they were. */
  readonly unchanged: number;
  readonly removed: readonly DocumentKey[];
  /** Those of `added` and `changed` that wait for somebody to look at them. */
  readonly quarantined: readonly DocumentKey[];
  readonly refused: readonly UploadRefusal[];
};

/** A product as people choose it. */
export type NamedProduct = { readonly id: string; readonly name: Bilingual };

/** Where support leads hand documents in and decide which of them answer. */
export type DocumentDesk = {
  /** Files above this are refused, bytes. */
  readonly largest: number;
  /** What documents may be about. */
  readonly products: readonly NamedProduct[];
  /** Documents without their texts, changed ones first. */
  list(search: DocumentSearch): Promise<FoundDocuments>;
  /** Throws `not_found`. */
  read(key: DocumentKey): Promise<StoredDocument>;
  /**
   * Takes a file in, as the import does; a file of the same name takes the place of the one before. What cannot be read
   * is a refusal. Throws `invalid_input` for a name, product or day that is none, `too_large`, and what reading `content` throws.
   */
  take(upload: Upload): Promise<UploadOutcome>;
  /** Publishes or retires. Throws `not_found`. */
  setState(key: DocumentKey, state: Extract<DocumentState, 'published' | 'retired'>): Promise<StoredDocument>;
  /** Removes for good. Throws `not_found`. */
  remove(key: DocumentKey): Promise<void>;
};
