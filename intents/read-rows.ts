import type { Row } from './intent-model.ts';
import { readJsonl } from './read-jsonl.ts';
import type { JsonlRows } from './read-jsonl.ts';

/** Rows `{"text", "intent"}` of a JSONL file; malformed ones are refused or skipped as `readJsonl` does. Throws what it throws. */
export function readIntentRows(file: string, bad: 'refuse' | 'skip' = 'refuse'): Promise<JsonlRows<Row>> {
  return readJsonl(file, parseRow, bad, '{"text": …, "intent": …}');
}

function parseRow({ text, intent }: Readonly<Record<string, unknown>>): Row | string {
  if (typeof text !== 'string') return '"text" is missing or not a string.';
  if (typeof intent !== 'string' || intent.trim() === '') return '"intent" is missing or not a word. Use "oos" for out of scope.';
  return { text, intent };
}
