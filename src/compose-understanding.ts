import path from 'node:path';
import type { Article } from '#core/article.ts';
import type { Intent } from '#core/intent.ts';
import { createMask, PERSONAL } from '#core/mask.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import type { TopicGuesser } from '#core/ports/topic-guesser.ts';
import { createToday } from '#core/today.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { openClassifier } from '#intents/open-classifier.ts';
import type { LivingClassifier } from '#intents/relearn.ts';
import { createTopicGuesser } from '#intents/topic-guesser.ts';
import { watchCatalog } from '#intents/watch-catalog.ts';
import { createKnowledgeBase, type LivingKnowledge } from '#knowledge/create-knowledge-base.ts';
import { topicPhrases } from '#knowledge/topic-phrases.ts';
import { composeEmbedder, type EmbedderConfig } from './compose-embedder.ts';
import type { Config } from './config.ts';
import type { Content } from './load-content.ts';

/** What a program says of its preparations, such as "Learning the intents: 50 %"; large indexes are still built while it serves. */
export type Say = (line: string) => void;

/** What understands messages and knows the answers. */
export type Understanding = {
  /** Learns on in the background when the catalogue or the corrections change. */
  readonly classifier: LivingClassifier;
  readonly knowledge: LivingKnowledge;
  readonly embedder: Embedder;
  /** Learned from how customers ask; absent where nobody has written that down. */
  readonly guessTopics: TopicGuesser | undefined;
};

/** How it is prepared. */
export type UnderstandingOptions = {
  readonly say: Say;
  readonly onTrouble: (error: unknown) => void;
  /** Hears the catalogue each time it is read. */
  readonly onCatalog?: (intents: readonly Intent[]) => void;
  /** Unix ms, for what is valid from a day. */
  readonly now?: () => number;
  /** Imported documents, which answer beside the article files. */
  readonly documents?: readonly Article[];
};

/** The understanding of messages and the knowledge base, from caches where they are good. Throws what its parts throw. */
export async function prepareUnderstanding(
  config: EmbedderConfig & Pick<Config, 'INTENTS_DIR'>,
  content: Content,
  { say, onTrouble, onCatalog = () => undefined, now = Date.now, documents = [] }: UnderstandingOptions,
): Promise<Understanding> {
  const percent = (name: string) => {
    let last = -1;
    return (share: number): void => {
      const quarter = Math.floor(share * 4);
      if (quarter > last) say(`${name}: ${quarter * 25} %`);
      // What is finished may be built anew later on, and is then told anew.
      last = quarter >= 4 ? -1 : Math.max(last, quarter);
    };
  };
  const learning = percent('Learning the intents');
  const indexing = percent('Indexing the articles');
  const readCatalog = await watchCatalog(path.join(config.INTENTS_DIR, 'catalog'), content.intents);
  const classifier = await openClassifier({
    async readIntents() {
      const intents = await readCatalog();
      onCatalog(intents);
      return intents;
    },
    personPhrases: content.personPhrases,
    products: content.products,
    dataFolder: config.DATA_DIR,
    onTrouble,
    clock: () => ({ now: Date.now(), timeZone: content.policy.timeZone }),
    onProgress: learning,
  });
  const embedder = await composeEmbedder(config, createMask(createEntityFinder(content.products), PERSONAL));
  const guessTopics = content.asked && (await createTopicGuesser({ phrases: topicPhrases(content.asked, content.articles), cacheFolder: path.join(config.DATA_DIR, 'models', 'topics'), onProgress: percent('Learning how customers ask') }));
  const knowledge = await createKnowledgeBase({
    articles: [...content.articles, ...documents],
    products: content.products,
    ...(content.synonyms ? { synonyms: content.synonyms } : {}),
    guessTopics,
    embedder,
    cacheFolder: path.join(config.DATA_DIR, 'index'),
    today: createToday(() => content.policy.timeZone, now),
    onProgress: ({ done, total }) => indexing(total === 0 ? 1 : done / total),
  });
  return { classifier, knowledge, embedder, guessTopics };
}
