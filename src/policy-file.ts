import { BatonError } from '#core/errors.ts';
import { type Policy, policySchema } from '#core/policy.ts';
import { readYaml } from '#adapters/shared/read-yaml.ts';

/** Reads the handover policy. Throws `misconfigured` with every fault of the file at once. */
export async function readPolicy(path: string): Promise<Policy> {
  const value = await readYaml(path, 'The policy', 'INTENTS_DIR');
  const result = policySchema.safeParse(value);
  if (result.success) return result.data;
  const details = result.error.issues.map((issue) => `${path}: ${issue.path.join('.')}: ${issue.message}`);
  throw new BatonError('misconfigured', `The policy ${path} has ${details.length} fault(s).`, { details });
}
