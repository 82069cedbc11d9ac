import type { Article, Audience } from '#core/article.ts';
import type { DocumentState } from '#core/document.ts';
import type { Language } from '#core/language.ts';

/** Why something was not taken in, as one word. */
export type RefusalReason =
  | 'unreadable'
  | 'unknown-kind'
  | 'too-large'
  | 'empty'
  | 'broken'
  | 'encrypted'
  | 'scanned'
  | 'no-text'
  | 'no-columns'
  | 'bad-head'
  | 'language'
  | 'duplicate-id'
  | 'too-slow'
  | 'too-much-memory'
  | 'address'
  | 'unreachable';

/** Why something was not taken in. `message` goes on after the name of the file and says the way out. */
export type Refusal = { readonly reason: RefusalReason; readonly message: string };

/** What a document says about itself; what it leaves open is decided by the import. */
export type StatedHead = {
  readonly id?: string | undefined;
  readonly language?: Language | undefined;
  readonly audience?: Audience | undefined;
  readonly title?: string | undefined;
  readonly product?: Article['product'] | undefined;
  readonly version?: number | undefined;
  readonly review?: string | undefined;
  readonly validFrom?: string | undefined;
  readonly state?: Exclude<DocumentState, 'quarantined'> | undefined;
};

/** One document as it was read. */
export type ReadDocument = {
  readonly head: StatedHead;
  /** Markdown, cleaned. */
  readonly body: string;
  /** The language of the words, where they tell. */
  readonly wordsIn: Language | undefined;
  /** What names it inside a source that holds several, such as a table; absent where the source is one document. */
  readonly part?: string;
  /** Why a person must look at it before it answers. */
  readonly alarm?: string;
};

/** Everything that a source gave: documents, and what was refused of it. Never both empty. */
export type ReadResult = { readonly documents: readonly ReadDocument[]; readonly refusals: readonly Refusal[] };

/** What a reader gives before it is cleaned and looked through. */
export type RawDocument = {
  readonly head: StatedHead;
  readonly body: string;
  readonly part?: string;
  /** Text that people who open the document do not see; it is not in `body`. */
  readonly hidden?: string;
  /** Set where text was hidden in a way that has no honest use, such as white on white: how. */
  readonly deceit?: string;
};

/** What a reader gives: documents and refusals; nothing else is decided yet. */
export type RawResult = { readonly documents: readonly RawDocument[]; readonly refusals: readonly Refusal[] };

/** A result that is one refusal. */
export function refused(reason: RefusalReason, message: string): { readonly documents: readonly []; readonly refusals: readonly Refusal[] } {
  return { documents: [], refusals: [{ reason, message }] };
}
