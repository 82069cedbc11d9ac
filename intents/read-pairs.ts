import { readJsonl } from './read-jsonl.ts';

/** Two texts and how alike they are: a label (1 the same meaning, 0 not) or any score, more for more alike. */
export type TextPair = { readonly s1: string; readonly s2: string; readonly score: number };

/** Pairs of a file and what was wrong with other lines, one sentence a line. */
export type ReadPairs = { readonly pairs: readonly TextPair[]; readonly faults: readonly string[] };

/** Rows `{"s1", "s2", "label" | "score"}` of a JSONL file; malformed ones are refused or skipped as `readJsonl` does. Throws what it throws. */
export async function readPairs(file: string, bad: 'refuse' | 'skip' = 'refuse'): Promise<ReadPairs> {
  const { rows, faults } = await readJsonl(file, parsePair, bad, '{"s1": …, "s2": …, "label": …}');
  return { pairs: rows, faults };
}

function parsePair({ s1, s2, label, score }: Readonly<Record<string, unknown>>): TextPair | string {
  if (typeof s1 !== 'string') return '"s1" is missing or not a string.';
  if (typeof s2 !== 'string') return '"s2" is missing or not a string.';
  const given = label ?? score;
  const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  if (typeof number !== 'number' || !Number.isFinite(number)) return '"label" (1 or 0) or "score" (a number) is missing or not a number.';
  return { s1, s2, score: number };
}
