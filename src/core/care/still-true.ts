import type { Policy } from '../policy.ts';
import { dayAt, momentOf } from '../time-limits/zone.ts';
import type { CareMessage, CareRules, VisitPlan } from './rules.ts';

const DAY = 86_400_000;

/**
 * Until when a visit or a care message that was due at `since` may be sent, Unix ms: no longer than its `trueFor` and the
 * rules' `dropAfter`, a birthday on its own day only, and a visit of every few months within those months.
 */
export function trueUntil({ when, trueFor }: VisitPlan | CareMessage, since: number, { dropAfter }: CareRules, { timeZone }: Pick<Policy, 'timeZone'>): number {
  const longest = since + Math.min(dropAfter, trueFor ?? dropAfter);
  if ('birthday' in when) return Math.min(longest, momentOf(dayAt(since, timeZone) + 1, 0, timeZone, 'first') - 1);
  if ('every' in when) return Math.min(longest, momentOf(periodAt(since, when.every.months, timeZone).next, 0, timeZone, 'first') - 1);
  return longest;
}

/** The period of so many months that a moment lies in: its name, such as `2026-10` for the quarter that begins in October, and the first day after it. */
export function periodAt(at: number, months: number, timeZone: string): { readonly name: string; readonly next: number } {
  const today = new Date(dayAt(at, timeZone) * DAY);
  const [year, month] = [today.getUTCFullYear(), Math.floor(today.getUTCMonth() / months) * months];
  return { name: new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 7), next: Date.UTC(year, month + months, 1) / DAY };
}
