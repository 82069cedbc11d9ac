import { MAX_MESSAGE_LENGTH } from '#core/protocol.ts';

const LONGEST = 200;

/** What a page may put into the composer: one line of at most 200 characters, without control characters; otherwise undefined. */
export function safeDraft(draft: unknown): string | undefined {
  if (typeof draft !== 'string') return undefined;
  const line = draft.slice(0, LONGEST).replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').trimStart();
  return line === '' ? undefined : line;
}

/**
 * The composer's text after the page has given a draft: it stands before what the customer has written, in the place
 * of an earlier draft. A text that would become too long stays as it is.
 */
export function withDraft(text: string, draft: string, earlier: string): string {
  const own = text.startsWith(earlier) ? text.slice(earlier.length) : text;
  return (draft + own).length > MAX_MESSAGE_LENGTH ? text : draft + own;
}
