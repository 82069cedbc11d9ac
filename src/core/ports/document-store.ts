import type { DocumentChange, DocumentHead, DocumentKey, DocumentState, ImportedDocument, StoredDocument } from '../document.ts';

/** Which documents a list shows. */
export type DocumentSearch = {
  /** Stand in their title, id or source (of an upload the file's name), in capitals or not. Empty: all. */
  readonly words: string;
  readonly skip: number;
  readonly limit: number;
};

/** A page of a list of documents, and how many there are in all. */
export type FoundDocuments = { readonly documents: readonly DocumentHead[]; readonly total: number };

/**
 * The imported documents, kept for good. Every method is one transaction; times are Unix ms and come from the caller.
 * Every change takes the next revision, and revisions become visible in their order: who has read up to N has missed
 * nothing below N, whatever other processes write at the same time.
 */
export type DocumentStore = {
  /**
   * All documents that are not removed with their texts, by id and language; only those in `states` when given. Takes its
   * time: not for a process that serves.
   */
  list(states?: readonly DocumentState[]): Promise<StoredDocument[]>;
  /** Documents without their texts, by id and language, those after `after`, `limit` at most: all of them, a page at a time. */
  heads(after: DocumentKey | undefined, limit: number): Promise<DocumentHead[]>;
  /** Documents without their texts, changed ones first. */
  find(search: DocumentSearch): Promise<FoundDocuments>;
  /** One document; `undefined` when there is none or it was removed. */
  get(key: DocumentKey): Promise<StoredDocument | undefined>;
  /** The latest revision; 0 before the first change. */
  revision(): Promise<number>;
  /** What has changed after a revision, in the order of revisions, `limit` at most; each document once, as it is now. */
  changedSince(revision: number, limit: number): Promise<DocumentChange[]>;
  /**
   * Writes documents, new or instead of those with the same id and language. One that says what is stored already
   * keeps its revision. Throws `invalid_input` when one is named twice.
   */
  put(documents: readonly ImportedDocument[], now: number): Promise<StoredDocument[]>;
  /** Changes the state; the reason of a quarantine goes with it. Throws `not_found`. */
  setState(key: DocumentKey, state: DocumentState, now: number): Promise<StoredDocument>;
  /** Removes documents; what is left of each is its id, language and revision, in the files of the database too where Baton keeps them. Answers how many were there. */
  remove(keys: readonly DocumentKey[], now: number): Promise<number>;
};
