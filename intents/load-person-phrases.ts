import path from 'node:path';
import { z } from 'zod';
import { count, describeIssues, parseYaml, readText, tooManyFaults } from './load-catalog.ts';

const phrasesSchema = z.union([
  z.array(z.string().trim().min(1)).min(1),
  z.record(z.string(), z.array(z.string().trim().min(1))),
]);

/** Phrases by which customers ask for a person, in the order of the file. */
export type PersonPhrases = readonly string[];

/**
 * The phrases of a YAML file: a list, or lists under any headings (`zh`, `en`, `pinyin` …). Throws `misconfigured`
 * with every fault among `details`.
 */
export async function loadPersonPhrases(file: string): Promise<PersonPhrases> {
  const name = path.basename(file);
  const faults: string[] = [];
  const read = parseYaml(name, await readText(file, name, faults), faults);
  const checked = phrasesSchema.safeParse(read);
  if (checked.success) return Array.isArray(checked.data) ? checked.data : Object.values(checked.data).flat();
  if (faults.length === 0) faults.push(...describeIssues(name, checked.error));
  throw tooManyFaults(`The list of requests for a person has ${count(faults.length)}.`, faults);
}
