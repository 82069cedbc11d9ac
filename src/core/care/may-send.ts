import type { Policy } from '../policy.ts';
import type { CustomerRecord } from '../ports/customer-directory.ts';
import type { CustomerOrder } from '../protocol.ts';
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
  /** After that its words are no longer true, Unix ms. */
  readonly until: number;
  /** It is true only while this order has this state. */
  readonly order?: Pick<CustomerOrder, 'number' | 'status'>;
};

/** What comes of a proposal: it is sent now, looked at again later (Unix ms), or never sent. */
export type Verdict = { readonly kind: 'send' } | { readonly kind: 'later'; readonly at: number } | { readonly kind: 'drop'; readonly why: 'opted-out' | 'no-consent' | 'already' | 'too-late' | 'order-moved-on' };

/**
 * May something be sent to a customer now? Never after an opt-out, by word or in the directory; never without the consent
 * that it needs; never in quiet hours or on holidays; never while a matter is open; never more than the limits in any 7 or
 * 30 days, over everything that is sent unasked. What is no longer true by the time that it could be sent is dropped. Pure.
 */
export function maySend(proposal: Proposal, facts: CareFacts, { policy, care, now }: { readonly policy: Policy; readonly care: CareRules; readonly now: number }): Verdict {
  const record = facts.record === 'unknown' ? undefined : facts.record;
  if (facts.wasSent) return { kind: 'drop', why: 'already' };
  if (facts.consent.care === false || record?.noCare === true) return { kind: 'drop', why: 'opted-out' };
  if (proposal.needs === 'birthday' && facts.consent.birthday !== true) return { kind: 'drop', why: 'no-consent' };
  if (proposal.needs === 'care' && facts.consent.care !== true) return { kind: 'drop', why: 'no-consent' };
  if (now > proposal.until) return { kind: 'drop', why: 'too-late' };
  const later = (at: number): Verdict => ({ kind: 'later', at: nextDaytime(policy, care, Math.max(at, now + 1)) });
  // What was known of an order before may have changed since.
  if (facts.record === 'unknown' || (proposal.order && record?.asOf !== undefined)) return later(now + HOUR);
  if (proposal.order && !hasOrder(record, proposal.order)) return { kind: 'drop', why: 'order-moved-on' };
  if (facts.hasOpenMatter) return later(now + DAY);
  if (facts.lastWrittenAt !== undefined && now - facts.lastWrittenAt < IN_TALK) return later(facts.lastWrittenAt + IN_TALK);
  const free = freeAt(facts.sentAt, care.limits, now);
  if (free === undefined) return { kind: 'drop', why: 'too-late' };
  if (free > now) return later(free);
  return nextDaytime(policy, care, now) > now ? later(now) : { kind: 'send' };
}

function hasOrder(record: CustomerRecord | undefined, { number, status }: NonNullable<Proposal['order']>): boolean {
  return record?.orders.some((order) => order.number === number && order.status === status) ?? false;
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
