import { existsSync } from 'node:fs';
import { BatonError } from '#core/errors.ts';
import { NO_TIER_RULES, type TierRules, tierRulesSchema } from '#core/tiers/rules.ts';
import { readYaml } from '#adapters/shared/read-yaml.ts';

/** Reads the rules that tell tiers; without a file there are none. Throws `misconfigured` with every fault of the file at once. */
export async function readTierRules(path: string): Promise<TierRules> {
  if (!existsSync(path)) return NO_TIER_RULES;
  const result = tierRulesSchema.safeParse(await readYaml(path, 'The rules of tiers', 'CUSTOMERS_FILE: they stand beside that file'));
  if (result.success) return result.data;
  const details = result.error.issues.map((issue) => `${path}: ${issue.path.join('.')}: ${issue.message}`);
  throw new BatonError('misconfigured', `The rules of tiers ${path} have ${details.length} fault(s).`, { details });
}
