import { readFile } from 'node:fs/promises';
import { BatonError } from '#core/errors.ts';
import type { Row } from './intent-model.ts';

/** Rows of a file and what was wrong with others, one sentence a line. */
export type ReadRows = { readonly rows: readonly Row[]; readonly faults: readonly string[] };

/** How many faults are told one by one. */
const MOST_TOLD = 20;

/**
 * Rows `{"text", "intent"}` of a JSONL file. Blank lines are passed over. Malformed rows are named by line: refused by
 * one `invalid_input` error, or skipped and told among `faults`. Throws `not_found` when there is no such file.
 */
export async function readIntentRows(file: string, bad: 'refuse' | 'skip' = 'refuse'): Promise<ReadRows> {
  const content = await read(file);
  const rows: Row[] = [];
  const faults: string[] = [];
  content.split('\n').forEach((line, at) => {
    if (line.trim() === '') return;
    const row = parseRow(line);
    if (typeof row === 'string') faults.push(`${file}, line ${at + 1}: ${row}`);
    else rows.push(row);
  });
  const told = faults.length > MOST_TOLD ? [...faults.slice(0, MOST_TOLD), `… and ${faults.length - MOST_TOLD} more.`] : faults;
  if (bad === 'refuse' && faults.length > 0) {
    throw new BatonError('invalid_input', `${file} has ${faults.length} malformed ${faults.length === 1 ? 'row' : 'rows'}. Correct them or use --skip-bad-rows.`, {
      details: told,
    });
  }
  if (rows.length === 0) throw new BatonError('invalid_input', `${file} holds no row. Each line needs {"text": …, "intent": …}.`, { details: told });
  return { rows, faults: told };
}

function parseRow(line: string): Row | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not JSON. One object a line is needed.';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not an object. {"text": …, "intent": …} is needed.';
  const { text, intent } = value as { text?: unknown; intent?: unknown };
  if (typeof text !== 'string') return '"text" is missing or not a string.';
  if (typeof intent !== 'string' || intent.trim() === '') return '"intent" is missing or not a word. Use "oos" for out of scope.';
  return { text, intent };
}

async function read(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (cause) {
    if (cause instanceof TypeError) throw new BatonError('invalid_input', `${file} is not UTF-8. Save it as UTF-8.`, { cause });
    throw new BatonError('not_found', `${file} cannot be read. Check the path.`, { cause });
  }
}
