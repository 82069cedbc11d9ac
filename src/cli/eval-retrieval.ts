import { parseArgs } from 'node:util';
import { BatonError } from '#core/errors.ts';
import { createMask, PERSONAL } from '#core/mask.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { createKnowledgeBase } from '#knowledge/create-knowledge-base.ts';
import { evaluateRetrieval } from '#knowledge/evaluate-retrieval.ts';
import type { RetrievalFigures } from '#knowledge/evaluate-retrieval.ts';
import { composeEmbedder } from '../compose-embedder.ts';
import { readProcessConfig } from '../config.ts';
import type { Command } from './command.ts';
import { runReport } from './eval-options.ts';
import { createProgress } from './progress.ts';
import { readCorpus, readQueries } from './retrieval-rows.ts';

const USAGE = `baton eval retrieval --articles FILE|FOLDER --queries FILE [--skip-bad-rows] [--json]

How well the search finds on articles of your own, beside plain BM25 (MiniSearch) over the same words.
  --articles FILE|FOLDER  JSONL with rows {"id": "…", "question" or "title": "…", "text": "…"}, one of the three at least;
                          or a folder of Markdown files, whose names are the ids
  --queries FILE          JSONL with rows {"query": "…", "answer_id": "…"}
  --skip-bad-rows         leave malformed rows out instead of stopping
  --json                  one JSON object instead of a table
`;

/** `baton eval retrieval`. */
export const runEvalRetrieval: Command = (args, out) =>
  runReport('retrieval', USAGE, out, async () => {
    const { values } = parseArgs({
      args: [...args],
      options: { articles: { type: 'string' }, queries: { type: 'string' }, 'skip-bad-rows': { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help === true) return 'help';
    if (values.articles === undefined) throw new BatonError('invalid_input', 'baton eval retrieval: --articles FILE or FOLDER is missing. "--help" shows all options.');
    if (values.queries === undefined) throw new BatonError('invalid_input', 'baton eval retrieval: --queries FILE is missing. "--help" shows all options.');
    const bad = values['skip-bad-rows'] === true ? 'skip' : 'refuse';
    const articles = await readCorpus(values.articles, bad);
    const queries = await readQueries(values.queries, articles.rows, bad);
    for (const fault of [...articles.faults, ...queries.faults]) out.warn(`Skipped: ${fault}\n`);
    const indexing = createProgress('Indexing', out);
    const base = await createKnowledgeBase({
      articles: articles.rows,
      embedder: await composeEmbedder(readProcessConfig(), createMask(createEntityFinder([]), PERSONAL)),
      onProgress: ({ done, total }) => indexing(total === 0 ? 1 : done / total),
    });
    const report = await evaluateRetrieval(base, articles.rows, queries.rows, createProgress('Asking', out));
    return { report, lines: describe(report.articles, report.queries, report, report.bm25), isJson: values.json === true };
  });

function describe(articles: number, queries: number, ours: RetrievalFigures, bm25: RetrievalFigures): string[] {
  const row = (name: string, of: (figures: RetrievalFigures) => number, digits: number) =>
    `${name.padEnd(24)}${of(ours).toFixed(digits).padStart(10)}${of(bm25).toFixed(digits).padStart(10)}`;
  return [
    `${articles} articles, ${queries} questions`,
    `${''.padEnd(24)}${'Baton'.padStart(10)}${'BM25'.padStart(10)}`,
    row('first', ({ recallAt1 }) => recallAt1, 3),
    row('among the first three', ({ recallAt3 }) => recallAt3, 3),
    row('among the first ten', ({ recallAt10 }) => recallAt10, 3),
    row('MRR', ({ mrr }) => mrr, 3),
    row('ms a question', ({ msPerQuery }) => msPerQuery, 2),
  ];
}
