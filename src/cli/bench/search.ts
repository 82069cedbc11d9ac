import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Embedder } from '#core/ports/embedder.ts';
import { createEmbedder } from '#intents/create-embedder.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import { measureImport } from './import-pauses.ts';
import { watchPauses } from './pauses.ts';
import { measureRecall } from './recall.ts';
import { findMissingTexts, readCorpus } from './search-corpus.ts';
import type { SearchCorpus } from './search-corpus.ts';
import { answerAll, askAll, changeMany, collect, timed } from './search-phases.ts';
import { percentile, round } from './statistics.ts';

const TARGET = { buildSeconds: 180, loadSeconds: 1, searchP95Ms: 20, answerP95Ms: 60, recallAt10: 0.95, changeMs: 1_000, longestPauseMs: 50 };
/** Articles that whole answers are timed over, and documents that are imported into a server. */
const [ANSWERED, IMPORTED] = [10_000, 1_000];

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/**
 * `npm run bench -- search [--data FOLDER] [--passages N] [--json]`: builds the knowledge base of many real texts, loads
 * it again, and asks; also changes while it serves, an import into a running server, how long questions were held up, and
 * the peak of memory.
 */
export async function benchSearch({ json, args }: { readonly json: boolean; readonly args: readonly string[] }): Promise<boolean> {
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const folder = option('--data') ?? process.env['BATON_DATA_SETS'];
  const missing = folder === undefined ? ['the folder of data sets'] : await findMissingTexts(folder);
  if (folder === undefined || missing.length > 0) {
    say(`Not measured, for want of ${missing.join(', ')}. Name the folder that holds the data: npm run bench -- search --data FOLDER`);
    return false;
  }
  const corpus = await readCorpus(folder, Number(option('--passages') ?? 100_000), 500);
  const cacheFolder = await mkdtemp(path.join(tmpdir(), 'baton-search-'));
  try {
    const embedder = await createEmbedder();
    const buildMs = await build(corpus, embedder, cacheFolder);
    collect();
    const served = await serve(corpus, embedder, cacheFolder);
    collect();
    say('Comparing with exact search …');
    const recall = await measureRecall(embedder, corpus, cacheFolder);
    collect();
    say(`Answering from ${ANSWERED} articles …`);
    const answered = await answerAll(corpus, ANSWERED, embedder);
    say(`Importing ${IMPORTED} documents into a running server …`);
    const imported = await measureImport(corpus, IMPORTED);
    const { changed } = served;
    const result = {
      ...served.status,
      buildSeconds: round(buildMs / 1000),
      loadSeconds: round(served.loadMs / 1000, 2),
      searchP50Ms: round(percentile(served.asked, 0.5)),
      searchP95Ms: round(percentile(served.asked, 0.95)),
      answerArticles: Math.min(ANSWERED, corpus.articles.length),
      answerP50Ms: round(percentile(answered, 0.5)),
      answerP95Ms: round(percentile(answered, 0.95)),
      recallAt10: round(recall, 3),
      changeMs: round(changed.ms),
      settleSeconds: round(changed.settleSeconds),
      longestPauseMs: round(Math.max(changed.changing.ms, changed.settling.ms, imported.longestPauseMs)),
      pauses: {
        changing: { ms: round(changed.changing.ms), computedMs: round(changed.changing.computedMs) },
        settling: { ms: round(changed.settling.ms), computedMs: round(changed.settling.computedMs) },
        importing: { ms: round(imported.longestPauseMs) },
      },
      imported: { documents: imported.documents, seconds: round(imported.seconds), residentMb: round(imported.residentMb) },
      peakMb: round(process.resourceUsage().maxRSS / 1024),
      target: TARGET,
    };
    const isMet =
      result.buildSeconds <= TARGET.buildSeconds && result.loadSeconds < TARGET.loadSeconds && result.searchP95Ms < TARGET.searchP95Ms && result.answerP95Ms < TARGET.answerP95Ms && result.recallAt10 >= TARGET.recallAt10 && result.changeMs < TARGET.changeMs && result.longestPauseMs <= TARGET.longestPauseMs;
    process.stdout.write(json ? `${JSON.stringify({ ...result, isMet })}\n` : describe(result));
    return isMet;
  } finally {
    await rm(cacheFolder, { recursive: true, force: true });
  }
}

type Result = Awaited<ReturnType<typeof serve>>['status'] & Record<'buildSeconds' | 'loadSeconds' | 'searchP50Ms' | 'searchP95Ms' | 'answerArticles' | 'answerP50Ms' | 'answerP95Ms' | 'recallAt10' | 'changeMs' | 'settleSeconds' | 'longestPauseMs' | 'peakMb', number> & {
  readonly pauses: { readonly changing: { readonly ms: number; readonly computedMs: number }; readonly settling: { readonly ms: number; readonly computedMs: number }; readonly importing: { readonly ms: number } };
  readonly imported: { readonly documents: number; readonly seconds: number; readonly residentMb: number };
};

function describe(result: Result): string {
  const { pauses, imported } = result;
  return `passages       ${result.passages} (${result.search})
building       ${result.buildSeconds} s (target ≤ ${TARGET.buildSeconds})
loading        ${result.loadSeconds} s (target < ${TARGET.loadSeconds})
search         p50 ${result.searchP50Ms} ms, p95 ${result.searchP95Ms} ms (target p95 < ${TARGET.searchP95Ms})
whole answer   p50 ${result.answerP50Ms} ms, p95 ${result.answerP95Ms} ms at ${result.answerArticles} articles (target p95 < ${TARGET.answerP95Ms})
recall at 10   ${result.recallAt10} of exact search (target ≥ ${TARGET.recallAt10})
a change       found after ${result.changeMs} ms (target < ${TARGET.changeMs})
longest pause  ${result.longestPauseMs} ms (target ≤ ${TARGET.longestPauseMs})
  changing     ${pauses.changing.ms} ms, ${pauses.changing.computedMs} ms of it computing, while 400 articles come
  in order     ${pauses.settling.ms} ms, ${pauses.settling.computedMs} ms of it computing, in the ${result.settleSeconds} s of building the indexes anew
  importing    ${pauses.importing.ms} ms of a server, while ${imported.documents} documents come from another process in ${imported.seconds} s; it holds ${imported.residentMb} MB then
memory         ${result.peakMb} MB at the peak
`;
}

/** Builds everything, ms. */
async function build({ articles }: SearchCorpus, embedder: Embedder, cacheFolder: string): Promise<number> {
  say(`Building the indexes of ${articles.length} texts …`);
  let told = 0;
  const onProgress = ({ done, total }: { done: number; total: number }): void => {
    const tenth = Math.floor((10 * done) / total);
    if (tenth > told) say(`  built ${tenth * 10} %`);
    told = Math.max(told, tenth);
  };
  return (await timed(async () => (await createKnowledgeBase({ articles, embedder, cacheFolder, onProgress })).settle())).ms;
}

/** Loads everything, asks, and changes it. */
async function serve({ articles, questions }: SearchCorpus, embedder: Embedder, cacheFolder: string) {
  say('Loading them again …');
  const { value: knowledge, ms: loadMs } = await watchPauses(() => createKnowledgeBase({ articles, embedder, cacheFolder }));
  const status = knowledge.status();
  say('Asking …');
  const asked = await askAll(knowledge, questions);
  say('Changing …');
  return { status, loadMs, asked, changed: await changeMany(knowledge, articles) };
}
