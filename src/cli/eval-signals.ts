import { evaluateSignals, parseSignalRow } from '#intents/evaluate-signals.ts';
import { createClassifier } from '#intents/create-classifier.ts';
import { readJsonl } from '#intents/read-jsonl.ts';
import path from 'node:path';
import { readProcessConfig } from '../config.ts';
import { loadContent } from '../load-content.ts';
import type { Command } from './command.ts';
import { line, percent, runEvaluation, sayClasses, sayShare } from './eval-report.ts';
import { createProgress } from './progress.ts';

const USAGE = `baton eval signals --test FILE [--skip-bad-rows] [--json]

How well requests for a person, complaints, danger, law and leaving are heard, with your own intents and phrases.
Rows {"text": "…", "signals": ["complaint", …]}, one a line; [] for none; "kind" is measured too where rows have it.
  --skip-bad-rows  leave malformed rows out instead of stopping
  --json           one JSON object instead of a table
`;

/** `baton eval signals`. */
export const runEvalSignals: Command = (args, out) =>
  runEvaluation('signals', USAGE, args, out, async ({ test, train, bad }) => {
    if (train !== undefined) out.warn('--train is not used: signals are learnt from the intents and word lists.\n');
    const { rows, faults } = await readJsonl(test, parseSignalRow, bad);
    for (const fault of faults) out.warn(`Skipped: ${fault}\n`);
    const config = readProcessConfig();
    const { intents, personPhrases, products } = await loadContent(config);
    const classifier = await createClassifier({ intents, personPhrases, products, cacheFolder: path.join(config.DATA_DIR, 'models'), onProgress: createProgress('Learning the intents', out) });
    const report = await evaluateSignals(rows, classifier);
    const lines = [
      line('rows', String(report.rows.test)),
      line('exactly right', `${percent(report.accuracy)} [${percent(report.interval[0])} – ${percent(report.interval[1])}]`),
      line('macro F1', percent(report.macroF1)),
      ...sayClasses(report.classes),
      line('false alarms', sayShare(report.falseAlarms)),
      ...Object.entries(report.kinds).map(([kind, share]) => line(`kind ${kind}`, sayShare(share))),
      line('one message', `${report.msPerMessage.toFixed(3)} ms`),
    ];
    return { report, lines };
  });
