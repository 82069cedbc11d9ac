import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Intent } from '#core/intent.ts';
import { LANGUAGES } from '#core/language.ts';
import type { SignalKind } from '#core/understanding.ts';
import { hashRows, readModel, writeModel } from './model-cache.ts';
import type { IntentModel } from './intent-model.ts';
import { readJsonl } from './read-jsonl.ts';
import type { MeaningReader } from './read-meaning.ts';
import { createSignalHearer, trainSignalModel } from './signal-model.ts';
import type { SignalExample, SignalHearer } from './signal-model.ts';

const EXAMPLES = fileURLToPath(new URL('./signal-examples.jsonl', import.meta.url));
/** How customers ask for articles, one message a line: what holds no signal however it sounds. */
const ORDINARY = fileURLToPath(new URL('./signal-ordinary.txt', import.meta.url));
const MODEL_FILE = 'signal-model.bin';
/**
 * Ordinary examples are 1.77 times as many as when the limits of `refine-signals.ts` were chosen, because it is learnt how customers ask, while
 * signals have not become rarer: the logarithm of that.
 */
const ORDINARY_SURPLUS = 0.57;
const KINDS: readonly SignalKind[] = ['complaint', 'danger', 'law', 'leaving', 'person'];

let latest: { readonly hash: string; readonly model: Promise<IntentModel> } | undefined;

/**
 * A hearer of signals by the model that ships beside this file. Where the examples or the word vectors are others than it
 * was made from, one that learns from `signal-examples.jsonl` and the catalogue in seconds, kept in `cacheFolder` for the
 * next start. Nothing is heard where the catalogue has no intent of kind `signal`. Throws `invalid_input` when the
 * examples are broken.
 */
export async function openSignalHearer(intents: readonly Intent[], meaning: MeaningReader, cacheFolder: string | undefined): Promise<SignalHearer | undefined> {
  if (!intents.some(({ signal }) => signal !== undefined)) return undefined;
  const shipped = await readModel(import.meta.dirname, await nameOfShipped(meaning), { name: MODEL_FILE });
  if (shipped !== undefined) return createSignalHearer(shipped, meaning, ORDINARY_SURPLUS);
  const examples = await gatherExamples(intents);
  const hash = nameOf(examples, meaning);
  const stored = cacheFolder === undefined ? undefined : await readModel(cacheFolder, hash, { name: MODEL_FILE });
  if (stored !== undefined) return createSignalHearer(stored, meaning, ORDINARY_SURPLUS);
  if (latest?.hash !== hash) latest = { hash, model: trainSignalModel(examples, meaning) };
  const model = await latest.model;
  if (cacheFolder !== undefined) await writeModel(cacheFolder, hash, model, MODEL_FILE);
  return createSignalHearer(model, meaning, ORDINARY_SURPLUS);
}

/** Makes the model that ships, from the examples and the room's own catalogue. Resolves to the file's path. */
export async function buildSignalModel(intents: readonly Intent[], meaning: MeaningReader): Promise<string> {
  const model = await trainSignalModel(await gatherExamples(intents), meaning);
  await writeModel(import.meta.dirname, await nameOfShipped(meaning), model, MODEL_FILE);
  return path.join(import.meta.dirname, MODEL_FILE);
}

async function nameOfShipped({ checksum }: MeaningReader): Promise<string> {
  // By the whole file: reading thousands of rows only to know them again costs every start memory.
  const texts = await Promise.all([EXAMPLES, ORDINARY].map((file) => readFile(file, 'utf8').catch(() => '')));
  return hashRows(texts.map((text) => ({ text, intent: '' })), checksum);
}

async function gatherExamples(intents: readonly Intent[]): Promise<SignalExample[]> {
  const [{ rows }, ordinary] = await Promise.all([readJsonl(EXAMPLES, parseExample), readFile(ORDINARY, 'utf8')]);
  const asked = ordinary.split('\n').flatMap((line): SignalExample[] => (line.trim() === '' ? [] : [{ text: line.trim(), signal: null }]));
  return [...rows, ...asked, ...ofCatalog(intents)];
}

function nameOf(examples: readonly SignalExample[], meaning: MeaningReader): string {
  return hashRows(examples.map(({ text, signal }) => ({ text, intent: signal ?? '' })), meaning.checksum);
}

/** The catalogue's signals and ordinary examples. */
function ofCatalog(intents: readonly Intent[]): SignalExample[] {
  return [...intents]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(({ signal, examples }) => LANGUAGES.flatMap((language) => examples[language].map((text) => ({ text, signal: signal ?? null }))));
}

function parseExample({ text, signal }: Readonly<Record<string, unknown>>): SignalExample | string {
  if (typeof text !== 'string' || text.trim() === '') return '"text" is missing or empty.';
  const kind = KINDS.find((known) => known === signal);
  if (kind === undefined && signal !== null) return `"signal" must be null or one of ${KINDS.join(', ')}.`;
  // Twice, because they were written for telling signals apart; the catalogue's examples and how customers ask were not.
  return { text, signal: kind ?? null, times: 2 };
}
