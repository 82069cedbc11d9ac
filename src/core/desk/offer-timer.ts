import type { Change } from '../change.ts';
import type { Conversation } from '../conversation.ts';
import { joinTimers, type TimerHandlers } from '../timers.ts';
import { expireOffer } from './pass-on.ts';

const OFFER_EXPIRY = 'offer-expiry';
const KEY = 'desk:offer';

/** Completes a change that makes or ends an offer with the timer of its end. */
export function withOfferTimer(change: Change, conversation: Conversation): Change {
  if (!change.desk && !change.ownership) return change;
  const before = conversation.desk?.offer;
  const offer = change.desk?.offer;
  if (offer?.at === before?.at) return change;
  return {
    ...change,
    timers: joinTimers(change.timers, offer ? { set: [{ key: KEY, kind: OFFER_EXPIRY, dueAt: offer.until, data: { at: offer.at } }] } : { cancel: [KEY] }),
  };
}

/** What happens when an offer was not answered in time. */
export const OFFER_TIMERS: TimerHandlers = { [OFFER_EXPIRY]: ({ data }, conversation, _handover, now) => expireOffer(conversation, Number(data['at']), now) };
