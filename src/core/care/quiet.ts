import type { Policy } from '../policy.ts';
import { createWorkingTime, type WorkingTime } from '../time-limits/working-time.ts';
import { dayOf } from '../time-limits/zone.ts';
import type { CareRules } from './rules.ts';

const DAY_MINUTES = 24 * 60;

/** Made once for each policy: it keeps the days that it has worked out. */
const made = new WeakMap<Policy, WorkingTime>();

/** The time in which something may be sent unasked: outside of the quiet hours, and on no public holiday of the calendar. */
function daytimeOf(policy: Policy, { quiet, quietHolidays }: CareRules): WorkingTime {
  const known = made.get(policy);
  if (known) return known;
  const off = new Set<number>();
  for (const { from, to = from } of quietHolidays ? Object.values(policy.calendar?.years ?? {}).flatMap(({ holidays }) => holidays) : []) {
    for (let day = dayOf(from); day <= dayOf(to); day += 1) off.add(day);
  }
  const [begin, end] = [minutesOf(quiet.to), minutesOf(quiet.from)];
  // Quiet hours that do not go past midnight leave two stretches of a day.
  const shifts = end > begin ? [{ from: begin, to: end }] : [{ from: 0, to: end }, { from: begin, to: DAY_MINUTES }].filter(({ from, to }) => to > from);
  const time = createWorkingTime({ timeZone: policy.timeZone, shiftsOf: (day) => (off.has(day) ? [] : shifts) });
  made.set(policy, time);
  return time;
}

/** May nothing be sent unasked at this moment? */
export function isQuiet(policy: Policy, care: CareRules, at: number): boolean {
  return !daytimeOf(policy, care).isWorking(at);
}

/** The first moment from `at` on at which something may be sent unasked. */
export function nextDaytime(policy: Policy, care: CareRules, at: number): number {
  return daytimeOf(policy, care).nextWorking(at);
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
