import type { Calendar } from './calendar.ts';
import { type DayNumber, dayOf, weekdayOf } from './zone.ts';

/** Public holidays and make-up days by day, read once for each calendar. */
const read = new WeakMap<Calendar, { readonly off: ReadonlySet<DayNumber>; readonly madeUp: ReadonlySet<DayNumber> }>();

function daysOf(calendar: Calendar): { readonly off: ReadonlySet<DayNumber>; readonly madeUp: ReadonlySet<DayNumber> } {
  const known = read.get(calendar);
  if (known) return known;
  const years = Object.values(calendar.years);
  const off = years.flatMap(({ holidays }) => holidays).flatMap(({ from, to = from }) => Array.from({ length: dayOf(to) - dayOf(from) + 1 }, (_, i) => dayOf(from) + i));
  const days = { off: new Set(off), madeUp: new Set(years.flatMap(({ makeUpDays }) => makeUpDays.map(dayOf))) };
  read.set(calendar, days);
  return days;
}

/**
 * A working day as people mean it who promise "within three working days": from Monday to Friday without public holidays,
 * and the make-up days, whatever days the teams of the calendar work. Without a calendar every weekday is one.
 */
export function isWorkingDay(day: DayNumber, calendar: Calendar | undefined): boolean {
  if (!calendar) return weekdayOf(day) < 5;
  const { off, madeUp } = daysOf(calendar);
  return madeUp.has(day) || (weekdayOf(day) < 5 && !off.has(day));
}
