import { z } from 'zod';
import { readYaml } from './read-yaml.ts';

const word = z.string().trim().min(1);
const schema = z.strictObject({
  groups: z.array(z.union([z.array(word).min(2), z.strictObject({ asked: z.array(word).min(1), means: z.array(word).min(1) })])),
});

/** Words and short phrases for one and the same thing; or, one way only, what customers ask with and what articles call it. */
export type SynonymGroup = readonly string[] | { readonly asked: readonly string[]; readonly means: readonly string[] };

/** Reads `synonyms.yaml`. Throws `misconfigured` with every fault in `details`. */
export async function loadSynonyms(file: string): Promise<SynonymGroup[]> {
  return (await readYaml(file, schema)).groups;
}
