import type { AskedPhrases, TopicGuess, TopicGuesser } from '#core/ports/topic-guesser.ts';
import { trainIntentModel, judgeAll, readText, toSample } from './intent-model.ts';
import type { IntentModel, Row } from './intent-model.ts';
import { hashRows, readModel, writeModel } from './model-cache.ts';
import { packExamples } from './nearest-example.ts';
import { createMeaningReader } from './read-meaning.ts';
import type { MeaningReader } from './read-meaning.ts';

/** What topics are learned from. */
export type TopicGuesserOptions = {
  /** Texts by article: how customers ask for it, and its own title and headings. */
  readonly phrases: AskedPhrases;
  /** Where what was learned is kept for the next start; nothing is kept without it. */
  readonly cacheFolder?: string | undefined;
  /** Hears the share of learning that is done, in (0, 1]; not called when the model comes from the cache. */
  readonly onProgress?: (share: number) => void;
};

/** The class of what no article answers; no article id has a space. */
const ELSEWHERE = 'no article';
/** Hidden units of each part: twice as many learnt other people's questions no better and take twice the space; two thirds lose a hundredth. */
const WIDTH = 96;
/** Words and pairs in fewer phrases tell nothing of other people's questions: leaving them out halves the file. */
const FEWEST_PHRASES = 3;
/** So few phrases are all needed. */
const FEW = 5_000;

/**
 * Learns from phrases which article a question is about, with the network that the intents have, or loads what was
 * learned from `cacheFolder`. Throws `unavailable` when the room's word vectors are missing.
 */
export async function createTopicGuesser({ phrases, cacheFolder, onProgress }: TopicGuesserOptions): Promise<TopicGuesser> {
  const rows = [
    ...[...phrases.articles].flatMap(([intent, texts]) => texts.map((text): Row => ({ text, intent }))),
    ...phrases.elsewhere.map((text): Row => ({ text, intent: ELSEWHERE })),
  ];
  const meaning = await createMeaningReader();
  const learn = async (): Promise<IntentModel> => ({ ...(await trainIntentModel(rows, meaning, { onProgress, width: WIDTH, fewestTexts: rows.length < FEW ? 1 : FEWEST_PHRASES })), examples: packExamples([]) });
  const contentHash = hashRows(rows, meaning.checksum);
  if (cacheFolder === undefined) return guesserOf(await learn(), meaning);
  const readKept = () => readModel(cacheFolder, contentHash, { staysOnDisk: true });
  const kept = await readKept();
  if (kept) return guesserOf(kept, meaning);
  const learned = await learn();
  await writeModel(cacheFolder, contentHash, learned);
  return guesserOf((await readKept()) ?? learned, meaning);
}

/** A function of its own, so that what was learned from can go. */
function guesserOf(model: IntentModel, meaning: MeaningReader): TopicGuesser {
  return (question): TopicGuess => {
    const chances = judgeAll(model, toSample(readText(question), model.vocabulary, meaning));
    const articles = new Map(model.intents.map((id, at) => [id, chances[at]!]));
    const elsewhere = articles.get(ELSEWHERE) ?? 0;
    articles.delete(ELSEWHERE);
    return { articles, elsewhere };
  };
}
