import { BatonError, toBatonError } from '#core/errors.ts';
import type { Out } from './command.ts';

/** What a measurement found: the report as data, and as lines for people. */
export type Measured = { readonly report: unknown; readonly lines: readonly string[]; readonly isJson: boolean };

/**
 * Runs a measurement and prints what it found, or how it is used. Returns the exit code: 0, or 2 when an option or a
 * file is wrong, 1 for anything else. Wrong options are told by `parseArgs`' own words.
 */
export async function runReport(name: string, usage: string, out: Out, work: () => Promise<Measured | 'help'>): Promise<number> {
  try {
    const measured = await work();
    if (measured === 'help') out.write(usage);
    else out.write(measured.isJson ? `${JSON.stringify(measured.report)}\n` : measured.lines.map((text) => `${text}\n`).join(''));
    return 0;
  } catch (thrown) {
    const error = toBatonError(isWrongOption(thrown) ? wrongOption(name, thrown) : thrown);
    out.warn(`${error.message}\n${error.details.map((detail) => `  ${detail}\n`).join('')}`);
    return error.code === 'internal' ? 1 : 2;
  }
}

function isWrongOption(thrown: unknown): thrown is TypeError {
  return thrown instanceof TypeError && 'code' in thrown && String(thrown.code).startsWith('ERR_PARSE_ARGS');
}

function wrongOption(name: string, cause: TypeError): BatonError {
  return new BatonError('invalid_input', `baton eval ${name}: ${cause.message.split('. ')[0]}. "--help" shows all options.`, { cause });
}
