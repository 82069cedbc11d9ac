import type { StoredDocument } from '../document.ts';
import type { GapReview, GapReviewQuery, JudgedGroup } from '../gap.ts';

/** A draft that was made of an agent's reply. */
export type GapDraft = { readonly document: StoredDocument; readonly conversationId: string; readonly agentName: string | undefined };

/** Where support leads see what customers asked in vain, and do something about it. Groups are named by id or its beginning. */
export type GapDesk = {
  /** What is to be looked at. Throws `unavailable` when meanings cannot be compared. */
  review(query: GapReviewQuery): Promise<GapReview>;
  /** Decides that a group needs no answer, or that it does again. Throws `not_found`. */
  dismiss(group: string, isDismissed: boolean): Promise<JudgedGroup>;
  /**
   * Makes a draft article of what an agent answered: in the given conversation, or in the latest of the group that has a
   * reply. Throws `not_found` for the group or the conversation,
   * `not_allowed_now` where nobody has replied, `invalid_input` for the id, `conflict` where another article has it.
   */
  draft(group: string, options: { readonly conversationId?: string; readonly id?: string }): Promise<GapDraft>;
};
