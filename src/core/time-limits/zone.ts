/** A day of the calendar, counted from 1 January 1970, whatever the time zone. */
export type DayNumber = number;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Making a formatter costs a hundred times more than using it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  clocks.set(timeZone, clock);
  return clock;
}

/** The second that was asked for last in each time zone: many people are looked at in the same moment. */
const latest = new Map<string, { readonly second: number; readonly wall: number }>();

/** What the clock on the wall shows at a moment, as ms since its own 1 January 1970. */
function wallTime(at: number, timeZone: string): number {
  const second = Math.floor(at / 1_000) * 1_000;
  const known = latest.get(timeZone);
  const wall = known?.second === second ? known.wall : readWall(second, timeZone);
  if (known?.second !== second) latest.set(timeZone, { second, wall });
  return wall + (at - second);
}

function readWall(second: number, timeZone: string): number {
  const parts = clockIn(timeZone).formatToParts(second);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value ?? 0);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/** The day that the wall calendar shows at a moment. */
export function dayAt(at: number, timeZone: string): DayNumber {
  return Math.floor(wallTime(at, timeZone) / DAY_MS);
}

/** The day of a date such as `2027-02-06`. */
export function dayOf(date: string): DayNumber {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
}

/** Day of the week, 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: DayNumber): number {
  // 1 January 1970 was a Thursday.
  return (((day + 3) % 7) + 7) % 7;
}

/**
 * The moment (Unix ms) at which the wall clock shows `minutes` after midnight of a day; 1440 and more is on the days
 * after. Where the clock shows it twice, the `first` or the `last` of both; where it is left out, the moment of the
 * change itself.
 */
export function momentOf(day: DayNumber, minutes: number, timeZone: string, which: 'first' | 'last'): number {
  const wall = day * DAY_MS + minutes * MINUTE_MS;
  const offset = (at: number) => wallTime(at, timeZone) - at;
  const before = wall - offset(wall - DAY_MS);
  const after = wall - offset(wall + DAY_MS);
  if (before === after) return before;
  const shown = [before, after].filter((at) => at + offset(at) === wall);
  if (shown.length > 0) return which === 'first' ? Math.min(...shown) : Math.max(...shown);
  return changeBetween(Math.min(before, after), Math.max(before, after), offset);
}

/** The moment in (from, to] from which another offset holds. */
function changeBetween(from: number, to: number, offset: (at: number) => number): number {
  const old = offset(from);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(middle) === old) low = middle;
    else high = middle;
  }
  return high;
}
