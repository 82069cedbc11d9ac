import { BatonError } from './errors.ts';
import type { Mask } from './mask.ts';
import type { Clock } from './ports/clock.ts';
import type { Store } from './ports/store.ts';
import { shorten } from './text.ts';
import { transition } from './transition.ts';

/** The steps that a customer can take besides writing. */
export type CustomerCommands = {
  /** Ends the conversation; nothing happens when it is already closed. Throws `not_found`. */
  end(conversationId: string): Promise<void>;
  /** Rates the current segment once it is closed; a later rating replaces the earlier. `score` 1…5. Throws `invalid_input`, `not_allowed_now`, `not_found`. */
  rate(conversationId: string, score: number, comment: string | undefined): Promise<void>;
};

const COMMENT_LENGTH = 1_000;

/** The steps of a customer, each one transaction. `hide` takes out of a comment what must not be stored. */
export function createCustomerCommands(store: Store, clock: Clock, hide: Mask): CustomerCommands {
  return {
    async end(conversationId) {
      await store.update(
        conversationId,
        (conversation) =>
          conversation.state === 'closed'
            ? undefined
            : {
                ownership: transition(conversation, { kind: 'close' }),
                touchHandover: { ended: 'closed' },
                close: { reason: 'other', by: 'customer' },
                messages: [{ author: 'system', visibility: 'all', text: '', extras: { notice: { kind: 'closed', by: 'customer' } } }],
                ...(conversation.state === 'bot' ? {} : { news: ['owner_changed'] as const }),
              },
        clock.now(),
      );
    },
    async rate(conversationId, score, comment) {
      if (!Number.isInteger(score) || score < 1 || score > 5) throw new BatonError('invalid_input', '请用 1 到 5 的整数评分。 · A rating is a whole number from 1 to 5.');
      const words = hide(comment?.toWellFormed().replaceAll('\0', '').trim() ?? '');
      await store.update(
        conversationId,
        (conversation) => {
          if (conversation.state !== 'closed') throw new BatonError('not_allowed_now', '对话结束后才可以评价。 · A conversation can be rated when it has ended.');
          return { rating: { score, ...(words ? { comment: shorten(words, COMMENT_LENGTH) } : {}) } };
        },
        clock.now(),
      );
    },
  };
}
