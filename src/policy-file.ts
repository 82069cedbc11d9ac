import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { BatonError } from '#core/errors.ts';
import { type Policy, policySchema } from '#core/policy.ts';

/** Reads the handover policy. Throws `misconfigured` with every fault of the file at once. */
export async function readPolicy(path: string): Promise<Policy> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new BatonError('misconfigured', `The policy ${path} cannot be read. Check INTENTS_DIR.`, { cause });
  });
  let value: unknown;
  try {
    value = parse(text);
  } catch (cause) {
    throw new BatonError('misconfigured', `The policy ${path} is not valid YAML: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  const result = policySchema.safeParse(value);
  if (result.success) return result.data;
  const details = result.error.issues.map((issue) => `${path}: ${issue.path.join('.')}: ${issue.message}`);
  throw new BatonError('misconfigured', `The policy ${path} has ${details.length} fault(s).`, { details });
}
