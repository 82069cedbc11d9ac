import type { Audience } from '#core/article.ts';
import type { DocumentKey, DocumentState } from '#core/document.ts';
import type { Language } from '#core/language.ts';
import type { DocumentStore } from '#core/ports/document-store.ts';
import type { FetchLimits } from './fetch-page.ts';
import type { ParseLimits } from './parser-pool.ts';
import type { Refusal } from './read-result.ts';
import type { FoundSources } from './walk-sources.ts';

/** What is imported, from where and how. */
export type ImportOptions = {
  /** Files, folders and web addresses. */
  readonly paths: readonly string[];
  /** What was handed in besides. */
  readonly uploaded?: Pick<FoundSources, 'sources' | 'refused'> | undefined;
  /** Where they are kept; never asked for all texts at once, because the import may run where customers are served. */
  readonly documents: Pick<DocumentStore, 'heads' | 'put' | 'remove'>;
  /** Unix ms. */
  readonly now: () => number;
  /** Who the documents are for; without it, a folder called `customer` or `staff` says it, else `customer`. */
  readonly audience?: Audience | undefined;
  /** Their language; without it, the file's name (`faq.zh.md`) or the words say it. */
  readonly language?: Language | undefined;
  /** The product they are about; without it, all. */
  readonly product?: string | undefined;
  /** First day on which they hold, `2027-05-31`, where they do not say it themselves. */
  readonly validFrom?: string | undefined;
  /** Day on which somebody should read them again, where they do not say it themselves. */
  readonly review?: string | undefined;
  /** State of new documents, and of changed ones; without it, new ones are published and changed ones stay what they are. */
  readonly state?: 'draft' | 'published' | undefined;
  /** Ids that `product` may name; any id is taken when this is left out. */
  readonly products?: readonly string[] | undefined;
  /** Ids of articles that are kept elsewhere and must not be named again. */
  readonly taken?: readonly string[] | undefined;
  /** Remove what was imported from these folders and lists before and is there no more. */
  readonly prune?: boolean | undefined;
  /** Read everything and write nothing. */
  readonly dryRun?: boolean | undefined;
  /** Only these of the files that are found; `prune` still sees all. */
  readonly only?: ReadonlySet<string> | undefined;
  readonly limits?: Partial<ParseLimits> | undefined;
  readonly fetch?: Partial<FetchLimits> | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  /** Stops before the next document. */
  readonly signal?: AbortSignal | undefined;
};

/** How far an import is. */
export type ImportProgress = {
  readonly done: number;
  readonly total: number;
  /** Sources a second so far. */
  readonly rate: number;
  /** Seconds left at this rate; `undefined` before it can be told. */
  readonly secondsLeft: number | undefined;
  /** What was done last. */
  readonly source: string;
};

/** A document that the import added or changed. */
export type ImportedItem = DocumentKey & { readonly title: string; readonly state: DocumentState; readonly source: string };

/** What an import did. */
export type ImportSummary = {
  readonly added: readonly ImportedItem[];
  readonly changed: readonly ImportedItem[];
  /** Number of documents that are as they were. */
  readonly unchanged: number;
  readonly removed: readonly (DocumentKey & { readonly source: string })[];
  /** Those of `added` and `changed` that wait for a person, with the reason. */
  readonly quarantined: readonly (ImportedItem & { readonly reason: string })[];
  /** What was not taken in: `source`, then `message` goes on. */
  readonly refused: readonly (Refusal & { readonly source: string })[];
  readonly seconds: number;
};
