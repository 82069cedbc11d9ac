import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** A database engine under the store: one kysely instance and what kysely does not cover. */
export type Engine = {
  readonly db: Kysely<Tables>;
  /** Where the data is, for messages to operators; never with a password. */
  readonly place: string;
  /** Tells other processes on the same database that a conversation has changed; a no-op where there are none. */
  readonly announce: (conversationId: string) => Promise<void>;
  /** Hears what other processes announce. Returns a function that stops it. */
  readonly hear: (listener: (conversationId: string) => void) => Promise<() => Promise<void>>;
  /** Takes what was deleted out of the files where the database leaves its bytes there; a no-op where that is the server's own affair. */
  readonly wipe: () => Promise<void>;
};
