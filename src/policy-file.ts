import { existsSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { briefRulesSchema } from '#core/brief/brief-rules.ts';
import { careSchema, findCareFaults } from '#core/care/rules.ts';
import { casesSchema, findCaseFaults } from '#core/cases/rules.ts';
import { BatonError, toBatonError } from '#core/errors.ts';
import { type Policy, policySchema } from '#core/policy.ts';
import { serviceLanguageSchema } from '#core/service-language/rules.ts';
import { calendarSchema } from '#core/time-limits/calendar.ts';
import { findLimitFaults, timeLimitsSchema } from '#core/time-limits/limits.ts';
import { findCalendarFaults } from '#core/time-limits/team-time.ts';
import { readYaml } from '#adapters/shared/read-yaml.ts';

/** The files that a policy is read from: itself, and the calendar, the time limits, the service language and what briefs look for beside it, which may be missing. */
export function policyFiles(file: string): { readonly policy: string; readonly calendar: string; readonly timeLimits: string; readonly serviceLanguage: string; readonly brief: string; readonly cases: string; readonly care: string } {
  const beside = (name: string) => path.join(path.dirname(file), name);
  return { policy: file, calendar: beside('calendar.yaml'), timeLimits: beside('time-limits.yaml'), serviceLanguage: beside('service-language.yaml'), brief: beside('brief.yaml'), cases: beside('cases.yaml'), care: beside('care.yaml') };
}

/** Reads the handover policy with its calendar, time limits, service language and what briefs look for. Throws `misconfigured` with every fault of the files at once. */
export async function readPolicy(file: string): Promise<Policy> {
  const files = policyFiles(file);
  const faults: string[] = [];
  const read = async <Schema extends z.ZodType>(schema: Schema, from: string, what: string, isOptional: boolean): Promise<z.infer<Schema> | undefined> => {
    if (isOptional && !existsSync(from)) return undefined;
    try {
      const result = schema.safeParse(await readYaml(from, what, 'INTENTS_DIR'));
      if (result.success) return result.data;
      faults.push(...result.error.issues.map((issue) => `${from}: ${issue.path.join('.')}: ${issue.message}`));
    } catch (error) {
      faults.push(toBatonError(error).message);
    }
    return undefined;
  };
  const policy = await read(policySchema, files.policy, 'The policy', false);
  const calendar = await read(calendarSchema, files.calendar, 'The calendar', true);
  const timeLimits = await read(timeLimitsSchema, files.timeLimits, 'The time limits', true);
  const serviceLanguage = await read(serviceLanguageSchema, files.serviceLanguage, 'The service language', true);
  const brief = await read(briefRulesSchema, files.brief, 'What briefs look for', true);
  const cases = await read(casesSchema, files.cases, 'The rules for cases', true);
  const care = await read(careSchema, files.care, 'The rules for care', true);
  const whole: Policy | undefined = policy && { ...policy, ...(calendar ? { calendar } : {}), ...(timeLimits ? { timeLimits } : {}), ...(serviceLanguage ? { serviceLanguage } : {}), ...(brief ? { brief } : {}), ...(cases ? { cases } : {}), ...(care ? { care } : {}) };
  if (whole) faults.push(...findCareFaults(care, whole.teams), ...findCalendarFaults(whole, Date.now()), ...findLimitFaults(whole), ...(cases ? findCaseFaults(cases, { teams: Object.keys(whole.teams) }) : []));
  if (!whole || faults.length > 0) throw new BatonError('misconfigured', `The policy ${file} has ${faults.length} fault(s).`, { details: faults });
  return whole;
}
