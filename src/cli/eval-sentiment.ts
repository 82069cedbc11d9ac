import { evaluateSentiment, parseSentimentRow } from '#intents/evaluate-sentiment.ts';
import { readJsonl } from '#intents/read-jsonl.ts';
import type { Command } from './command.ts';
import { line, percent, runEvaluation, sayClasses, sayShare } from './eval-report.ts';
import { createProgress } from './progress.ts';

const USAGE = `baton eval sentiment --test FILE [--train FILE] [--skip-bad-rows] [--json]

How well praise and blame are told apart. Rows {"text": "…", "label": "positive", "negative", "neutral", 1 or 0}, one a
line; "mood" and "kind" are measured too where rows have them.
  --train FILE     learn the weights from these rows instead of using those that come with Baton ("cat" may name what a row is about)
  --skip-bad-rows  leave malformed rows out instead of stopping
  --json           one JSON object instead of a table
`;

/** `baton eval sentiment`. */
export const runEvalSentiment: Command = (args, out) =>
  runEvaluation('sentiment', USAGE, args, out, async ({ test, train, bad }) => {
    const [testRows, trainRows] = await Promise.all([readJsonl(test, parseSentimentRow, bad), train === undefined ? { rows: [], faults: [] } : readJsonl(train, parseSentimentRow, bad)]);
    for (const fault of [...testRows.faults, ...trainRows.faults]) out.warn(`Skipped: ${fault}\n`);
    const report = await evaluateSentiment(testRows.rows, trainRows.rows, createProgress('Training', out));
    const lines = [
      line('rows trained on / tested with', `${report.rows.train === 0 ? 'shipped weights' : report.rows.train} / ${report.rows.test}`),
      line('accuracy', `${percent(report.accuracy)} [${percent(report.interval[0])} – ${percent(report.interval[1])}]`),
      line('macro F1', percent(report.macroF1)),
      ...sayClasses(report.classes),
      ...(report.moods === undefined ? [] : [line('mood: accuracy', sayShare(report.moods.accuracy)), line('mood: macro F1', percent(report.moods.macroF1)), ...sayClasses(report.moods.classes)]),
      ...Object.entries(report.kinds).map(([kind, share]) => line(`kind ${kind}`, sayShare(share))),
      ...(report.rows.train === 0 ? [] : [line('training', `${report.trainSeconds.toFixed(1)} s`)]),
      line('one message', `${report.msPerMessage.toFixed(3)} ms`),
    ];
    return { report, lines };
  });
