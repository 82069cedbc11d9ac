import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Article } from '#core/article.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import { createClassifier } from '#intents/create-classifier.ts';
import { loadCatalog } from '#intents/load-catalog.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import type { LivingKnowledge } from '#knowledge/create-knowledge-base.ts';
import { type Pause, watchPauses } from './pauses.ts';
import type { SearchCorpus } from './search-corpus.ts';

/** Does some work and answers with it and how long it took, ms. */
export async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number }> {
  const started = performance.now();
  const value = await work();
  return { value, ms: performance.now() - started };
}

/** How long each question was searched for, ms. */
export async function askAll(knowledge: LivingKnowledge, questions: SearchCorpus['questions']): Promise<number[]> {
  const times: number[] = [];
  for (const question of questions) times.push((await timed(() => knowledge.search({ ...question, audience: 'customer' }))).ms);
  return times;
}

/** The time of each whole answer without a model, ms: understanding, search, and the words of the answer, over so many articles. */
export async function answerAll({ articles, questions }: SearchCorpus, count: number, embedder: Embedder): Promise<number[]> {
  const knowledge = await createKnowledgeBase({ articles: articles.slice(0, count), embedder });
  const project = path.join(import.meta.dirname, '..', '..', '..');
  const classifier = await createClassifier({ intents: await loadCatalog(path.join(project, 'intents', 'catalog')), personPhrases: [] });
  const times: number[] = [];
  for (const { text, language } of questions) {
    const { ms } = await timed(async () => {
      await classifier.understand(text, language);
      const query = { text, language, audience: 'customer' } as const;
      knowledge.compose(query, (await knowledge.search(query)).passages);
    });
    times.push(ms);
  }
  return times;
}

/** A new article, from being given until a question finds it, ms; and the longest pauses while 400 more are taken in and the indexes are set in order. */
export type Changes = { readonly ms: number; readonly changing: Pause; readonly settling: Pause; readonly settleSeconds: number };

/** Changes a knowledge base while it serves. Throws when a new article is not found. */
export async function changeMany(knowledge: LivingKnowledge, [model]: readonly Article[]): Promise<Changes> {
  if (model === undefined) throw new Error('there are no articles');
  const { ms } = await timed(async () => {
    await knowledge.change({ put: [{ ...model, id: 'fresh', language: 'en', title: 'Quillwort harvest', body: 'The quillwort harvest begins in October.' }] });
    const { passages } = await knowledge.search({ text: 'When does the quillwort harvest begin?', language: 'en', audience: 'customer' });
    if (passages[0]?.articleId !== 'fresh') throw new Error('the new article is not found');
  });
  const many = Array.from({ length: 400 }, (_, at): Article => ({ ...model, id: `many-${at}`, body: `${model.body} ${at}` }));
  const { pause: changing } = await watchPauses(async () => {
    for (let from = 0; from < many.length; from += 50) await knowledge.change({ put: many.slice(from, from + 50) });
  });
  const settled = await watchPauses(() => knowledge.settle(true));
  return { ms, changing, settling: settled.pause, settleSeconds: settled.ms / 1000 };
}

/** Gives back what nobody uses any more: a graph outside the heap weighs nothing for the collector. */
export function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  if (typeof gc === 'function') gc();
}
