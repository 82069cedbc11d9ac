import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** What somebody can call about. */
export const MATTERS = ['question', 'order', 'complaint', 'person', 'danger', 'law', 'leaving', 'chat'] as const;
/** One of them. */
export type Matter = (typeof MATTERS)[number];

/** How somebody can feel about it. */
export const MOODS = ['calm', 'worried', 'annoyed', 'furious'] as const;
/** One of them. */
export type Mood = (typeof MOODS)[number];

const texts = z.array(z.string().min(1)).min(1);
const sentencesSchema = z.record(z.enum(MATTERS), z.partialRecord(z.enum(MOODS), z.strictObject({ zh: texts, en: texts })));

/** What customers say by matter and mood; nobody is calm in danger, so not every mood is there. */
export type Sentences = z.output<typeof sentencesSchema>;

/** Reads the file of sentences. Throws where it does not fit. */
export async function readSentences(): Promise<Sentences> {
  return sentencesSchema.parse(parse(await readFile(path.join(import.meta.dirname, 'sentences.yaml'), 'utf8')));
}
