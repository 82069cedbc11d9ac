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
const CACHE_FILE = 'signal-model.bin';
const KINDS: readonly SignalKind[] = ['complaint', 'danger', 'law', 'leaving', 'person'];

let latest: { readonly hash: string; readonly model: Promise<IntentModel> } | undefined;

/**
 * A hearer of signals that learns from `signal-examples.jsonl` and from the catalogue in seconds, or loads what it learnt
 * from `cacheFolder`. Nothing is heard where the catalogue has no intent of kind `signal`. Throws `invalid_input` when
 * the examples are broken.
 */
export async function openSignalHearer(intents: readonly Intent[], meaning: MeaningReader, cacheFolder: string | undefined): Promise<SignalHearer | undefined> {
  if (!intents.some(({ signal }) => signal !== undefined)) return undefined;
  const { rows } = await readJsonl(EXAMPLES, parseExample);
  const examples = [...rows, ...ofCatalog(intents)];
  const hash = hashRows(examples.map(({ text, signal }) => ({ text, intent: signal ?? '' })), meaning.checksum);
  const stored = cacheFolder === undefined ? undefined : await readModel(cacheFolder, hash, CACHE_FILE);
  if (stored !== undefined) return createSignalHearer(stored, meaning);
  if (latest?.hash !== hash) latest = { hash, model: trainSignalModel(examples, meaning) };
  const model = await latest.model;
  if (cacheFolder !== undefined) await writeModel(cacheFolder, hash, model, CACHE_FILE);
  return createSignalHearer(model, meaning);
}

/** The catalogue's signals, and every second of its ordinary examples: they are told apart with less. */
function ofCatalog(intents: readonly Intent[]): SignalExample[] {
  const all = [...intents]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(({ signal, examples }) => LANGUAGES.flatMap((language) => examples[language].map((text) => ({ text, signal: signal ?? null }))));
  return [...all.filter(({ signal }) => signal !== null), ...all.filter(({ signal }) => signal === null)];
}

function parseExample({ text, signal }: Readonly<Record<string, unknown>>): SignalExample | string {
  if (typeof text !== 'string' || text.trim() === '') return '"text" is missing or empty.';
  const kind = KINDS.find((known) => known === signal);
  if (kind === undefined && signal !== null) return `"signal" must be null or one of ${KINDS.join(', ')}.`;
  // They were written for telling signals apart; the catalogue's examples were not.
  return { text, signal: kind ?? null, times: 2 };
}
