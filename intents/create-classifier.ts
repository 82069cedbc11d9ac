import { fileURLToPath } from 'node:url';
import type { Intent } from '#core/intent.ts';
import { LANGUAGES } from '#core/language.ts';
import type { Language } from '#core/language.ts';
import type { Classifier } from '#core/ports/classifier.ts';
import type { IntentGuess, Understanding } from '#core/understanding.ts';
import { detectLanguage } from './detect-language.ts';
import { createTextEmbedder } from './embed-text.ts';
import type { TextEmbedder } from './embed-text.ts';
import { createEntityFinder } from './entities.ts';
import { explainIntent } from './explain.ts';
import { foldText } from './fold-text.ts';
import { DEFAULT_THRESHOLD, judge, toSample, trainIntentModel } from './intent-model.ts';
import type { IntentModel, Row } from './intent-model.ts';
import { loadLexicon } from './load-lexicon.ts';
import { hashRows, readModel, writeModel } from './model-cache.ts';
import { createExampleFinder } from './nearest-example.ts';
import { createPersonFinder } from './person-request.ts';
import type { Product } from './product-finder.ts';
import { createMoodReader } from './sentiment.ts';
import { createSignalFinder } from './signal-finder.ts';
import { gatherSignals, judgeUrgency } from './signals.ts';
import { loadWords } from './vectors/load-words.ts';

/** What a classifier is made from. */
export type ClassifierOptions = {
  readonly intents: readonly Intent[];
  /** Phrases that ask for a person; every one is recognised. */
  readonly personPhrases: readonly string[];
  /** Products that customers may name. */
  readonly products?: readonly Product[];
  /** Where the trained model is kept for the next start; nothing is kept without it. */
  readonly cacheFolder?: string;
  /** Hears the share of training that is done, in (0, 1]; not called when the model comes from the cache. */
  readonly onProgress?: (share: number) => void;
};

/** Guesses less sure than this are not worth naming. */
const WORTH_NAMING = 0.05;

/**
 * A classifier that learns from the catalogue's examples in seconds, or loads what it learnt from `cacheFolder`; a
 * damaged cache is trained anew. Throws `misconfigured` when the room's own word lists are broken and `unavailable` when
 * its word vectors are missing.
 */
export async function createClassifier(options: ClassifierOptions): Promise<Classifier> {
  const { intents, personPhrases, products = [], cacheFolder, onProgress } = options;
  const rows = toRows(intents);
  const [lexicon, words] = await Promise.all([loadLexicon(fileURLToPath(new URL('./lexicon', import.meta.url))), loadWords()]);
  const embed = createTextEmbedder(words);
  const model = await loadOrTrain(rows, embed, words.checksum, cacheFolder, onProgress);
  const findPerson = createPersonFinder(personPhrases);
  const findEntities = createEntityFinder(products);
  const findSignals = createSignalFinder(lexicon);
  const findExample = createExampleFinder(rows, model.examples, model.vocabulary.buckets.length);
  const readMood = createMoodReader(lexicon);
  const byId = new Map(intents.map((intent) => [intent.id, intent]));

  const understand = (text: string, fallback: Language): Understanding => {
    const folded = foldText(text);
    const sample = toSample(folded, model.vocabulary, embed);
    const guesses = rank(model, judge(model, sample));
    const isOutOfScope = (guesses[0]?.confidence ?? 0) < DEFAULT_THRESHOLD;
    const feeling = readMood(folded, text);
    const person = findPerson(text);
    const example = findExample(sample.sparse);
    const signals = gatherSignals({
      person,
      fixed: findSignals(folded),
      // One or two words are too little to guess from: "person", "insurance agent". They count where an example says just that.
      guesses: /^\W*[a-z']+(?: [a-z']+)?\W*$/.test(folded) && (example?.cosine ?? 0) < 0.95 ? [] : guesses,
      byId,
      explain: (id) => explainIntent(model, folded, id, 3),
    });
    const first = isOutOfScope ? undefined : guesses[0];
    const isPinyin = person !== undefined && /^z?(?:huan|hen|ren|wo|qing|bang|r?g)/.test(person);
    return {
      language: detectLanguage(folded, isPinyin ? 'zh' : fallback),
      intents: isOutOfScope ? [] : guesses,
      isOutOfScope,
      sentiment: feeling.sentiment,
      mood: feeling.mood,
      urgency: judgeUrgency({ feeling, signals, guess: first, intent: first && byId.get(first.id) }),
      signals,
      entities: findEntities(text),
      because: {
        words: first === undefined ? [] : explainIntent(model, folded, first.id),
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
  embed: TextEmbedder,
  vectors: string,
  folder: string | undefined,
  onProgress?: (share: number) => void,
): Promise<IntentModel> {
  if (folder === undefined) return trainIntentModel(rows, embed, onProgress);
  const contentHash = hashRows(rows, vectors);
  const cached = await readModel(folder, contentHash);
  if (cached !== undefined) return cached;
  const model = await trainIntentModel(rows, embed, onProgress);
  await writeModel(folder, contentHash, model);
  return model;
}

/** The five best intents that are worth naming. */
function rank(model: IntentModel, confidences: Float32Array): IntentGuess[] {
  return [...confidences]
    .map((confidence, at) => ({ id: model.intents[at] ?? '', confidence }))
    .filter(({ confidence }) => confidence >= WORTH_NAMING)
    .toSorted((a, b) => b.confidence - a.confidence)
    .slice(0, 5);
}
