import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { BatonError } from '#core/errors.ts';

/** The value of a YAML file in UTF-8. Throws `misconfigured`, calling the file `what` and naming the `setting` that points to it. */
export async function readYaml(path: string, what: string, setting: string): Promise<unknown> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new BatonError('misconfigured', `${what} ${path} cannot be read. Check ${setting}.`, { cause });
  });
  try {
    return parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (cause) {
    const reason = cause instanceof TypeError ? 'it is not valid UTF-8' : cause instanceof Error ? cause.message : String(cause);
    throw new BatonError('misconfigured', `${what} ${path} is not valid YAML: ${reason}`, { cause });
  }
}
