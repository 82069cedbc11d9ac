import type { ChosenPresence, Presence, PresenceReason } from '../protocol.ts';
import type { WorkingTime } from '../time-limits/working-time.ts';

/** What is stored of somebody's presence; times are Unix ms. */
export type StoredPresence = {
  readonly staffId: string;
  readonly chosen: ChosenPresence;
  readonly chosenAt: number;
  /** Until then they count as being there; every open console moves it on. */
  readonly seenUntil: number;
  /** When they were given or offered a conversation last. */
  readonly assignedAt: number | undefined;
};

/** How somebody is there, and why it is not as they say. */
export type PresenceNow = { readonly presence: Presence; readonly because?: PresenceReason };

/** A choice outside of one's hours holds for so long at most, ms. */
const OVERTIME_MS = 12 * 3600_000;

/**
 * How somebody is there at `now`, Unix ms. It rests on what is stored and the time alone, so that it survives restarts:
 * `away` without a choice or without an open console, `off_shift` outside of `hours` – unless they chose after the shift
 * had ended, which is overtime. Nobody works outside of hours by merely leaving a page open.
 */
export function presenceOf(stored: StoredPresence | undefined, hours: readonly WorkingTime[], now: number): PresenceNow {
  const isOn = hours.some((time) => time.isWorking(now));
  if (!isOn && !(stored && isOvertime(stored, hours, now))) return { presence: 'off_shift', because: 'off_shift' };
  if (!stored || stored.chosen === 'away') return { presence: 'away' };
  return stored.seenUntil > now ? { presence: stored.chosen } : { presence: 'away', because: 'no_console' };
}

function isOvertime({ chosen, chosenAt }: StoredPresence, hours: readonly WorkingTime[], now: number): boolean {
  if (chosen === 'away' || chosenAt > now || now - chosenAt > OVERTIME_MS) return false;
  return hours.every((time) => !time.isWorking(chosenAt) && time.between(chosenAt, now) === 0);
}
