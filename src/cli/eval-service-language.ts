import path from 'node:path';
import { parseArgs } from 'node:util';
import { BatonError } from '#core/errors.ts';
import { createLanguageCheck } from '#core/service-language/check.ts';
import { OWN_RULES } from '#core/service-language/rules.ts';
import { simplify } from '#intents/fold-text.ts';
import { readJsonl } from '#intents/read-jsonl.ts';
import { readProcessConfig } from '../config.ts';
import { readPolicy } from '../policy-file.ts';
import type { Command } from './command.ts';
import { runReport } from './eval-options.ts';
import { line, sayClasses, sayShare } from './eval-report.ts';
import { type ServiceLanguageOutcome, type ServiceLanguageReport, serviceLanguageReportOf } from './service-language-figures.ts';
import { createRowReader } from './service-language-rows.ts';

const USAGE = `baton eval service-language [--rows FILE] [--misses] [--skip-bad-rows] [--json]

How well faults in replies of agents are found, with your own service-language.yaml.
Rows are JSONL: {"id": "…", "language": "zh" or "en", "text": "…", "faults": ["rule-as-reason", …] or [] where it is sound},
and where they matter "isFirstReply": true, "reason": "complaint", "mood": "angry", "sentiment": -0.8, "said": ["…"].
  --rows FILE       the rows; test/core/sets/service-language.jsonl when left out
  --misses          name every reply that was judged wrongly, too
  --skip-bad-rows   leave malformed rows out instead of stopping
  --json            one JSON object instead of a table
`;

const DEFAULT_ROWS = 'test/core/sets/service-language.jsonl';

/** `baton eval service-language`. */
export const runEvalServiceLanguage: Command = (args, out) =>
  runReport('service-language', USAGE, out, async () => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        rows: { type: 'string', default: DEFAULT_ROWS },
        misses: { type: 'boolean' },
        'skip-bad-rows': { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return 'help';
    const { INTENTS_DIR } = readProcessConfig();
    const { serviceLanguage } = await readPolicy(path.join(INTENTS_DIR, 'policy.yaml'));
    if (!serviceLanguage) throw new BatonError('not_found', `There is no service-language.yaml in ${INTENTS_DIR}. Check INTENTS_DIR.`);
    const parse = createRowReader(new Set([...OWN_RULES, ...serviceLanguage.never.map(({ id }) => id)]));
    const { rows, faults } = await readJsonl(values.rows, parse, values['skip-bad-rows'] === true ? 'skip' : 'refuse');
    for (const fault of faults) out.warn(`Skipped: ${fault}\n`);
    const { check } = createLanguageCheck(serviceLanguage, simplify);
    const outcomes = rows.map((row): ServiceLanguageOutcome => ({ row, found: [...new Set(check(row.text, row.situation).map(({ rule }) => rule))] }));
    const report = serviceLanguageReportOf(outcomes);
    return { report, lines: [...describe(report), ...(values.misses === true ? outcomes.flatMap(sayMiss) : [])], isJson: values.json === true };
  });

function describe({ rows, clean, shares, languages, rules }: ServiceLanguageReport): string[] {
  const sayAll = (own: typeof shares) => [
    line('  faults found (recall)', sayShare(own.recall)),
    line('  rightly so (precision)', sayShare(own.precision)),
    line('  sound replies blamed', sayShare(own.falseAlarms)),
  ];
  return [`all: ${rows} replies, ${clean} of them sound`, ...sayAll(shares), ...Object.entries(languages).flatMap(([language, own]) => [language, ...sayAll(own)]), 'by rule', ...sayClasses(rules)];
}

/** A reply that was judged wrongly: what was overlooked, and what was found without need. */
function sayMiss({ row: { id, text, faults }, found }: ServiceLanguageOutcome): string[] {
  const [missed, needless] = [faults.filter((fault) => !found.includes(fault)), found.filter((rule) => !faults.includes(rule))];
  return missed.length + needless.length === 0 ? [] : [`${id} | ${text} | overlooked ${missed.join(', ') || 'nothing'} | without need ${needless.join(', ') || 'nothing'}`];
}
