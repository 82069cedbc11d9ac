import { parseArgs } from 'node:util';
import { BatonError, toBatonError } from '#core/errors.ts';
import { createEmbedder } from '#intents/create-embedder.ts';
import { evaluateSimilarity } from '#intents/evaluate-similarity.ts';
import { readPairs } from '#intents/read-pairs.ts';
import { splitLabelled } from '#intents/tune-sources.ts';
import { tune } from '#intents/tune.ts';
import type { Command } from './command.ts';
import { createProgress } from './progress.ts';
import { tunedEmbedder } from './tune-kept.ts';

const USAGE = `baton eval similarity --pairs FILE [--adapt FILE] [--skip-bad-rows] [--json]

How well nearness of meaning follows your own judgement. Files are JSONL with rows {"s1": "…", "s2": "…", "label": 1 or 0},
or "score" with any number, more for more alike.
  --adapt FILE     tune on the pairs of this file first (nothing is kept); leave out rows that you measure with
  --skip-bad-rows  leave malformed rows out instead of stopping
  --json           one JSON object instead of a table
`;

/** `baton eval similarity`: prints rank correlation, area under the curve and time. Answers 0, 2 when an option or a file is wrong, 1 for anything else. */
export const runEvalSimilarity: Command = async (args, out) => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { pairs: { type: 'string' }, adapt: { type: 'string' }, 'skip-bad-rows': { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help === true) {
      out.write(USAGE);
      return 0;
    }
    if (values.pairs === undefined) throw new BatonError('invalid_input', 'baton eval similarity: --pairs FILE is missing. "--help" shows all options.');
    const bad = values['skip-bad-rows'] === true ? 'skip' : 'refuse';
    const { pairs, faults } = await readPairs(values.pairs, bad);
    const base = await createEmbedder();
    const adaptTo = values.adapt === undefined ? undefined : await readPairs(values.adapt, bad);
    for (const fault of [...faults, ...(adaptTo?.faults ?? [])]) out.warn(`Skipped: ${fault}\n`);
    const adapted = adaptTo && (await tune(base, splitLabelled(adaptTo.pairs), createProgress('Tuning', out)));
    const embedder = adapted ? tunedEmbedder(base, adapted, out) : base;
    const report = { ...(await evaluateSimilarity(embedder, pairs, createProgress('Comparing', out))), ...(adapted ? { tuning: adapted.report } : {}) };
    const lines = [
      ['pairs', String(report.rows)],
      ['Spearman × 100', (report.spearman * 100).toFixed(1)],
      ['area under the curve', report.auc?.toFixed(3) ?? '–'],
      ['one text', `${report.msPerText.toFixed(3)} ms`],
      ['model', report.model],
    ] as const;
    out.write(values.json === true ? `${JSON.stringify(report)}\n` : lines.map(([name, value]) => `${name.padEnd(24)}${value}\n`).join(''));
    return 0;
  } catch (thrown) {
    const isWrongOption = thrown instanceof TypeError && 'code' in thrown && String(thrown.code).startsWith('ERR_PARSE_ARGS');
    const error = toBatonError(thrown);
    out.warn(isWrongOption ? `${thrown.message}\n` : `${error.message}\n${error.details.map((detail) => `  ${detail}\n`).join('')}`);
    return error.code === 'internal' && !isWrongOption ? 1 : 2;
  }
};
