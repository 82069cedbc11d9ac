import { fileURLToPath } from 'node:url';
import type { Intent } from '#core/intent.ts';
import { LANGUAGES } from '#core/language.ts';
import type { Language } from '#core/language.ts';
import type { Classifier } from '#core/ports/classifier.ts';
import type { Understanding } from '#core/understanding.ts';
import type { Clock } from './clock.ts';
import { applyCorrections } from './corrections.ts';
import type { Correction } from './corrections.ts';
import { detectLanguage } from './detect-language.ts';
import { createEntityFinder } from './entities.ts';
import { explainIntent } from './explain.ts';
import { foldText } from './fold-text.ts';
import { trainIntentModel } from './intent-model.ts';
import type { IntentModel, Row } from './intent-model.ts';
import { loadLexicon } from './load-lexicon.ts';
import { hashRows, readModel, writeModel } from './model-cache.ts';
import { createExampleFinder } from './nearest-example.ts';
import { openSignalHearer } from './open-signal-hearer.ts';
import { createPersonFinder } from './person-request.ts';
import { loadPolarity } from './polarity.ts';
import type { Product } from './product-finder.ts';
import { createIntentReader } from './read-intents.ts';
import type { ReadIntents } from './read-intents.ts';
import { createMeaningReader } from './read-meaning.ts';
import type { MeaningReader } from './read-meaning.ts';
import { createMoodReader } from './sentiment.ts';
import { createSignalFinder } from './signal-finder.ts';
import { gatherSignals, judgeUrgency } from './signals.ts';
import { isPinyin } from './tone.ts';

/** What a classifier is made from. */
export type ClassifierOptions = {
  readonly intents: readonly Intent[];
  /** Phrases that ask for a person; every one is recognised. */
  readonly personPhrases: readonly string[];
  /** Products that customers may name. */
  readonly products?: readonly Product[];
  /** Messages that colleagues have set right; each becomes an example. */
  readonly corrections?: readonly Correction[];
  /** Further rows to learn from, such as titles of articles. */
  readonly extraRows?: readonly Row[];
  /** Where the trained model is kept for the next start; nothing is kept without it. */
  readonly cacheFolder?: string;
  /** Tells when a message is read, so that relative dates can be resolved; they stay unresolved without it. */
  readonly clock?: () => Clock;
  /** Hears the share of training that is done, in (0, 1]; not called when the model comes from the cache. */
  readonly onProgress?: (share: number) => void;
};

/**
 * A classifier that learns from the catalogue's examples in seconds, or loads what it learnt from `cacheFolder`; a
 * damaged cache is trained anew. Throws `misconfigured` when the room's own word lists are broken and `unavailable` when
 * its word vectors are missing.
 */
