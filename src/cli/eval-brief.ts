import { parseArgs } from 'node:util';
import { composeBrief } from '#core/brief/compose-brief.ts';
import type { Handover } from '#core/conversation.ts';
import type { Message } from '#core/message.ts';
import type { UnderstoodMessage } from '#core/ports/store.ts';
import type { BriefView } from '#core/protocol.ts';
import type { TurnTools } from '#core/turn.ts';
import { type Share, shareOf } from '#intents/figures.ts';
import { readJsonl } from '#intents/read-jsonl.ts';
import { type BriefRow, parseBriefRow } from './brief-rows.ts';
import type { Command } from './command.ts';
import { runReport } from './eval-options.ts';
import { line, sayShare } from './eval-report.ts';
import { NOON, prepareTurns } from './prepare-turns.ts';
import { beginConversation } from './replay-turns.ts';

const USAGE = `baton eval brief [--rows FILE] [--misses] [--json]

Whether the brief for the person who takes over has what the conversation tells, with your own intents and brief.yaml.
Rows are JSONL: {"id", "language", "messages": [{"by": "customer" or "agent", "text"}, …], "want": intent, "order",
"missing": [English names of what is still missing], "promises": how many with a time people made}.
  --rows FILE   the rows; test/core/sets/briefs.jsonl when left out
  --misses      name every brief that lacks something, too
  --json        one JSON object instead of a table
`;

const DEFAULT_ROWS = 'test/core/sets/briefs.jsonl';
const MINUTE_MS = 60_000;

type Outcome = { readonly row: BriefRow; readonly brief: BriefView };
type Report = { readonly rows: number; readonly want: Share; readonly order: Share; readonly noFalseOrder: Share; readonly missingExact: Share; readonly missingFound: Share; readonly missingRight: Share; readonly promises: Share };

/** `baton eval brief`. */
export const runEvalBrief: Command = (args, out) =>
  runReport('brief', USAGE, out, async () => {
    const { values } = parseArgs({ args: [...args], options: { rows: { type: 'string', default: DEFAULT_ROWS }, misses: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
    if (values.help === true) return 'help';
    const { rows } = await readJsonl(values.rows, parseBriefRow);
    const tools = await prepareTurns(out);
    const outcomes: Outcome[] = [];
    for (const row of rows) outcomes.push({ row, brief: await briefOf(row, tools) });
    const report = { ...reportOf(outcomes), languages: { zh: reportOf(outcomes.filter(({ row }) => row.language === 'zh')), en: reportOf(outcomes.filter(({ row }) => row.language === 'en')) } };
    return { report, lines: [...describe('all', report), ...describe('zh', report.languages.zh), ...describe('en', report.languages.en), ...(values.misses === true ? outcomes.flatMap(sayMiss) : [])], isJson: values.json === true };
  });

/** Understands the customer's messages and puts the brief together: the handover comes with the customer's last message. */
export async function briefOf(row: BriefRow, { classifier, intents, policy, actions, company }: Pick<TurnTools, 'classifier' | 'intents' | 'policy' | 'actions' | 'company'>): Promise<BriefView> {
  const conversation = beginConversation(row, NOON);
  const transcript = await Promise.all(
    row.messages.map(async ({ by, text }, i): Promise<UnderstoodMessage> => {
      const message: Message = { id: `${row.id}-${i}`, conversationId: conversation.id, seq: i + 1, cursor: i + 1, segment: 1, author: by, visibility: 'all', text, extras: {}, status: 'sent', at: NOON + i * MINUTE_MS };
      return { message, understanding: by === 'customer' ? await classifier.understand(text, row.language) : undefined };
    }),
  );
  const openedAt = NOON + row.messages.findLastIndex(({ by }) => by === 'customer') * MINUTE_MS;
  const handover: Handover = { id: row.id, conversationId: conversation.id, segment: 1, reason: 'asked', ruleId: '', words: [], priority: 'normal', team: '', openedAt, dueAt: openedAt + 10 * MINUTE_MS, claimedAt: undefined, firstReplyAt: undefined, endedAt: undefined, outcome: undefined };
  return composeBrief({ conversation, handover, handovers: [handover], transcript, customer: undefined, staffArticles: [], intents, policy, actions, company, reader: '' });
}

const wanted = ({ row, brief }: Outcome): boolean => brief.intents.some(({ id }) => id === row.want);
const ordersIn = ({ brief }: Outcome): readonly string[] => brief.facts.flatMap(({ kind, value }) => (kind === 'order' ? [value] : []));
const missingIn = ({ brief }: Outcome): readonly string[] => (brief.missing ?? []).map(({ en }) => en);
const isExact = (outcome: Outcome): boolean => missingIn(outcome).toSorted().join() === outcome.row.missing.toSorted().join();

function reportOf(outcomes: readonly Outcome[]): Report {
  const count = (of: readonly Outcome[], holds: (outcome: Outcome) => boolean): Share => shareOf(of.filter(holds).length, of.length);
  const meant = outcomes.flatMap((outcome) => outcome.row.missing.map((name) => missingIn(outcome).includes(name)));
  const told = outcomes.flatMap((outcome) => missingIn(outcome).map((name) => outcome.row.missing.includes(name)));
  return {
    rows: outcomes.length,
    want: count(outcomes, wanted),
    order: count(outcomes.filter(({ row }) => row.order !== undefined), (outcome) => ordersIn(outcome).join() === outcome.row.order),
    noFalseOrder: count(outcomes.filter(({ row }) => row.order === undefined), (outcome) => ordersIn(outcome).length === 0),
    missingExact: count(outcomes, isExact),
    missingFound: shareOf(meant.filter(Boolean).length, meant.length),
    missingRight: shareOf(told.filter(Boolean).length, told.length),
    promises: count(outcomes, ({ row, brief }) => brief.promises.length === row.promises),
  };
}

function describe(name: string, { rows, want, order, noFalseOrder, missingExact, missingFound, missingRight, promises }: Report): string[] {
  return [
    `${name}: ${rows} conversations`,
    line('  what is wanted', sayShare(want)),
    line('  order number', sayShare(order)),
    line('  none made up', sayShare(noFalseOrder)),
    line('  missing, all of it right', sayShare(missingExact)),
    line('  missing, found', sayShare(missingFound)),
    line('  missing, rightly so', sayShare(missingRight)),
    line('  promises', sayShare(promises)),
  ];
}

function sayMiss(outcome: Outcome): string[] {
  const { row, brief } = outcome;
  const faults = [
    ...(wanted(outcome) ? [] : [`wants ${row.want}, brief has ${brief.intents.map(({ id }) => id).join(', ') || 'nothing'}`]),
    ...(ordersIn(outcome).join() === (row.order ?? '') ? [] : [`order ${row.order ?? 'none'}, brief has ${ordersIn(outcome).join(', ') || 'none'}`]),
    ...(isExact(outcome) ? [] : [`missing ${row.missing.join(', ') || 'nothing'}, brief says ${missingIn(outcome).join(', ') || 'nothing'}`]),
    ...(brief.promises.length === row.promises ? [] : [`promises ${row.promises}, brief has ${brief.promises.length}`]),
  ];
  return faults.length === 0 ? [] : [`${row.id} | ${row.messages.map(({ text }) => text).join(' / ')} | ${faults.join(' | ')}`];
}
