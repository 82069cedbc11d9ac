import { z } from 'zod';
import type { Policy } from '../policy.ts';
import { weekSchema, type WorkWeek } from '../time-limits/calendar.ts';
import { workingTimeOf, workingTimeOfWeek } from '../time-limits/team-time.ts';
import type { WorkingTime } from '../time-limits/working-time.ts';
import { routingOf } from './settings.ts';

const language = z.enum(['zh', 'en']);
const profile = {
  /** Teams of policy.yaml; without it all of them. */
  teams: z.array(z.string()).min(1).optional(),
  /** Departments of cases.yaml whose tasks are theirs; without it those whose team they serve, and none where the list is empty. */
  departments: z.array(z.string()).optional(),
  languages: z.array(language).min(1).optional(),
  /** Conversations at once. */
  capacity: z.number().int().min(1).max(100).optional(),
  /** Proficiency from 1 to 5, by reason of handover, intent, product id, or the first word of one. */
  skills: z.record(z.string(), z.number().int().min(1).max(5)).default({}),
  /** Own days and hours, as a team has them in calendar.yaml; without it the hours of the teams. */
  works: weekSchema.refine(({ hours }) => hours !== undefined, 'needs hours').optional(),
};

const memberSchema = z.strictObject({
  /** As in the console; ids are for two people of the same name. */
  name: z.string().trim().min(1),
  id: z.string().optional(),
  ...profile,
  /** Ids of the customers whom this person looks after, beside those whose record names them as manager. */
  customers: z.array(z.string()).default([]),
  /** Name of the colleague who stands in with those customers. */
  backup: z.string().optional(),
});

/** `staff.yaml`: who can do what, when, and how much at once. Everybody else has `others`. */
export const staffPlanSchema = z
  .strictObject({ staff: z.array(memberSchema).default([]), others: z.strictObject(profile).prefault({}) })
  .check(({ value, issues }) => {
    const seen = new Set<string>();
    const managers = new Map<string, string>();
    value.staff.forEach(({ name, id, backup, customers }, i) => {
      for (const customer of customers) {
        const other = managers.get(customer);
        if (other !== undefined) issues.push({ code: 'custom', message: `"${customer}" is a customer of ${other} already`, path: ['staff', i, 'customers'], input: customer });
        else managers.set(customer, name);
      }
      const key = id ?? name;
      if (seen.has(key)) issues.push({ code: 'custom', message: `"${key}" occurs twice`, path: ['staff', i], input: key });
      seen.add(key);
      if (backup === name) issues.push({ code: 'custom', message: 'nobody stands in for themselves', path: ['staff', i, 'backup'], input: backup });
      if (backup !== undefined && !value.staff.some((other) => other.name === backup)) issues.push({ code: 'custom', message: `"${backup}" is not listed`, path: ['staff', i, 'backup'], input: backup });
    });
  });

/** The plan of the staff in force. */
export type StaffPlan = z.infer<typeof staffPlanSchema>;

/** The plan where there is no file: everybody serves every team in both languages. */
export const EVERYBODY_SERVES: StaffPlan = staffPlanSchema.parse({});

/** What somebody can do, with everything that the plan leaves open. */
export type Profile = {
  readonly teams: readonly string[];
  /** Departments of cases.yaml whose tasks are theirs. */
  readonly departments: readonly string[];
  readonly languages: readonly ('zh' | 'en')[];
  readonly capacity: number;
  readonly skills: Readonly<Record<string, number>>;
  readonly customers: readonly string[];
  readonly backup?: string;
  /** When they work: whenever one of these does. */
  readonly hours: readonly WorkingTime[];
};

/** Somebody of the staff, as the plan knows them. */
export type Person = { readonly id: string; readonly name: string };

const profiles = new WeakMap<StaffPlan, WeakMap<Policy, Map<string, Profile>>>();

/** What the plan says of somebody of the staff; who is not in it has what `others` have. Worked out once for each plan and policy. */
export function profileOf(plan: StaffPlan, person: Person, policy: Policy): Profile {
  const byPolicy = profiles.get(plan) ?? new WeakMap<Policy, Map<string, Profile>>();
  profiles.set(plan, byPolicy);
  const known = byPolicy.get(policy) ?? new Map<string, Profile>();
  byPolicy.set(policy, known);
  const key = JSON.stringify([person.id, person.name]);
  const profile = known.get(key) ?? findProfile(plan, person, policy);
  known.set(key, profile);
  return profile;
}

function findProfile(plan: StaffPlan, person: Person, policy: Policy): Profile {
  const { others } = plan;
  const own = plan.staff.find(({ id }) => id === person.id) ?? plan.staff.find(({ id, name }) => id === undefined && name === person.name);
  const teams = own?.teams ?? others.teams ?? Object.keys(policy.teams);
  const works: WorkWeek | undefined = own?.works ?? (own?.teams ? undefined : others.works);
  return {
    teams,
    departments: own?.departments ?? others.departments ?? departmentsOf(teams, policy),
    languages: own?.languages ?? others.languages ?? ['zh', 'en'],
    capacity: own?.capacity ?? others.capacity ?? routingOf(policy).capacity,
    skills: { ...others.skills, ...own?.skills },
    customers: own?.customers ?? [],
    ...(own?.backup === undefined ? {} : { backup: own.backup }),
    hours: works ? [workingTimeOfWeek(policy, works)] : teams.map((team) => workingTimeOf(policy, team)),
  };
}

/** The departments whose team is one of these. */
function departmentsOf(teams: readonly string[], { cases }: Policy): readonly string[] {
  return cases ? Object.entries(cases.departments).flatMap(([id, { team = cases.team }]) => (teams.includes(team) ? [id] : [])) : [];
}

/** What a plan names that is not there; one sentence each. `known` are reasons and intents, `products` ids of products, which their first words stand for as well. */
export function findStaffFaults(plan: StaffPlan, policy: Policy, known: ReadonlySet<string>, products: readonly string[]): string[] {
  const groups = new Set(products.flatMap((id) => [id, id.split('-')[0] ?? id]));
  return [...plan.staff, { name: 'others', ...plan.others }].flatMap(({ name, teams = [], departments = [], skills }) => [
    ...teams.filter((team) => !Object.hasOwn(policy.teams, team)).map((team) => `staff.yaml: ${name}: teams: "${team}" is not a team of policy.yaml.`),
    // Without cases there are no tasks, and whose they would be means nothing.
    ...departments.filter((id) => policy.cases && !Object.hasOwn(policy.cases.departments, id)).map((id) => `staff.yaml: ${name}: departments: "${id}" is not a department of cases.yaml.`),
    ...Object.keys(skills)
      .filter((skill) => !known.has(skill) && !groups.has(skill))
      .map((skill) => `staff.yaml: ${name}: skills: "${skill}" is no reason, intent or product.`),
  ]);
}
