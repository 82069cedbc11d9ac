import type { DocumentKind } from './kinds.ts';
import type { ReadResult } from './read-result.ts';

/** What the thread is asked to read: a file, or bytes that came from the web. */
export type ParseJob = { readonly kind: DocumentKind; readonly file: string } | { readonly kind: DocumentKind; readonly bytes: Uint8Array };

/** What the thread answers: what was read, and the SHA-256 (hex) of the bytes it was read from. */
export type ParseAnswer = { readonly result: ReadResult; readonly bytesHash: string };

/** A part of an answer: large ones come in pieces, each when it is asked for, so that taking them holds nobody up. */
export type AnswerPiece = ParseAnswer & { readonly hasMore: boolean };

/** Asks for the next piece. */
export const MORE = 'more';
