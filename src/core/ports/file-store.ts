import type { FileRef } from '../message.ts';

/** A file that is about to be kept: what the sender calls it, and its bytes. */
export type NewFile = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };

/** Files that customers and staff send, kept beside the conversations. Times are Unix ms. */
export type FileStore = {
  /**
   * Keeps a file of a conversation; it is nobody's to see until a message carries it, and gone after a day if none does.
   * Name and type are cleaned, the type is found out from the bytes. Throws `too_large`, `invalid_input` for an empty one.
   */
  put(conversationId: string, file: NewFile, now: number): Promise<FileRef>;
  /** What is known of files of this conversation, in this order. Throws `invalid_input` where one is not there. */
  refs(conversationId: string, fileIds: readonly string[]): Promise<readonly FileRef[]>;
  /** A file of this conversation with its bytes; `undefined` where there is none. `by`: who asks; customers get only what a message that they may see carries. */
  read(conversationId: string, fileId: string, by: 'customer' | 'staff'): Promise<{ readonly ref: FileRef; readonly bytes: Uint8Array } | undefined>;
  /** Removes files that no message has carried for a day. */
  prune(now: number): Promise<void>;
};

/** The largest file that is taken, bytes. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
/** So many files can come with one message. */
export const MOST_FILES = 5;
