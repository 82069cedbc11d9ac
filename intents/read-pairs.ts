import { readFile } from 'node:fs/promises';
import { BatonError } from '#core/errors.ts';

/** Two texts and how alike they are: a label (1 the same meaning, 0 not) or any score, more for more alike. */
export type TextPair = { readonly s1: string; readonly s2: string; readonly score: number };

/** Pairs of a file and what was wrong with other lines, one sentence a line. */
export type ReadPairs = { readonly pairs: readonly TextPair[]; readonly faults: readonly string[] };

const MOST_TOLD = 20;

/**
 * Rows `{"s1", "s2", "label" | "score"}` of a JSONL file; blank lines are passed over. Malformed rows are named by line:
 * refused by one `invalid_input` error, or skipped and told among `faults`. Throws `not_found` when there is no such
 * file, and `invalid_input` when it holds no row.
 */
export async function readPairs(file: string, bad: 'refuse' | 'skip' = 'refuse'): Promise<ReadPairs> {
  const pairs: TextPair[] = [];
  const faults: string[] = [];
  (await read(file)).split('\n').forEach((line, at) => {
    if (line.trim() === '') return;
    const pair = parsePair(line);
    if (typeof pair === 'string') faults.push(`${file}, line ${at + 1}: ${pair}`);
    else pairs.push(pair);
  });
  const told = faults.length > MOST_TOLD ? [...faults.slice(0, MOST_TOLD), `… and ${faults.length - MOST_TOLD} more.`] : faults;
  if (bad === 'refuse' && faults.length > 0) {
    const rows = faults.length === 1 ? 'row' : 'rows';
    throw new BatonError('invalid_input', `${file} has ${faults.length} malformed ${rows}. Correct them or use --skip-bad-rows.`, { details: told });
  }
  if (pairs.length === 0) throw new BatonError('invalid_input', `${file} holds no row. Each line needs {"s1": …, "s2": …, "label": …}.`, { details: told });
  return { pairs, faults: told };
}

function parsePair(line: string): TextPair | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not JSON. One object a line is needed.';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not an object. {"s1": …, "s2": …, "label": …} is needed.';
  const { s1, s2, label, score } = value as { s1?: unknown; s2?: unknown; label?: unknown; score?: unknown };
  if (typeof s1 !== 'string') return '"s1" is missing or not a string.';
  if (typeof s2 !== 'string') return '"s2" is missing or not a string.';
  const given = label ?? score;
  const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  if (typeof number !== 'number' || !Number.isFinite(number)) return '"label" (1 or 0) or "score" (a number) is missing or not a number.';
  return { s1, s2, score: number };
}

async function read(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (cause) {
    if (cause instanceof TypeError) throw new BatonError('invalid_input', `${file} is not UTF-8. Save it as UTF-8.`, { cause });
    throw new BatonError('not_found', `${file} cannot be read. Check the path.`, { cause });
  }
}
