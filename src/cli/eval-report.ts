import { parseArgs } from 'node:util';
import { BatonError, toBatonError } from '#core/errors.ts';
import type { ClassFigures, Share } from '#intents/figures.ts';
import type { Out } from './command.ts';

/** What the evaluations of files have in common. */
export type EvalOptions = { readonly test: string; readonly train: string | undefined; readonly bad: 'refuse' | 'skip'; readonly isJson: boolean };

/**
 * Runs `baton eval NAME`: reads the options, hands them to `work`, which answers with the report and its lines, and
 * prints it. Returns the exit code: 0, or 2 when an option or a file is wrong, 1 for anything else.
 */
export async function runEvaluation(
  name: string,
  usage: string,
  args: readonly string[],
  out: Out,
  work: (options: EvalOptions) => Promise<{ readonly report: unknown; readonly lines: readonly string[] }>,
): Promise<number> {
  try {
    const options = readOptions(name, args);
    if (options === 'help') {
      out.write(usage);
      return 0;
    }
    const { report, lines } = await work(options);
    out.write(options.isJson ? `${JSON.stringify(report)}\n` : lines.map((line) => `${line}\n`).join(''));
    return 0;
  } catch (thrown) {
    const error = toBatonError(thrown);
    out.warn(`${error.message}\n${error.details.map((detail) => `  ${detail}\n`).join('')}`);
    return error.code === 'internal' ? 1 : 2;
  }
}

function readOptions(name: string, args: readonly string[]): EvalOptions | 'help' {
  const options = { test: { type: 'string' }, train: { type: 'string' }, 'skip-bad-rows': { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
  const fail = (reason: string, cause?: unknown) => new BatonError('invalid_input', `baton eval ${name}: ${reason} "--help" shows all options.`, { cause });
  const { values } = (() => {
    try {
      return parseArgs({ args: [...args], options });
    } catch (cause) {
      throw fail(`${cause instanceof Error ? cause.message.split('. ')[0] : String(cause)}.`, cause);
    }
  })();
  if (values.help === true) return 'help';
  if (values.test === undefined) throw fail('--test FILE is missing.');
  return { test: values.test, train: values.train, bad: values['skip-bad-rows'] === true ? 'skip' : 'refuse', isJson: values.json === true };
}

/** A name and a value in two columns. */
export function line(name: string, value: string): string {
  return `${name.padEnd(32)}${value}`;
}

/** A share in per cent with its 95 % interval and its counts. */
export function sayShare({ hits, of, share, low, high }: Share): string {
  return share === undefined ? '–' : `${percent(share)} [${percent(low)} – ${percent(high)}]  ${hits} of ${of}`;
}

/** The figures of classes, one a line. */
export function sayClasses(classes: Readonly<Record<string, ClassFigures>>): string[] {
  return Object.entries(classes).map(([name, { recall, precision }]) => line(`  ${name}`, `recall ${sayShare(recall)}; precision ${sayShare(precision)}`));
}

/** A share as per cent. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
