import path from 'node:path';
import type { Embedder } from '#core/ports/embedder.ts';
import { buildHnswIndex } from '#knowledge/hnsw-index.ts';
import { loadHnsw } from '#knowledge/hnsw-library.ts';
import { embedTexts } from '#knowledge/vector-cache.ts';
import { createExactIndex } from '#knowledge/vector-index.ts';
import type { SearchCorpus } from './search-corpus.ts';

/** Questions are compared on so many texts at most: exact search has to look at each. */
const ASKED = 200;

/** The share of the ten nearest by exact search that the graph finds, over the Chinese texts; 1 where exact search serves. */
export async function measureRecall(embedder: Embedder, { articles, questions }: SearchCorpus, cacheFolder: string): Promise<number> {
  const loaded = await loadHnsw();
  if (!('library' in loaded)) return 1;
  const texts = articles.filter(({ language }) => language === 'zh').map(({ title, body }) => [title, body].join('\n'));
  const vectors = await embedTexts(texts, embedder, path.join(cacheFolder, 'recall.vectors'));
  const graph = await buildHnswIndex(loaded.library, vectors, { embedder, texts: 'recall' }, undefined);
  const exact = createExactIndex(vectors);
  const asked = await embedder.embed(questions.filter(({ language }) => language === 'zh').slice(0, ASKED).map(({ text }) => text));
  let [found, wanted] = [0, 0];
  for (const query of asked) {
    const nearest = exact.search(query, 10);
    // Texts that say the same have the same cosine: any of them is as good.
    const least = (nearest.at(-1)?.cosine ?? 0) - 1e-5;
    found += graph.search(query, 10).filter(({ cosine }) => cosine >= least).length;
    wanted += nearest.length;
  }
  return found / Math.max(1, wanted);
}
