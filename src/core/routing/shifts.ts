import type { Policy } from '../policy.ts';
import type { Presence } from '../protocol.ts';
import { type Person, profileOf, type StaffPlan } from './staff-plan.ts';

/** What tells when people work. */
export type ShiftGround = { readonly plan: StaffPlan; readonly policy: Policy };

/** Is somebody on shift at a moment from `from` to `to`, Unix ms? Where `to` is past, at `from`. */
export function worksBetween(person: Person, from: number, to: number, { plan, policy }: ShiftGround): boolean {
  return profileOf(plan, person, policy).hours.some((time) => time.isWorking(from) || time.between(from, to) > 0);
}

/** Has somebody gone, with no shift of theirs before `until`, Unix ms? Overtime counts as being there; `presence` is absent where nobody knows it. */
export function hasGone(person: Person, presence: Presence | undefined, now: number, until: number, ground: ShiftGround): boolean {
  return (presence === undefined || presence === 'off_shift') && !worksBetween(person, now, until, ground);
}
