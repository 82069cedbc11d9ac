import { readFile } from 'node:fs/promises';
import { BatonError } from '#core/errors.ts';

/** Rows of a file, and what was wrong with others, one sentence each. */
export type JsonlRows<T> = { readonly rows: readonly T[]; readonly faults: readonly string[] };

/** How many faults are told one by one. */
const MOST_TOLD = 20;

/**
 * Rows of a JSONL file by `parse`, which answers with what is wrong as a sentence. Blank lines are passed over. Malformed
 * rows are named by line: refused by one `invalid_input` error, or skipped and told among `faults`. Throws `not_found`
 * when there is no such file, `invalid_input` when it is not UTF-8 or holds no row. `shape` says in messages what a row
 * must look like.
 */
export async function readJsonl<T>(file: string, parse: (row: Readonly<Record<string, unknown>>) => T | string, bad: 'refuse' | 'skip' = 'refuse', shape?: string): Promise<JsonlRows<T>> {
  const rows: T[] = [];
  const faults: string[] = [];
  (await readUtf8(file)).split('\n').forEach((line, at) => {
    if (line.trim() === '') return;
    const row = parseLine(line, shape);
    const made = typeof row === 'string' ? row : parse(row);
    if (typeof made === 'string') faults.push(`${file}, line ${at + 1}: ${made}`);
    else rows.push(made);
  });
  const told = faults.length > MOST_TOLD ? [...faults.slice(0, MOST_TOLD), `… and ${faults.length - MOST_TOLD} more.`] : faults;
  if (bad === 'refuse' && faults.length > 0) {
    throw new BatonError('invalid_input', `${file} has ${faults.length} malformed ${faults.length === 1 ? 'row' : 'rows'}. Correct them or use --skip-bad-rows.`, { details: told });
  }
  if (rows.length === 0) throw new BatonError('invalid_input', `${file} holds no row${shape === undefined ? ' that can be used.' : `. Each line needs ${shape}.`}`, { details: told });
  return { rows, faults: told };
}

function parseLine(line: string, shape = 'One object a line'): Readonly<Record<string, unknown>> | string {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : `not an object. ${shape} is needed.`;
  } catch {
    return 'not JSON. One object a line is needed.';
  }
}

async function readUtf8(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (cause) {
    if (cause instanceof TypeError) throw new BatonError('invalid_input', `${file} is not UTF-8. Save it as UTF-8.`, { cause });
    throw new BatonError('not_found', `${file} cannot be read. Check the path.`, { cause });
  }
}
