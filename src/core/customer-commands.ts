import { BatonError } from './errors.ts';
import { confirmBrief, correctBrief } from './brief/check-passed-on.ts';
import type { Language } from './language.ts';
import type { Mask } from './mask.ts';
import type { Policy } from './policy.ts';
import type { Clock } from './ports/clock.ts';
import type { Store } from './ports/store.ts';
import type { CheckPassedOn } from './protocol.ts';
import { shorten } from './text.ts';
import { transition } from './transition.ts';
import { askedByForm, type CallbackRequest, cancelCallback } from './waiting/agree.ts';
import { requireFuture } from './waiting/callback-steps.ts';
import { cleanContact } from './waiting/clean-contact.ts';

/** The steps that a customer can take besides writing. */
export type CustomerCommands = {
  /** Ends the conversation; nothing happens when it is already closed. Throws `not_found`. */
  end(conversationId: string): Promise<void>;
  /**
   * Says that what was passed on is right, or sets it right, while a person is awaited or there. Throws `invalid_input`,
   * `not_allowed_now`, `not_found`.
   */
  checkPassedOn(conversationId: string, check: CheckPassedOn): Promise<void>;
  /** Rates the current segment once it is closed; a later rating replaces the earlier. `score` 1…5; `reasons` are ids of care.yaml, others are left out. Throws `invalid_input`, `not_allowed_now`, `not_found`. */
  rate(conversationId: string, score: number, comment: string | undefined, reasons?: readonly string[]): Promise<void>;
  /** Wants to be called, or written to, instead of waiting. Throws `invalid_input` with kind words, `not_allowed_now` for who does not wait, `not_found`. */
  askCallback(conversationId: string, request: CallbackRequest, language: Language): Promise<void>;
  /** Would rather wait again; nothing happens where nothing is agreed. Throws `not_found`. */
  cancelCallback(conversationId: string, language: Language): Promise<void>;
};

const COMMENT_LENGTH = 1_000;
const CORRECTION_LENGTH = 300;
/** So many points can be set right at once. */
const MOST_CORRECTIONS = 12;

/** The steps of a customer, each one transaction. `hide` takes out of a comment what must not be stored. */
export function createCustomerCommands(store: Store, clock: Clock, hide: Mask, policy: () => Policy): CustomerCommands {
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
    async checkPassedOn(conversationId, check) {
      const clean = (text: string): string => shorten(hide(text.toWellFormed().replaceAll(/[^\P{Cc}\n]/gu, '').trim()), CORRECTION_LENGTH);
      const corrections = 'corrections' in check ? check.corrections.map(({ point, text }) => ({ point, said: clean(text), at: clock.now() })).filter(({ said }) => said !== '') : undefined;
      if (corrections && (corrections.length === 0 || corrections.length > MOST_CORRECTIONS)) throw new BatonError('invalid_input', '请写下要更正的内容。 · Please write what should be corrected.');
      await store.update(
        conversationId,
        (conversation, handover) => {
          if (!handover || (conversation.state !== 'waiting' && conversation.state !== 'human')) throw new BatonError('not_allowed_now', '现在没有转给同事的内容。 · Nothing is with our colleagues right now.');
          return corrections ? { ...correctBrief(conversation, corrections), news: ['customer_message'] } : confirmBrief(handover, clock.now());
        },
        clock.now(),
      );
    },
    async rate(conversationId, score, comment, reasons = []) {
      if (!Number.isInteger(score) || score < 1 || score > 5) throw new BatonError('invalid_input', '请用 1 到 5 的整数评分。 · A rating is a whole number from 1 to 5.');
      const known = policy().care?.survey.reasons.map(({ id }) => id) ?? [];
      const ticked = known.filter((id) => reasons.includes(id));
      const words = hide(comment?.toWellFormed().replaceAll('\0', '').trim() ?? '');
      await store.update(
        conversationId,
        (conversation) => {
          if (conversation.state !== 'closed') throw new BatonError('not_allowed_now', '对话结束后才可以评价。 · A conversation can be rated when it has ended.');
          return { rating: { score, ...(words ? { comment: shorten(words, COMMENT_LENGTH) } : {}), ...(ticked.length > 0 ? { reasons: ticked } : {}) } };
        },
        clock.now(),
      );
    },
    async askCallback(conversationId, request, language) {
      const now = clock.now();
      const contact = cleanContact(request.way, request.contact);
      if (request.wish) requireFuture(request.wish.from, now);
      await store.update(conversationId, (conversation, handover) => askedByForm(conversation, handover, { ...request, contact }, language, policy(), now), now);
    },
    async cancelCallback(conversationId, language) {
      await store.update(conversationId, (conversation, handover) => cancelCallback(conversation, handover, language, clock.now()), clock.now());
    },
  };
}
