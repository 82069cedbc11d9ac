import { parseArgs } from 'node:util';
import { createRepeatMeter } from '#core/brief/repeats.ts';
import { BatonError, toBatonError } from '#core/errors.ts';
import type { HandoverReport } from '#core/protocol.ts';
import { shareOf } from '#intents/figures.ts';
import { openStore } from '#store/open-store.ts';
import { systemClock } from '#worker/clock.ts';
import { CARE_USAGE, runCareReports } from './care-reports.ts';
import { composeDirectory } from '../compose-directory.ts';
import { readProcessConfig } from '../config.ts';
import { loadContent } from '../load-content.ts';
import { createLog } from '../log.ts';
import type { Command } from './command.ts';
import { line, sayShare } from './eval-report.ts';

const USAGE = `npm run -s baton -- report handovers [--since 30d] [--json]
  How often customers had to say again what the brief already had: of the ended handovers that a person answered, the
  share in which the agent's first two messages ask for it. Counted are the newest 5,000 at most, and it says from which day on.
  --since   only handovers that ended in the last days (30d), weeks (8w) or hours (12h)
`;
const UNITS = { h: 3600_000, d: 24 * 3600_000, w: 7 * 24 * 3600_000 } as const;

/** `baton report handovers`. Answers 0, or 2 when called wrongly. */
export const runReports: Command = async (args, out) => {
  if (args[0] === 'churn' || args[0] === 'satisfaction' || args[0] === 'performance') return runCareReports(args, out);
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { since: { type: 'string', default: '30d' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
    if (values.help === true || positionals.join() !== 'handovers') {
      out.warn(USAGE + CARE_USAGE);
      return values.help === true ? 0 : 2;
    }
    const report = await read(systemClock.now() - spanOf(values.since));
    out.write(values.json === true ? `${JSON.stringify(report)}\n` : describe(report, values.since));
    return 0;
  } catch (thrown) {
    if (!(thrown instanceof TypeError) && !(thrown instanceof BatonError)) throw thrown;
    out.warn(`${toBatonError(thrown).message}\n`);
    return 2;
  }
};

async function read(since: number): Promise<HandoverReport> {
  const config = readProcessConfig();
  const content = await loadContent(config);
  const opened = await openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, desks: [], onTrouble: () => undefined });
  const living = await composeDirectory(config, content.directoryFiles, { clock: systemClock, log: createLog('error') });
  try {
    return await createRepeatMeter(opened.pastCases, new Map(content.intents.map((intent) => [intent.id, intent])), living.directory).measure(since);
  } finally {
    living.stopDirectory();
    await opened.store.close();
  }
}

function spanOf(text: string): number {
  const [, count = '', unit = 'd'] = /^(\d{1,4})([hdw])$/.exec(text) ?? [];
  if (count === '') throw new BatonError('invalid_input', '--since is a span such as 30d, 8w or 12h.');
  return Number(count) * UNITS[unit as keyof typeof UNITS];
}

function describe({ answered, repeated, kinds, from, to, isCut }: HandoverReport, span: string): string {
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  const days = from === null || to === null ? '' : ` (from ${day(from)} to ${day(to)}${isCut ? '; earlier ones are not counted' : ''})`;
  const each = Object.entries(kinds).toSorted((a, b) => b[1] - a[1]).map(([kind, count]) => line(`  ${kind}`, String(count)));
  return [`handovers that a person answered, ended in the last ${span}${days}: ${answered}`, line('repeat-yourself rate', sayShare(shareOf(repeated, answered))), ...each].map((text) => `${text}\n`).join('');
}
