import { parseArgs } from 'node:util';
import { BatonError, toBatonError } from '#core/errors.ts';
import { evaluateIntents, firstOfEach, OUT_OF_SCOPE } from '#intents/evaluate-intents.ts';
import type { IntentReport } from '#intents/evaluate-intents.ts';
import { readIntentRows } from '#intents/read-rows.ts';
import { describeSets, measureSets } from './eval-sets.ts';
import { createProgress } from './progress.ts';

/** Where a command writes. */
export type Output = { write(text: string): void };

const USAGE = `baton eval intents --train FILE --test FILE [--per-intent N] [--skip-bad-rows] [--json]
baton eval intents --sets FOLDER [--json]

Trains on one file and measures on the other, with the defaults that Baton uses everywhere.
Files are JSONL with rows {"text": "…", "intent": "…"}; intent "oos" means out of scope and is never trained on.
  --sets FOLDER    measure the catalogue itself on zh.jsonl and en.jsonl of a folder, by kind of message
  --per-intent N   train on the first N rows of each intent only
  --skip-bad-rows  leave malformed rows out instead of stopping
  --json           one JSON object instead of a table
`;

/**
 * `baton eval intents`. Writes the report to `out`, progress and errors to `err` (stderr). Returns the exit code: 0, or
 * 2 when an option or a file is wrong, 1 for anything else.
 */
export async function runEvalIntents(args: string[], out: Output, err: Output = process.stderr): Promise<number> {
  try {
    const options = readOptions(args);
    if (options === 'help') {
      out.write(USAGE);
      return 0;
    }
    if ('sets' in options) {
      const report = await measureSets(options.sets, (line) => err.write(line));
      out.write(options.json ? `${JSON.stringify(report)}\n` : describeSets(report));
      return 0;
    }
    const bad = options.skipBadRows ? 'skip' : 'refuse';
    const [train, test] = await Promise.all([readIntentRows(options.train, bad), readIntentRows(options.test, bad)]);
    for (const fault of [...train.faults, ...test.faults]) err.write(`Skipped: ${fault}\n`);
    const rows = firstOfEach(train.rows, options.perIntent);
    if (rows.every(({ intent }) => intent === OUT_OF_SCOPE)) {
      throw new BatonError('invalid_input', `${options.train} holds only out-of-scope rows. Add rows with intents to train on.`);
    }
    const report = await evaluateIntents(rows, test.rows, { onProgress: createProgress('Training', { write: (text) => out.write(text), warn: (text) => err.write(text) }) });
    out.write(options.json ? `${JSON.stringify(report)}\n` : describe(report));
    return 0;
  } catch (thrown) {
    const error = toBatonError(thrown);
    err.write(`${error.message}\n${error.details.map((detail) => `  ${detail}\n`).join('')}`);
    return error.code === 'internal' ? 1 : 2;
  }
}

type Options = {
  readonly train: string;
  readonly test: string;
  readonly perIntent: number | undefined;
  readonly skipBadRows: boolean;
  readonly json: boolean;
};

function readOptions(args: string[]): Options | { readonly sets: string; readonly json: boolean } | 'help' {
  const { values } = parse(args);
  if (values.help === true) return 'help';
  if (values.sets !== undefined) return { sets: values.sets, json: values.json === true };
  const faults: string[] = [];
  if (values.train === undefined) faults.push('--train FILE is missing.');
  if (values.test === undefined) faults.push('--test FILE is missing.');
  const perIntent = values['per-intent'];
  if (perIntent !== undefined && !/^[1-9]\d*$/.test(perIntent)) faults.push(`--per-intent needs a whole number from 1, not "${perIntent}".`);
  if (values.train === undefined || values.test === undefined || faults.length > 0) {
    throw new BatonError('invalid_input', `baton eval intents: ${faults.join(' ')} "--help" shows all options.`);
  }
  return {
    train: values.train,
    test: values.test,
    perIntent: perIntent === undefined ? undefined : Number(perIntent),
    skipBadRows: values['skip-bad-rows'] === true,
    json: values.json === true,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        train: { type: 'string' },
        test: { type: 'string' },
        sets: { type: 'string' },
        'per-intent': { type: 'string' },
        'skip-bad-rows': { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('. ')[0] : String(cause);
    throw new BatonError('invalid_input', `baton eval intents: ${reason}. "--help" shows all options.`, { cause });
  }
}

function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${(share * 100).toFixed(1)} %`;
}

function describe(report: IntentReport): string {
  const lines: [string, string][] = [
    ['rows trained on / tested with', `${report.rows.train} / ${report.rows.test}`],
    ['accuracy (in scope, no threshold)', percent(report.accuracy)],
    [`in-scope accuracy at ${report.threshold}`, percent(report.inScopeAccuracy)],
    [`out-of-scope recall at ${report.threshold}`, percent(report.oosRecall)],
    ['best MCC of rejection', report.bestMcc === undefined ? '–' : `${report.bestMcc.toFixed(3)} at ${report.bestMccThreshold}`],
    ['macro F1', percent(report.macroF1)],
    ['calibration error', percent(report.calibrationError)],
    ['training', `${report.trainSeconds.toFixed(1)} s`],
    ['one message', `${report.msPerMessage.toFixed(3)} ms`],
    ['model', `${report.memoryMb.toFixed(0)} MB`],
  ];
  const confusions = report.confusions.map(({ intent, takenFor, count }) => `  ${count} × ${intent} → ${takenFor}\n`);
  return `${lines.map(([name, value]) => `${name.padEnd(36)}${value}\n`).join('')}most frequent mistakes\n${confusions.join('') || '  none\n'}`;
}
