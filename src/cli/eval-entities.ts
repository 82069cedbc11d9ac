import { createEntityFinder } from '#intents/entities.ts';
import { evaluateEntities, parseEntityRow } from '#intents/evaluate-entities.ts';
import { readJsonl } from '#intents/read-jsonl.ts';
import { readProcessConfig } from '../config.ts';
import { loadContent } from '../load-content.ts';
import type { Command } from './command.ts';
import { line, percent, runEvaluation, sayClasses } from './eval-report.ts';

const USAGE = `baton eval entities --test FILE [--skip-bad-rows] [--json]

How well facts are found, with your own products. Rows {"text": "…", "entities": [{"kind": "phone", "text": "…"}]}, one a
line; [] for none. A fact is right when its kind and its words are. Only kinds that the file has are counted.
  --skip-bad-rows  leave malformed rows out instead of stopping
  --json           one JSON object instead of a table
`;

/** `baton eval entities`. */
export const runEvalEntities: Command = (args, out) =>
  runEvaluation('entities', USAGE, args, out, async ({ test, train, bad }) => {
    if (train !== undefined) out.warn('--train is not used: facts are found by rules.\n');
    const { rows, faults } = await readJsonl(test, parseEntityRow, bad);
    for (const fault of faults) out.warn(`Skipped: ${fault}\n`);
    const { products } = await loadContent(readProcessConfig());
    const report = evaluateEntities(rows, createEntityFinder(products));
    const lines = [
      line('rows', String(report.rows.test)),
      line('rows without a fault', `${percent(report.accuracy)} [${percent(report.interval[0])} – ${percent(report.interval[1])}]`),
      line('macro F1', percent(report.macroF1)),
      ...sayClasses(report.classes),
      line('one message', `${report.msPerMessage.toFixed(3)} ms`),
    ];
    return { report, lines };
  });
