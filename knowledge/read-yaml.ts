import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import { readText } from './read-text.ts';
import { schemaFaults } from './schema-faults.ts';

/** What a YAML file says, checked by its schema. Throws `misconfigured` with every fault in `details`, each naming the file. */
export async function readYaml<Schema extends z.ZodType>(file: string, schema: Schema): Promise<z.infer<Schema>> {
  const read = await readText(file);
  if ('fault' in read) throw faulty(file, [read.fault]);
  const document = parseDocument(read.text, { prettyErrors: true });
  if (document.errors.length > 0) {
    throw faulty(file, document.errors.map((error) => `is not valid YAML: ${error.message.split('\n')[0] ?? ''}`));
  }
  const result = schema.safeParse(document.toJS());
  if (!result.success) throw faulty(file, schemaFaults(result.error));
  return result.data;
}

function faulty(file: string, faults: readonly string[]): BatonError {
  const details = faults.map((fault) => `${file}: ${fault}`);
  return new BatonError('misconfigured', `${file} cannot be used: correct it and start again.`, { details });
}
