import { BatonError } from '../errors.ts';
import type { Hours, Policy } from '../policy.ts';
import { type Calendar, WEEKDAYS, type WorkWeek } from './calendar.ts';
import { createWorkingTime, type Shift, type WorkingTime } from './working-time.ts';
import { type DayNumber, dayOf, weekdayOf } from './zone.ts';

const DAY_MINUTES = 24 * 60;

/** A team that a policy does not list works at any time, as far as limits go: nothing may stand still for its sake. */
const ALWAYS: readonly Hours[] = [{ from: '00:00', to: '24:00' }];

/** Working time by team, made once for each policy: it keeps the days that it has worked out. */
const made = new WeakMap<Policy, Map<string, WorkingTime>>();

/** When a team works, by the hours of its policy and the calendar. */
export function workingTimeOf(policy: Policy, team: string): WorkingTime {
  const teams = made.get(policy) ?? new Map<string, WorkingTime>();
  made.set(policy, teams);
  const known = teams.get(team);
  if (known) return known;
  const time = createWorkingTime({ timeZone: policy.timeZone, shiftsOf: planOf(policy, policy.calendar?.teams[team], policy.teams[team]?.hours) });
  teams.set(team, time);
  return time;
}

/** The same for each week of its own, such as that of one person. */
const madeOfWeeks = new WeakMap<Policy, WeakMap<WorkWeek, WorkingTime>>();

/** When whoever has this week works, by the calendar and in the time zone of the policy; without hours at any time of its days. */
export function workingTimeOfWeek(policy: Policy, week: WorkWeek): WorkingTime {
  const weeks = madeOfWeeks.get(policy) ?? new WeakMap<WorkWeek, WorkingTime>();
  madeOfWeeks.set(policy, weeks);
  const time = weeks.get(week) ?? createWorkingTime({ timeZone: policy.timeZone, shiftsOf: planOf(policy, week, undefined) });
  weeks.set(week, time);
  return time;
}

/** Is somebody of this team there at a moment, Unix ms? */
export function isTeamThere(policy: Policy, team: string, at: number): boolean {
  return workingTimeOf(policy, team).isWorking(at);
}

/** When somebody of this team is there next: now where somebody is. */
export function teamBackAt(policy: Policy, team: string, at: number): number {
  return workingTimeOf(policy, team).nextWorking(at);
}

/** What is wrong with a calendar beside a policy: teams that are not there, or that never work. One sentence each. */
export function findCalendarFaults(policy: Policy, now: number): string[] {
  const loose = Object.keys(policy.calendar?.teams ?? {}).filter((team) => !Object.hasOwn(policy.teams, team));
  const never = Object.keys(policy.teams).filter((team) => {
    try {
      return Number.isNaN(workingTimeOf(policy, team).nextWorking(now));
    } catch (error) {
      if (error instanceof BatonError) return true;
      throw error;
    }
  });
  return [
    ...loose.map((team) => `calendar.yaml: teams: "${team}" is not a team of policy.yaml.`),
    ...never.map((team) => `calendar.yaml: teams: "${team}" never works. Give it days and hours.`),
  ];
}

/**
 * Why working time may be wrong soon: a team rests on public holidays, and those of this or the next year are missing
 * or provisional. Empty where no team minds.
 */
export function findUncertainYears(policy: Policy, now: number): string[] {
  const { calendar } = policy;
  if (!calendar || !Object.values(calendar.teams).some(({ holidays }) => holidays === 'rest')) return [];
  const year = new Date(now).getUTCFullYear();
  const isNear = new Date(now).getUTCMonth() >= 10;
  return [year, ...(isNear ? [year + 1] : [])]
    .filter((each) => calendar.years[String(each)]?.status !== 'official')
    .map((each) => `calendar.yaml: the public holidays of ${each} are ${calendar.years[String(each)] ? 'provisional' : 'missing'}. Enter them as they were decreed.`);
}

function planOf(policy: Policy, week: WorkWeek | undefined, own: Hours | undefined): (day: DayNumber) => readonly Shift[] {
  const shifts = (week?.hours ?? (own ? [own] : ALWAYS)).map(toShift);
  if (!week) return () => shifts;
  const isOff = isDayOff(policy.calendar, week);
  const works = new Set(week.days.map((day) => WEEKDAYS.indexOf(day)));
  const madeUp = new Set(week.holidays === 'rest' ? Object.values(policy.calendar?.years ?? {}).flatMap(({ makeUpDays }) => makeUpDays.map(dayOf)) : []);
  return (day) => (!isOff(day) && (works.has(weekdayOf(day)) || madeUp.has(day)) ? shifts : []);
}

function isDayOff(calendar: Calendar | undefined, week: WorkWeek): (day: DayNumber) => boolean {
  const holidays = week.holidays === 'rest' ? Object.values(calendar?.years ?? {}).flatMap((year) => year.holidays) : [];
  const off = new Set<DayNumber>();
  for (const { from, to = from } of [...holidays, ...week.closed]) {
    for (let day = dayOf(from); day <= dayOf(to); day += 1) off.add(day);
  }
  return (day) => off.has(day);
}

function toShift({ from, to }: Hours): Shift {
  const begin = minutesOf(from);
  const end = minutesOf(to);
  return { from: begin, to: end > begin ? end : end + DAY_MINUTES };
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
