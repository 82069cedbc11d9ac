import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import { toArticle } from '#core/document-article.ts';
import { openStore } from '#store/open-store.ts';
import { createHashingEmbedder } from './hashing-embedder.ts';

// A process of its own that indexes the documents of a data folder until it is killed, and says a word for each step.
const [dataDir = '', cacheFolder = ''] = process.argv.slice(2);
const { store, documents } = await openStore({ dataDir, desks: [], onTrouble: () => undefined });
const articles = (await documents.list()).flatMap((document) => toArticle(document) ?? []);
await store.close();
const say = (word: string): void => void process.stdout.write(`${word}\n`);
say('opening');
const knowledge = await createKnowledgeBase({ articles, embedder: createHashingEmbedder(32), cacheFolder, onProgress: ({ done, total }) => say(`${done}/${total}`) });
say('open');
await knowledge.settle(true);
say('settled');
