import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Article } from '#core/article.ts';
import { createClassifier } from '#intents/create-classifier.ts';
import { createEmbedder } from '#intents/create-embedder.ts';
import { loadCatalog } from '#intents/load-catalog.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import type { LivingKnowledge } from '#knowledge/create-knowledge-base.ts';
import { measureRecall } from './recall.ts';
import { findMissingTexts, readCorpus } from './search-corpus.ts';
import type { SearchCorpus } from './search-corpus.ts';
import { percentile, round } from './statistics.ts';

const TARGET = { buildSeconds: 180, loadSeconds: 1, searchP95Ms: 20, answerP95Ms: 60, recallAt10: 0.95, changeMs: 1_000, longestPauseMs: 50 };

/**
 * `npm run bench -- search [--data FOLDER] [--passages N] [--json]`: builds the knowledge base of many real texts, loads
 * it again, and asks; also a change while it serves, how long questions were held up, and the peak of memory.
 */
export async function benchSearch({ json, args }: { readonly json: boolean; readonly args: readonly string[] }): Promise<boolean> {
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const folder = option('--data') ?? process.env['BATON_DATA_SETS'];
  const missing = folder === undefined ? ['the folder of data sets'] : await findMissingTexts(folder);
  if (folder === undefined || missing.length > 0) {
    process.stderr.write(`Not measured, for want of ${missing.join(', ')}. Name the folder that holds the data: npm run bench -- search --data FOLDER\n`);
    return false;
  }
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const corpus = await readCorpus(folder, Number(option('--passages') ?? 100_000), 500);
  const cacheFolder = await mkdtemp(path.join(tmpdir(), 'baton-search-'));
  try {
    const embedder = await createEmbedder();
    say(`Building the indexes of ${corpus.articles.length} texts …`);
    let told = 0;
    const onProgress = ({ done, total }: { done: number; total: number }): void => {
      const tenth = Math.floor((10 * done) / total);
      if (tenth > told) say(`  embedded ${tenth * 10} %`);
      told = Math.max(told, tenth);
    };
    const building = await timed(() => createKnowledgeBase({ articles: corpus.articles, embedder, cacheFolder, onProgress }));
    say('Loading them again …');
    const loading = await timed(() => createKnowledgeBase({ articles: corpus.articles, embedder, cacheFolder }));
    say('Asking …');
    const asked = await ask(loading.value, corpus.questions);
    const answered = await answer(loading.value, corpus.questions);
    const changed = await change(loading.value, corpus.articles);
    say('Comparing with exact search …');
    const recall = await measureRecall(embedder, corpus, cacheFolder);
    const { passages, search } = loading.value.status();
    const result = {
      passages,
      search,
      buildSeconds: round(building.ms / 1000),
      loadSeconds: round(loading.ms / 1000),
      searchP50Ms: round(percentile(asked, 0.5)),
      searchP95Ms: round(percentile(asked, 0.95)),
      answerP95Ms: round(percentile(answered, 0.95)),
      recallAt10: round(recall, 3),
      changeMs: round(changed.ms),
      longestPauseWhileChangingMs: round(changed.pauseMs),
      peakMb: round(process.resourceUsage().maxRSS / 1024),
      target: TARGET,
    };
    const isMet =
      result.buildSeconds <= TARGET.buildSeconds && result.loadSeconds < TARGET.loadSeconds && result.searchP95Ms < TARGET.searchP95Ms && result.answerP95Ms < TARGET.answerP95Ms && result.recallAt10 >= TARGET.recallAt10 && result.changeMs < TARGET.changeMs && result.longestPauseWhileChangingMs < TARGET.longestPauseMs;
    if (json) process.stdout.write(`${JSON.stringify({ ...result, isMet })}\n`);
    else {
      process.stdout.write(`passages       ${passages} (${search})\n`);
      process.stdout.write(`building       ${result.buildSeconds} s (target ≤ ${TARGET.buildSeconds})\n`);
      process.stdout.write(`loading        ${result.loadSeconds} s (target < ${TARGET.loadSeconds})\n`);
      process.stdout.write(`search         p50 ${result.searchP50Ms} ms, p95 ${result.searchP95Ms} ms (target p95 < ${TARGET.searchP95Ms})\n`);
      process.stdout.write(`whole answer   p95 ${result.answerP95Ms} ms (target < ${TARGET.answerP95Ms})\n`);
      process.stdout.write(`recall at 10   ${result.recallAt10} of exact search (target ≥ ${TARGET.recallAt10})\n`);
      process.stdout.write(`a change       found after ${result.changeMs} ms, questions held up ${result.longestPauseWhileChangingMs} ms at most\n`);
      process.stdout.write(`memory         ${result.peakMb} MB at the peak\n`);
    }
    return isMet;
  } finally {
    await rm(cacheFolder, { recursive: true, force: true });
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number }> {
  const started = performance.now();
  const value = await work();
  return { value, ms: performance.now() - started };
}

async function ask(knowledge: LivingKnowledge, questions: SearchCorpus['questions']): Promise<number[]> {
  const times: number[] = [];
  for (const question of questions) times.push((await timed(() => knowledge.search({ ...question, audience: 'customer' }))).ms);
  return times;
}

/** A new article, from being given until a question finds it; and the longest pause while 400 more are taken in. */
async function change(knowledge: LivingKnowledge, [model]: readonly Article[]): Promise<{ readonly ms: number; readonly pauseMs: number }> {
  if (model === undefined) return { ms: Number.NaN, pauseMs: Number.NaN };
  const { ms } = await timed(async () => {
    await knowledge.change({ put: [{ ...model, id: 'fresh', language: 'en', title: 'Quillwort harvest', body: 'The quillwort harvest begins in October.' }] });
    const { passages } = await knowledge.search({ text: 'When does the quillwort harvest begin?', language: 'en', audience: 'customer' });
    if (passages[0]?.articleId !== 'fresh') throw new Error('the new article is not found');
  });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const many = Array.from({ length: 400 }, (_, at): Article => ({ ...model, id: `many-${at}`, body: `${model.body} ${at}` }));
  for (let from = 0; from < many.length; from += 50) await knowledge.change({ put: many.slice(from, from + 50) });
  delay.disable();
  return { ms, pauseMs: delay.max / 1e6 };
}

/** The time of a whole answer: understanding, search, and the words of the answer. */
async function answer(knowledge: LivingKnowledge, questions: SearchCorpus['questions']): Promise<number[]> {
  const project = path.join(import.meta.dirname, '..', '..', '..');
  const intents = await loadCatalog(path.join(project, 'intents', 'catalog'));
  const classifier = await createClassifier({ intents, personPhrases: [] });
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
