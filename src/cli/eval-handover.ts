import { parseArgs } from 'node:util';
import { BatonError } from '#core/errors.ts';
import type { TurnTools } from '#core/turn.ts';
import { readJsonl } from '#intents/read-jsonl.ts';
import type { Command } from './command.ts';
import { runReport } from './eval-options.ts';
import { line, sayShare } from './eval-report.ts';
import { handoverReportOf } from './handover-figures.ts';
import type { HandoverOutcome, HandoverReport } from './handover-figures.ts';
import { parseHandoverRow } from './handover-rows.ts';
import type { HandoverRow } from './handover-rows.ts';
import { NOON, prepareTurns } from './prepare-turns.ts';
import { createProgress } from './progress.ts';
import { beginConversation, goOn, say } from './replay-turns.ts';

const USAGE = `baton eval handover [--cases FILE] [--misses] [--skip-bad-rows] [--json]

Whether conversations reach a person when they should, and stay with the bot when not: every message takes its whole
path, with your own intents, articles, words and policy, at noon of a working day.
Rows are JSONL: {"id": "…", "language": "zh" or "en", "tier": "vip", "key", "regular" or "small", "messages": ["…", …],
"expect": "hand_over" or "bot", "reason": "complaint", … or null}.
  --cases FILE      the rows; test/core/sets/handover.jsonl when left out
  --misses          name every conversation that went wrong, too
  --skip-bad-rows   leave malformed rows out instead of stopping
  --json            one JSON object instead of a table
`;

const DEFAULT_CASES = 'test/core/sets/handover.jsonl';

/** `baton eval handover`. */
export const runEvalHandover: Command = (args, out) =>
  runReport('handover', USAGE, out, async () => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        cases: { type: 'string', default: DEFAULT_CASES },
        misses: { type: 'boolean' },
        'skip-bad-rows': { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return 'help';
    const { rows, faults } = await readJsonl(values.cases, parseHandoverRow, values['skip-bad-rows'] === true ? 'skip' : 'refuse');
    for (const fault of faults) out.warn(`Skipped: ${fault}\n`);
    const twice = rows.find(({ id }, at) => rows.findIndex((other) => other.id === id) < at);
    if (twice !== undefined) throw new BatonError('invalid_input', `${values.cases}: two rows have the id "${twice.id}". Give each its own.`);
    const tools = await prepareTurns(out);
    const tell = createProgress('Playing the conversations', out);
    const outcomes: HandoverOutcome[] = [];
    for (const row of rows) {
      outcomes.push(await playConversation(row, tools, NOON));
      tell(outcomes.length / rows.length);
    }
    const report = handoverReportOf(outcomes);
    return { report, lines: [...describe(report), ...(values.misses === true ? outcomes.flatMap(sayMiss) : [])], isJson: values.json === true };
  });

/** Plays a conversation, one turn a message, until a person is called; all of it at `now` (Unix ms). */
export async function playConversation(row: HandoverRow, tools: TurnTools, now: number): Promise<HandoverOutcome> {
  let conversation = beginConversation(row, now);
  for (const [at, text] of row.messages.entries()) {
    const result = await say(conversation, text, tools, now);
    const { decision } = result;
    if (decision.kind === 'hand_over') return { row, handedOver: { rule: decision.rule.id, reason: decision.reason, words: decision.words, at: at + 1 } };
    conversation = goOn(conversation, result);
  }
  return { row };
}

function describe({ rows, shares, languages, byReason, byRule }: HandoverReport): string[] {
  const sayAll = (own: typeof shares) => [
    line('  handed over (recall)', sayShare(own.recall)),
    line('  rightly so (precision)', sayShare(own.precision)),
    line('  ordinary ones handed over', sayShare(own.wronglyHandedOver)),
    line('  for the right reason', sayShare(own.reasonAccuracy)),
  ];
  return [
    `all: ${rows} ${rows === 1 ? 'conversation' : 'conversations'}`,
    ...sayAll(shares),
    ...Object.entries(languages).flatMap(([language, own]) => [language, ...sayAll(own)]),
    'by reason: handed over; for just this reason',
    ...Object.entries(byReason).map(([reason, { handedOver, rightReason }]) => line(`  ${reason}`, `${sayShare(handedOver)}; ${sayShare(rightReason)}`)),
    'rules that fired: rightly; wrongly',
    ...Object.entries(byRule).map(([rule, { right, wrong }]) => line(`  ${rule}`, `${right}; ${wrong}`)),
  ];
}

/** A conversation that went wrong: missed, handed over without need, or for another reason. */
function sayMiss({ row, handedOver }: HandoverOutcome): string[] {
  const isRight = (handedOver === undefined) === (row.expect === 'bot') && (row.reason === undefined || handedOver?.reason === row.reason);
  if (isRight) return [];
  const became = handedOver ? `${handedOver.rule} at ${handedOver.at} (${handedOver.words.join(', ')})` : 'stayed with the bot';
  return [`${row.id} | ${row.messages.join(' / ')} | wanted ${row.reason ?? row.expect} | ${became}`];
}
