import { existsSync } from 'node:fs';
import { BatonError } from '#core/errors.ts';
import { EVERYBODY_SERVES, type StaffPlan, staffPlanSchema } from '#core/routing/staff-plan.ts';
import { readYaml } from '#adapters/shared/read-yaml.ts';

/** Reads who of the staff can do what; without a file everybody serves every team. Throws `misconfigured` with every fault of the file at once. */
export async function readStaffPlan(path: string): Promise<StaffPlan> {
  if (!existsSync(path)) return EVERYBODY_SERVES;
  const result = staffPlanSchema.safeParse((await readYaml(path, 'The plan of the staff', 'CUSTOMERS_FILE: it stands beside that file')) ?? {});
  if (result.success) return result.data;
  const details = result.error.issues.map((issue) => `${path}: ${issue.path.join('.')}: ${issue.message}`);
  throw new BatonError('misconfigured', `The plan of the staff ${path} has ${details.length} fault(s).`, { details });
}
