/** What the reader has begun to write and not yet sent. */
export type Draft = { readonly reply: string; readonly note: string };

/** Nothing written. */
export const EMPTY_DRAFT: Draft = { reply: '', note: '' };

const drafts = new Map<string, Draft>();

/** The draft of a conversation. Kept while the page is open, and nowhere else: it may hold a customer's data. */
export function draftOf(conversationId: string): Draft {
  return drafts.get(conversationId) ?? EMPTY_DRAFT;
}

/** Remembers a draft. */
export function keepDraft(conversationId: string, draft: Draft): void {
  if (draft.reply === '' && draft.note === '') drafts.delete(conversationId);
  else drafts.set(conversationId, draft);
}

/** Puts words that could not be sent back into the draft, so that they are there when the conversation is opened again. */
export function putBack(conversationId: string, kind: keyof Draft, text: string): void {
  const draft = draftOf(conversationId);
  keepDraft(conversationId, { ...draft, [kind]: withText(draft[kind], text) });
}

/** A draft with a text added, such as a suggested reply: what was written before stays, and the same text comes in once. */
export function withText(draft: string, text: string): string {
  if (draft.includes(text)) return draft;
  return draft.trim() === '' ? text : `${draft.trimEnd()}\n\n${text}`;
}
