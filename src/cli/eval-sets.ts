import path from 'node:path';
import { createClassifier } from '#intents/create-classifier.ts';
import { evaluateSets, parseSetRow } from '#intents/evaluate-sets.ts';
import type { SetReport, SetRow } from '#intents/evaluate-sets.ts';
import { readJsonl } from '#intents/read-jsonl.ts';
import { readProcessConfig } from '../config.ts';
import { loadContent } from '../load-content.ts';

/** Measures the catalogue's own classifier on `zh.jsonl` and `en.jsonl` of a folder. Progress goes to `say`. */
export async function measureSets(folder: string, say: (line: string) => void): Promise<SetReport> {
  const content = await loadContent(readProcessConfig());
  const files = await Promise.all(
    (['zh', 'en'] as const).map((language) => readJsonl<SetRow>(path.join(folder, `${language}.jsonl`), (row) => parseSetRow(row, language))),
  );
  const classifier = await createClassifier({
    intents: content.intents,
    personPhrases: content.personPhrases,
    products: content.products,
    onProgress: (share) => say(`Training: ${Math.round(share * 100)} %\n`),
  });
  return evaluateSets(files.flatMap(({ rows }) => rows), classifier);
}

/** The report as lines for people. */
export function describeSets(report: SetReport): string {
  const percent = (value: number) => (value * 100).toFixed(1);
  const line = (name: string, { share, low, high, of }: SetReport['all']) =>
    `${name.padEnd(28)}${share === undefined ? '–' : `${percent(share)} % [${percent(low)} – ${percent(high)}] of ${of}`}\n`;
  return [
    line('first guess right', report.all),
    line('in scope', report.inScope),
    line('out of scope refused', report.oosRecall),
    line('among the first three', report.firstThree),
    line('all of several found', report.severalFound),
    ...Object.entries(report.languages).map(([name, share]) => line(name, share)),
    ...Object.entries(report.kinds).map(([name, share]) => line(`kind ${name}`, share)),
    'most frequent mistakes\n',
    ...report.confusions.map(({ intent, takenFor, count }) => `  ${count} × ${intent} → ${takenFor}\n`),
  ].join('');
}
