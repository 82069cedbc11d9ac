import type { Conversation, Handover } from '../conversation.ts';
import type { Policy } from '../policy.ts';
import { isTeamThere } from '../time-limits/team-time.ts';
import type { Understanding } from '../understanding.ts';
import { openCallback } from './callback.ts';
import type { CallbackRequest } from './agree.ts';
import { asksHowLong, missesCall, readCallbackWords } from './read-waiting.ts';
import { FURTHEST_MS } from './promise-time.ts';
import { readWish } from './wish-time.ts';

/** What a customer's message means for their waiting. */
export type WaitingAsk =
  | { readonly kind: 'how_long' }
  /** Does not want to sit and wait, and names neither a number nor a time. */
  | { readonly kind: 'may_leave' }
  | ({ readonly kind: 'callback' } & CallbackRequest)
  /** Wants to be called, and has not said where. */
  | { readonly kind: 'needs_contact'; readonly way: 'phone' | 'email'; readonly wish?: CallbackRequest['wish'] }
  /** Wants to be called on a day that nobody can promise yet. */
  | { readonly kind: 'too_far'; readonly way: CallbackRequest['way'] }
  | { readonly kind: 'cancel' };

/** The answer to the question for a number is awaited so long, ms. */
const ASKED_MS = 60 * 60_000;

/**
 * Reads what a message of a customer who waits means for the waiting, and with the bot whether somebody wants to be called;
 * `undefined` where it is about something else. A number or address that is left while nobody is there is one for a call.
 */
export function readWaitingAsk(
  { conversation, handover, text, understanding, policy, now }: { readonly conversation: Conversation; readonly handover: Handover | undefined; readonly text: string; readonly understanding: Understanding; readonly policy: Policy; readonly now: number },
): WaitingAsk | undefined {
  const { state, memory } = conversation;
  if (state !== 'waiting' && state !== 'bot') return undefined;
  const agreed = openCallback(handover);
  const asked = memory.callbackAsked && now - memory.callbackAsked.at <= ASKED_MS ? memory.callbackAsked : undefined;
  const words = readCallbackWords(text, understanding.entities, { hasAgreed: agreed !== undefined, wasAsked: asked !== undefined });
  const wish = readWish(text, policy, now) ?? asked?.wish;
  const isTooFar = wish !== undefined && wish.from > now + FURTHEST_MS;
  if (state === 'bot') {
    if (words?.kind !== 'ask' || (words.way !== 'phone' && words.way !== 'email')) return undefined;
    if (isTooFar) return { kind: 'too_far', way: words.way };
    return words.contact === '' ? { kind: 'needs_contact', way: words.way, wish } : { kind: 'callback', way: words.way, contact: words.contact, wish };
  }
  if (words?.kind === 'cancel') return { kind: 'cancel' };
  // Whoever is in danger stays first in the line; a number that they leave is seen by whoever comes.
  if (words && handover?.reason === 'danger' && !agreed) return { kind: 'how_long' };
  if (words) {
    const way = words.way ?? agreed?.way ?? asked?.way ?? 'phone';
    if (isTooFar) return { kind: 'too_far', way };
    const contact = words.contact || (agreed?.way === way ? agreed.contact : '');
    // What is agreed and asked for once more needs no new promise, unless it was not kept.
    if (agreed && now < agreed.until && wish === undefined && (words.contact === '' || words.contact === agreed.contact)) return { kind: 'how_long' };
    if (way === 'chat') return wish === undefined ? { kind: 'may_leave' } : { kind: 'callback', way, contact: '', wish };
    return contact === '' ? { kind: 'needs_contact', way, wish } : { kind: 'callback', way, contact, wish };
  }
  if (asksHowLong(text) || (agreed && understanding.signals.length === 0 && missesCall(text))) return { kind: 'how_long' };
  const left = understanding.entities.find(({ kind }) => kind === 'phone' || kind === 'email');
  // Whoever is in danger is answered first of all when people are back, and not within hours.
  const isNight = handover !== undefined && handover.reason !== 'danger' && !isTeamThere(policy, handover.team, now);
  if (left && isNight && !agreed && understanding.signals.length === 0) return { kind: 'callback', way: left.kind === 'email' ? 'email' : 'phone', contact: left.value, wish };
  return undefined;
}
