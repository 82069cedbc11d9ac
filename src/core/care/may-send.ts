import type { Policy } from '../policy.ts';
import { nextDaytime } from './quiet.ts';
import type { CareRules } from './rules.ts';
import type { CareFacts, ConsentScope } from './state.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Whoever has just written is not interrupted, ms. */
const IN_TALK = HOUR;

/** Something that is to be sent unasked. */
export type Proposal = {
  /** Consent without which it is not sent; without any it goes to whoever has not opted out. */
  readonly needs?: ConsentScope;
  /** When it was due first, Unix ms. */
  readonly since: number;
};

/** What comes of a proposal: it is sent now, looked at again later (Unix ms), or never sent. */
export type Verdict = { readonly kind: 'send' } | { readonly kind: 'later'; readonly at: number } | { readonly kind: 'drop'; readonly why: 'opted-out' | 'no-consent' | 'already' | 'too-late' };

/**
 * May something be sent to a customer now? Never after an opt-out, by word or in the directory; never without the consent
 * that it needs; never in quiet hours or on holidays; never while a matter is open; never more than the limits in any 7 or
 * 30 days, over everything that is sent unasked. What stays impossible for too long is dropped. Pure.
 */
export function maySend(proposal: Proposal, facts: CareFacts, { policy, care, now }: { readonly policy: Policy; readonly care: CareRules; readonly now: number }): Verdict {
  const record = facts.record === 'unknown' ? undefined : facts.record;
  if (facts.wasSent) return { kind: 'drop', why: 'already' };
  if (facts.consent.care === false || record?.noCare === true) return { kind: 'drop', why: 'opted-out' };
  if (proposal.needs === 'birthday' && facts.consent.birthday !== true) return { kind: 'drop', why: 'no-consent' };
  if (proposal.needs === 'care' && facts.consent.care !== true) return { kind: 'drop', why: 'no-consent' };
  if (now - proposal.since > care.dropAfter) return { kind: 'drop', why: 'too-late' };
  const later = (at: number): Verdict => ({ kind: 'later', at: nextDaytime(policy, care, Math.max(at, now + 1)) });
  if (facts.record === 'unknown') return later(now + HOUR);
  if (facts.hasOpenMatter) return later(now + DAY);
  if (facts.lastWrittenAt !== undefined && now - facts.lastWrittenAt < IN_TALK) return later(facts.lastWrittenAt + IN_TALK);
  const free = freeAt(facts.sentAt, care.limits, now);
  if (free === undefined) return { kind: 'drop', why: 'too-late' };
  if (free > now) return later(free);
  return nextDaytime(policy, care, now) > now ? later(now) : { kind: 'send' };
}

/** The first moment from now on at which one more would be within the limits; `undefined` where never. */
function freeAt(sentAt: readonly number[], { perWeek, perMonth }: CareRules['limits'], now: number): number | undefined {
  if (perWeek === 0 || perMonth === 0) return undefined;
  const newest = [...sentAt].toSorted((a, b) => b - a);
  const within = (span: number, most: number): number => {
    const holder = newest[most - 1];
    return holder === undefined ? now : holder + span;
  };
  return Math.max(now, within(7 * DAY, perWeek), within(30 * DAY, perMonth));
}
