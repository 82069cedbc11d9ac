import { parseArgs } from 'node:util';
import { type AskedKind, asksAgain } from '#core/brief/asks-again.ts';
import { type Share, shareOf } from '#intents/figures.ts';
import { readJsonl } from '#intents/read-jsonl.ts';
import type { Command } from './command.ts';
import { runReport } from './eval-options.ts';
import { line, sayShare } from './eval-report.ts';
import { parseRepeatsRow, type RepeatsRow } from './repeats-rows.ts';

const USAGE = `baton eval repeats [--rows FILE]… [--misses] [--json]

How well it is noticed that an agent asks for something the brief already had.
Rows are JSONL: {"id": "…", "language": "zh" or "en", "text": "…", "known": ["order", …], "asks": ["order", …] or []}.
  --rows FILE   the rows, also several times; both sets of test/core/sets when left out
  --misses      name every message that was judged wrongly, too
  --json        one JSON object instead of a table
`;

const SETS = ['test/core/sets/repeats.jsonl', 'test/core/sets/repeats-held-out.jsonl'];

type Figures = { readonly rows: number; readonly precision: Share; readonly recall: Share };

/** `baton eval repeats`. */
export const runEvalRepeats: Command = (args, out) =>
  runReport('repeats', USAGE, out, async () => {
    const { values } = parseArgs({ args: [...args], options: { rows: { type: 'string', multiple: true, default: SETS }, misses: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
    if (values.help === true) return 'help';
    const sets = await Promise.all(values.rows.map(async (file) => ({ file, rows: (await readJsonl(file, parseRepeatsRow)).rows })));
    const report = sets.map(({ file, rows }) => ({ file, ...figuresOf(rows), zh: figuresOf(rows.filter(({ language }) => language === 'zh')), en: figuresOf(rows.filter(({ language }) => language === 'en')) }));
    const misses = values.misses === true ? sets.flatMap(({ rows }) => rows.flatMap(sayMiss)) : [];
    return { report, lines: [...report.flatMap(({ file, zh, en, ...all }) => [file, ...describe('all', all), ...describe('zh', zh), ...describe('en', en)]), ...misses], isJson: values.json === true };
  });

/** A message counts once: does it ask again or not? */
function figuresOf(rows: readonly RepeatsRow[]): Figures {
  const found = rows.filter((row) => foundIn(row).length > 0);
  const meant = rows.filter(({ asks }) => asks.length > 0);
  const right = found.filter((row) => foundIn(row).some((kind) => row.asks.includes(kind)));
  return { rows: rows.length, precision: shareOf(right.length, found.length), recall: shareOf(meant.filter((row) => row.asks.every((kind) => foundIn(row).includes(kind))).length, meant.length) };
}

const foundIn = ({ text, known }: RepeatsRow): readonly AskedKind[] => asksAgain(text, new Set(known));

function describe(name: string, { rows, precision, recall }: Figures): string[] {
  return [`  ${name}: ${rows} messages`, line('    found (recall)', sayShare(recall)), line('    rightly so (precision)', sayShare(precision))];
}

function sayMiss(row: RepeatsRow): string[] {
  const found = foundIn(row);
  const isRight = found.join() === row.asks.toSorted().join() || (found.length === row.asks.length && row.asks.every((kind) => found.includes(kind)));
  return isRight ? [] : [`${row.id} | ${row.text} | asks ${row.asks.join(', ') || 'nothing'} | found ${found.join(', ') || 'nothing'}`];
}
