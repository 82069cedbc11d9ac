import { z } from 'zod';
import { hoursSchema } from '../policy.ts';

/** Days of the week as they are written, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const date = z.iso.date('must be a date such as 2027-02-06');
const name = z.strictObject({ zh: z.string(), en: z.string() });
/** One day, or several in a row; both ends belong to it. */
const daysOff = z
  .strictObject({ name, from: date, to: date.optional() })
  .refine(({ from, to = from }) => from <= to, 'must not end before it begins');

const yearSchema = z
  .strictObject({
    /** `official` as decreed; `provisional` where only the days named by law are known yet. */
    status: z.enum(['official', 'provisional']),
    /** Where it stands. */
    source: z.string(),
    holidays: z.array(daysOff),
    /** Weekend days on which is worked instead. */
    makeUpDays: z.array(date).default([]),
  })
  .check(({ value, issues }) => {
    value.makeUpDays.forEach((day, i) => {
      const taken = value.holidays.find(({ from, to = from }) => day >= from && day <= to);
      if (taken) issues.push({ code: 'custom', message: `${day} is a day off as well (${taken.name.en})`, path: ['makeUpDays', i], input: day });
    });
  });

/** When a team or a person works. */
export const weekSchema = z.strictObject({
  /** On which days of the week the team works. */
  days: z.array(z.enum(WEEKDAYS)).min(1).default([...WEEKDAYS]),
  /** On public holidays: `work` as on any day, or `rest` – then also work on the make-up days. */
  holidays: z.enum(['work', 'rest']).default('work'),
  /** Shifts of a working day; without them the hours of policy.yaml. Several make breaks. */
  hours: z.array(hoursSchema).min(1).optional(),
  /** Days on which only this team is not there. */
  closed: z.array(daysOff).default([]),
});

/** `intents/calendar.yaml`: on which days the teams work, and the public holidays. */
export const calendarSchema = z.strictObject({
  years: z
    .record(z.string(), yearSchema)
    .default({})
    .check(({ value, issues }) => {
      for (const [year, { holidays, makeUpDays }] of Object.entries(value)) {
        if (!/^\d{4}$/.test(year)) issues.push({ code: 'custom', message: `"${year}" must be a year such as 2027`, path: [year], input: year });
        const strangers = [...holidays.flatMap(({ from, to = from }) => (from.startsWith(year) || to.startsWith(year) ? [] : [from])), ...makeUpDays.filter((day) => !day.startsWith(year))];
        for (const day of strangers) issues.push({ code: 'custom', message: `${day} is in another year`, path: [year], input: day });
      }
    }),
  /** By the team names of policy.yaml; a team that is not listed works its hours on every day. */
  teams: z.record(z.string(), weekSchema).default({}),
});

/** The calendar in force. */
export type Calendar = z.infer<typeof calendarSchema>;
/** When one team works. */
export type WorkWeek = z.infer<typeof weekSchema>;
