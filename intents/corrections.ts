import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { BatonError } from '#core/errors.ts';
import type { Row } from './intent-model.ts';

/** A message whose intent a colleague has confirmed or set right. */
export type Correction = Row & {
  /** When, milliseconds since 1970. */
  readonly at: number;
};

/** Corrections that were read, and what was wrong with other lines, one sentence each. */
export type ReadCorrections = { readonly corrections: readonly Correction[]; readonly faults: readonly string[] };

const LONGEST = 2_000;
const FILE = 'corrections.jsonl';
const schema = z.object({ text: z.string().trim().min(1).max(LONGEST), intent: z.string().min(1), at: z.number().int().nonnegative() });

/** The file of corrections in a folder of data. */
export function correctionsFile(dataFolder: string): string {
  return path.join(dataFolder, FILE);
}

/**
 * Adds a correction at the end of the file; nothing that stands there is changed. Throws `invalid_input` when the text
 * is empty or over 2,000 characters, or when `intent` is not among `known`.
 */
export async function addCorrection(file: string, { text, intent, at }: Correction, known: ReadonlySet<string>): Promise<void> {
  if (!known.has(intent)) {
    const near = [...known].filter((id) => id.split('-').some((part) => intent.includes(part))).slice(0, 5);
    throw new BatonError('invalid_input', `There is no intent "${intent}".${near.length > 0 ? ` Did you mean ${near.join(', ')}?` : ' The file names in intents/catalog are the ids.'}`);
  }
  const row = schema.safeParse({ text: text.toWellFormed(), intent, at });
  if (!row.success) throw new BatonError('invalid_input', `The message must have 1 to ${LONGEST} characters.`);
  await mkdir(path.dirname(file), { recursive: true });
  // One write of one line: two processes that add at once cannot mix their lines.
  await appendFile(file, `${JSON.stringify(row.data)}\n`);
}

/** All corrections of a file, oldest first; none where there is no file. Broken lines are passed over and named. */
export async function readCorrections(file: string): Promise<ReadCorrections> {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw new BatonError('unavailable', `The corrections in ${file} cannot be read. Check who may read the file.`, { cause: error });
  });
  const corrections: Correction[] = [];
  const faults: string[] = [];
  content.split('\n').forEach((line, at) => {
    if (line.trim() === '') return;
    const row = schema.safeParse(parse(line));
    if (row.success) corrections.push(row.data);
    else faults.push(`${file}, line ${at + 1}: not a correction. Delete the line or mend it.`);
  });
  return { corrections, faults };
}

/**
 * Rows to learn from: the catalogue's, then the corrections. Of several corrections of one text the last counts, and a
 * text that was set right counts no more as an example of another intent. Corrections of intents that are gone are left out.
 */
export function applyCorrections(rows: readonly Row[], corrections: readonly Correction[], fold: (text: string) => string): Row[] {
  const known = new Set(rows.map(({ intent }) => intent));
  const last = new Map(corrections.filter(({ intent }) => known.has(intent)).map(({ text, intent }) => [fold(text), { text, intent }]));
  const kept = rows.filter(({ text, intent }) => (last.get(fold(text))?.intent ?? intent) === intent);
  const have = new Set(kept.map(({ text }) => fold(text)));
  return [...kept, ...[...last].filter(([key]) => !have.has(key)).map(([, row]) => row)];
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
