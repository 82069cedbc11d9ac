import type { ArticleHead, Audience } from './article.ts';
import type { Language } from './language.ts';

/** Whether a document answers: only what is `published` does. `quarantined` waits for a person to look at it. */
export const DOCUMENT_STATES = ['draft', 'published', 'quarantined', 'retired'] as const;

/** Whether a document answers. */
export type DocumentState = (typeof DOCUMENT_STATES)[number];

/** How the source of a document begins that Baton was handed: a colleague's reply, a file that was uploaded. No import reads it again. */
export const OWN_SOURCE = 'baton:';

/** A source as people know it: of what was handed in the file's name. */
export function knownSource(source: string): string {
  return source.startsWith(OWN_SOURCE) ? source.slice(source.indexOf('/') + 1) : source;
}

/** What names a document; as with articles, one id may be there in both languages. */
export type DocumentKey = { readonly id: string; readonly language: Language };

/** A knowledge document that was imported. Days are written `2027-05-31`. */
export type ImportedDocument = DocumentKey & {
  readonly title: string;
  readonly audience: Audience;
  readonly product: ArticleHead['product'];
  /** First day on which it holds. */
  readonly validFrom: string | undefined;
  /** Day on which somebody should read it again. */
  readonly review: string | undefined;
  readonly version: number;
  readonly state: DocumentState;
  /** Why it is quarantined, for staff. */
  readonly stateReason: string | undefined;
  /** Markdown. */
  readonly body: string;
  /** Absolute path of the file, web address, or what begins with `OWN_SOURCE`. */
  readonly source: string;
  /** Absolute path of the list that named the web address. */
  readonly listedIn: string | undefined;
  /** SHA-256 (hex) of everything that is said here, without state and version: equal when nothing has changed. */
  readonly contentHash: string;
  /** Fingerprint of the source's bytes and of how they were read; empty: read again at the next import. */
  readonly sourceHash: string;
};

/** A document as it is kept. */
export type StoredDocument = ImportedDocument & {
  /** Grows over all documents with every change. */
  readonly revision: number;
  /** Unix ms. */
  readonly updatedAt: number;
};

/** What is kept of a document without its text: what lists show and imports compare. */
export type DocumentHead = Omit<StoredDocument, 'body'>;

/** What has become of a document: as it is now, or that it was removed. */
export type DocumentChange =
  | { readonly kind: 'kept'; readonly document: StoredDocument }
  | (DocumentKey & { readonly kind: 'removed'; readonly revision: number; readonly updatedAt: number });
