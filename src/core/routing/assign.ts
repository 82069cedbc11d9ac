import type { Change } from '../change.ts';
import type { Conversation, Handover } from '../conversation.ts';
import { type Person, withTried } from '../desk/desk-state.ts';
import { requeue } from '../desk/pass-on.ts';
import { claim } from '../desk/take.ts';
import type { Bilingual } from '../language.ts';
import type { NewMessage } from '../message.ts';
import type { Policy } from '../policy.ts';
import type { SystemNotice } from '../protocol.ts';
import { isOpenClock } from '../time-limits/clocks.ts';
import { openCallback } from '../waiting/callback.ts';

/** A line for staff about how a conversation came to somebody, or did not. */
export function routedNote(what: Extract<SystemNotice, { kind: 'routed' }>['what'], agentName: string, because?: Bilingual): NewMessage {
  return { author: 'system', visibility: 'staff', text: '', extras: { notice: { kind: 'routed', what, agentName, ...(because ? { because } : {}) } } };
}

/**
 * Gives a waiting conversation to whoever was chosen: the same as a claim of theirs, with the reason for staff, an alert for
 * them alone, and a time until which they must have opened it. `undefined` where it no longer waits in this epoch.
 */
export function assign(conversation: Conversation, handover: Handover | undefined, to: Person, how: { readonly epoch: number; readonly because: Bilingual; readonly acceptMs: number }, policy: Policy, now: number): Change | undefined {
  if (!stillWaits(conversation, how.epoch)) return undefined;
  const claimed = claim(conversation, handover, to, policy, now);
  return {
    ...claimed,
    desk: { ...keptWhileWaiting(conversation), assigned: { at: now, until: now + how.acceptMs, because: how.because } },
    messages: [...(claimed.messages ?? []), routedNote('assigned', to.name, how.because)],
    news: [...(claimed.news ?? []), { kind: 'assigned', agentId: to.id }],
  };
}

/** Offers a waiting conversation to whoever was chosen; it goes on waiting until they accept. */
export function offerNext(conversation: Conversation, to: Person, how: { readonly epoch: number; readonly because: Bilingual; readonly acceptMs: number }, now: number): Change | undefined {
  if (!stillWaits(conversation, how.epoch)) return undefined;
  return {
    desk: { ...conversation.desk, offer: { to, at: now, until: now + how.acceptMs, because: how.because } },
    messages: [routedNote('offered', to.name, how.because)],
    news: [{ kind: 'offered', agentId: to.id }],
  };
}

/** Ends an offer to somebody who is not there any more; `undefined` where it has been answered. */
export function withdrawOffer(conversation: Conversation, toId: string, now: number): Change | undefined {
  const { offer, ...rest } = conversation.desk ?? {};
  if (offer?.to.id !== toId) return undefined;
  return {
    desk: { ...rest, ...(offer.from ? {} : { tried: withTried(rest.tried, toId, now) }) },
    messages: [offer.from ? { author: 'system', visibility: 'staff', text: '', extras: { notice: { kind: 'offer_ended', agentName: offer.to.name, why: 'late' } } } : routedNote('away', offer.to.name)],
    ...(offer.from ? { news: [{ kind: 'returned' as const, agentId: offer.from.id }] } : {}),
  };
}

/** Puts a conversation back whose owner does not take care of it: they have not opened it in time, or are not there. The customer is told. */
export function takeBack(conversation: Conversation, handover: Handover | undefined, why: 'late' | 'silent', policy: Policy, now: number): Change {
  const { agentId = '', agentName = '' } = conversation;
  const back = requeue(conversation, agentName, undefined, policy, handover?.team, now);
  return {
    ...back,
    messages: [...(back.messages ?? []), routedNote(why, agentName)],
    ...(why === 'late' ? { news: [...(back.news ?? []), { kind: 'let_pass' as const, agentId }] } : {}),
  };
}

/**
 * Puts a conversation back whose owner is not there while its customer has waited for a reply for `silentMs`; `undefined`
 * where that does not hold, or its owner has changed.
 */
export function takeBackSilent(conversation: Conversation, handover: Handover | undefined, how: { readonly agentId: string; readonly epoch: number; readonly silentMs: number }, policy: Policy, now: number): Change | undefined {
  if (conversation.state !== 'human' || conversation.agentId !== how.agentId || conversation.epoch !== how.epoch) return undefined;
  const since = owedSince(handover);
  return since === undefined || now - since < how.silentMs ? undefined : takeBack(conversation, handover, 'silent', policy, now);
}

/** Since when the customer waits for the words of whoever has the conversation, Unix ms; `undefined` when nobody owes any. */
export function owedSince(handover: Handover | undefined): number | undefined {
  if (!handover) return undefined;
  const callback = openCallback(handover);
  // Whoever is to be called waits for that, not for words.
  if (callback) return callback.from;
  const { firstReply, nextReply } = handover.clocks ?? {};
  const claimedAt = handover.claimedAt ?? handover.openedAt;
  if (isOpenClock(firstReply) || (handover.clocks === undefined && handover.firstReplyAt === undefined)) return claimedAt;
  return isOpenClock(nextReply) ? Math.max(nextReply.startedAt, claimedAt) : undefined;
}

function stillWaits({ state, epoch, desk }: Conversation, wanted: number): boolean {
  return state === 'waiting' && epoch === wanted && desk?.offer === undefined;
}

function keptWhileWaiting({ desk }: Conversation): Pick<NonNullable<Conversation['desk']>, 'tried'> {
  return desk?.tried ? { tried: desk.tried } : {};
}
