/** What "now" is when relative dates are read. */
export type Clock = {
  /** Unix time, ms. */
  readonly now: number;
  /** IANA name, such as `Asia/Shanghai`. */
  readonly timeZone: string;
};

/** A day of the calendar, as days since 1970-01-01. */
export type Day = number;

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The day and the minute of the day that a clock shows. */
export function readClock({ now, timeZone }: Clock): { readonly day: Day; readonly minute: number } {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' });
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return { day: dayOf(part('year'), part('month'), part('day')), minute: part('hour') * 60 + part('minute') };
}

/** The day of a date; a month over 12 goes on into the next year. */
export function dayOf(year: number, month: number, day: number): Day {
  return Math.floor(Date.UTC(year, month - 1, day) / DAY_MS);
}

/** Is there such a date? */
export function isDate(year: number, month: number, day: number): boolean {
  const made = new Date(Date.UTC(year, month - 1, day));
  return made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
}

/** A day as `2026-11-07`. */
export function writeDay(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Day of the week, Sunday 0. */
export function weekdayOf(day: Day): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** The same day of the month so many months later, or that month's last day. */
export function addMonths(day: Day, months: number): Day {
  const date = new Date(day * DAY_MS);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return dayOf(date.getUTCFullYear(), date.getUTCMonth() + months + 1, Math.min(date.getUTCDate(), last));
}
