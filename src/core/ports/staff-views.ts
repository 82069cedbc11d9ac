import type { Conversation } from '../conversation.ts';
import type { ConversationDetail, ConversationSummary } from '../protocol.ts';
import type { Staff } from './access-store.ts';

/** What staff see of conversations, whatever they look through. */
export type StaffViews = {
  /** One with brief and transcript, as `reader` sees it. Throws `not_found`. */
  detail(id: string, reader: Staff): Promise<ConversationDetail>;
  /** Lines of a list, in the same order. */
  summaries(conversations: readonly Conversation[]): Promise<ConversationSummary[]>;
};