export async function createClassifier(options: ClassifierOptions): Promise<Classifier> {
  const { intents, personPhrases, products = [], cacheFolder, clock, onProgress } = options;
  const rows = applyCorrections([...toRows(intents), ...(options.extraRows ?? [])], options.corrections ?? [], (text) => foldText(text).trim());
  const [lexicon, polarity, meaning] = await Promise.all([
    loadLexicon(fileURLToPath(new URL('./lexicon', import.meta.url))),
    loadPolarity(),
    createMeaningReader(),
  ]);
  const model = await loadOrTrain(rows, meaning, cacheFolder, onProgress);
  const hearSignals = await openSignalHearer(intents, meaning, cacheFolder);
  const findPerson = createPersonFinder(personPhrases);
  const findEntities = createEntityFinder(products);
  const findSignals = createSignalFinder(lexicon);
  const findExample = createExampleFinder(rows, model.examples, model.vocabulary.idf.length);
  const readMood = createMoodReader(lexicon, polarity);
  const byId = new Map(intents.map((intent) => [intent.id, intent]));
  const personIntent = intents.find(({ signal }) => signal === 'person')?.id;
  const readIntents = createIntentReader(model, meaning, (id) => byId.get(id)?.kind === 'talk');

  const understand = (text: string, fallback: Language): Understanding => {
    const folded = foldText(text);
    const person = findPerson(text);
    const { asked, sample, units, guesses, isOutOfScope, isAmbiguous, requests, unmatched } = withPerson(readIntents(folded), person === undefined ? undefined : personIntent);
    const fixed = findSignals(folded);
    const example = findExample(sample.sparse);
    // One or two words are too little to guess from: "person", "insurance agent". They count where an example says just that; numbers never do.
    const isTooShort = (/^[^\p{L}\p{N}]*[a-z']+(?: [a-z']+)?[^\p{L}\p{N}]*$/u.test(folded) && (example?.cosine ?? 0) < 0.95) || !/\p{L}/u.test(folded);
    const heard = isTooShort ? undefined : hearSignals?.(folded, { read: asked, meaning: sample.dense });
    // A bare subject ("会员") sounds like nothing, unless it is clear ("投诉").
    const isVague = heard !== undefined && heard.odds < CLEAR_ODDS && /^[^\p{L}\p{N}]*\p{Script=Han}{1,2}[^\p{L}\p{N}]*$/u.test(folded);
    const signals = gatherSignals({
      person,
      fixed,
      heard: isVague ? undefined : heard,
      guesses: isTooShort ? [] : guesses,
      byId,
      explain: (id) => explainIntent(model, asked, units, id, 3),
    });
    const feeling = readMood(folded, text, signals.map(({ kind }) => kind));
    const first = isOutOfScope ? undefined : guesses[0];
    return {
      language: detectLanguage(folded, person !== undefined && isPinyin(folded) ? 'zh' : fallback),
      intents: isOutOfScope ? [] : guesses,
      isOutOfScope,
      isAmbiguous,
      requests,
      ...(unmatched.length > 0 ? { unmatched } : {}),
      sentiment: feeling.sentiment,
      polarity: feeling.polarity,
      mood: feeling.mood,
      urgency: judgeUrgency({ feeling, signals, guess: first, intent: first && byId.get(first.id) }),
      signals,
      entities: findEntities(text, clock?.()),
      because: {
        words: first === undefined ? [] : explainIntent(model, asked, units, first.id),
        ...(example === undefined ? {} : { nearest: { text: example.text, intent: example.intent } }),
      },
    };
  };
  understand('退貨 warm up', 'zh');
  return { understand: async (text, fallback) => understand(text, fallback) };
}

/** The examples of a catalogue as rows for training, in a fixed order. */
export function toRows(intents: readonly Intent[]): Row[] {
  return [...intents]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(({ id, examples }) => LANGUAGES.flatMap((language) => examples[language].map((text) => ({ text, intent: id }))));
}

async function loadOrTrain(
  rows: readonly Row[],
  meaning: MeaningReader,
  folder: string | undefined,
  onProgress?: (share: number) => void,
): Promise<IntentModel> {
  if (folder === undefined) return trainIntentModel(rows, meaning, { onProgress });
  const contentHash = hashRows(rows, meaning.checksum);
  const cached = await readModel(folder, contentHash);
  if (cached !== undefined) return cached;
  const model = await trainIntentModel(rows, meaning, { onProgress });
  await writeModel(folder, contentHash, model);
  return model;
}

/** From these log-odds on one word or two of Chinese characters are a signal without any fixed word. */
const CLEAR_ODDS = 2;

/** How sure a fixed phrase for a person makes of the intent that means the same. */
const BY_PHRASE = 0.9;

/** What was read, with the intent of asking for a person where a fixed phrase of the message says so. */
function withPerson(read: ReadIntents, intent: string | undefined): ReadIntents {
  if (intent === undefined) return read;
  const heard = { id: intent, confidence: Math.max(BY_PHRASE, read.guesses.find(({ id }) => id === intent)?.confidence ?? 0) };
  const guesses = [...read.guesses.filter(({ id }) => id !== intent), heard].toSorted((a, b) => b.confidence - a.confidence).slice(0, 5);
  const requests = read.requests.some((request) => request.intent === intent)
    ? read.requests
    : [...read.requests.filter(({ confidence }) => confidence >= BY_PHRASE), { intent, confidence: heard.confidence, text: read.asked }];
  return { ...read, guesses, requests, isOutOfScope: false, isAmbiguous: false };
}
