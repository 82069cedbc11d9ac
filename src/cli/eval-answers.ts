import { parseArgs } from 'node:util';
import { BatonError } from '#core/errors.ts';
import type { Language } from '#core/language.ts';
import { readJsonl } from '#intents/read-jsonl.ts';
import { isRight, outcomeOf, reportOf } from './answer-figures.ts';
import type { AnswerFigures, AnswerOutcome } from './answer-figures.ts';
import { parseAnswerRow } from './answer-rows.ts';
import type { AnswerRow } from './answer-rows.ts';
import type { Command, Out } from './command.ts';
import { runReport } from './eval-options.ts';
import { line, sayShare } from './eval-report.ts';
import { inOneLanguage } from './in-one-language.ts';
import { NOON, prepareTurns } from './prepare-turns.ts';
import { createProgress } from './progress.ts';
import { replayTurns } from './replay-turns.ts';

const USAGE = `baton eval answers [--queries FILE] [--only-language other|zh|en] [--misses] [--skip-bad-rows] [--json]

How well questions are answered and declined: the whole path of a message, with your own intents, articles and policy.
Rows are JSONL: {"id": "…", "kind": "…", "language": "zh" or "en", "query": "…", "articles": ["topic", …]}; no articles
where nothing answers. "history" may say what was said before: [{"role": "customer" or "bot", "text": "…"}].
  --queries FILE        the rows; test/knowledge/sets/answers.jsonl when left out
  --only-language WHAT  only articles in this language answer; "other": the one that the question is not written in.
                        Rows of kind "across" are always asked like that.
  --misses              name every question that went wrong, too
  --skip-bad-rows       leave malformed rows out instead of stopping
  --json                one JSON object instead of a table
`;

const DEFAULT_QUERIES = 'test/knowledge/sets/answers.jsonl';

/** `baton eval answers`. */
export const runEvalAnswers: Command = (args, out) =>
  runReport('answers', USAGE, out, async () => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        queries: { type: 'string', default: DEFAULT_QUERIES },
        'only-language': { type: 'string' },
        misses: { type: 'boolean' },
        'skip-bad-rows': { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return 'help';
    const only = values['only-language'];
    if (only !== undefined && only !== 'other' && only !== 'zh' && only !== 'en') {
      throw new BatonError('invalid_input', `baton eval answers: --only-language needs "other", "zh" or "en", not "${only}".`);
    }
    const { rows, faults } = await readJsonl(values.queries, parseAnswerRow, values['skip-bad-rows'] === true ? 'skip' : 'refuse');
    for (const fault of faults) out.warn(`Skipped: ${fault}\n`);
    const outcomes = await askAll(rows, only, out);
    const report = reportOf(outcomes);
    const lines = [...describe('all', report), ...Object.entries(report.groups).flatMap(([name, figures]) => describe(name, figures))];
    return { report, lines: values.misses === true ? [...lines, ...outcomes.flatMap(sayMiss)] : lines, isJson: values.json === true };
  });

/** Takes the turns of all rows with everything that serves. */
export async function askAll(rows: readonly AnswerRow[], only: 'other' | Language | undefined, out: Out): Promise<AnswerOutcome[]> {
  const tools = await prepareTurns(out);
  const tell = createProgress('Asking', out);
  const outcomes: AnswerOutcome[] = [];
  for (const row of rows) {
    const wanted = only ?? (row.kind === 'across' ? 'other' : undefined);
    const language = wanted === 'other' ? (row.language === 'zh' ? 'en' : 'zh') : wanted;
    const { result, ms } = await replayTurns(row, language === undefined ? tools : { ...tools, knowledge: inOneLanguage(tools.knowledge, language) }, NOON);
    outcomes.push(outcomeOf(row, result, ms));
    tell(outcomes.length / rows.length);
  }
  return outcomes;
}

function describe(name: string, figures: AnswerFigures): string[] {
  const shares = [
    ['right article cited', figures.rightCited],
    ['wrong article cited', figures.wrongCited],
    ['asked back', figures.askedBack],
    ['  with the right topic', figures.askedBackRight],
    ['declined wrongly', figures.declinedWrongly],
    ['search: right one first', figures.recallAt1],
    ['  among the first three', figures.recallAt3],
    ['  among the first ten', figures.recallAt10],
    ['declined rightly', figures.declinedRightly],
  ] as const;
  return [
    `${name}: ${figures.rows} ${figures.rows === 1 ? 'question' : 'questions'}`,
    ...shares.filter(([, { of }]) => of > 0).map(([what, share]) => line(`  ${what}`, sayShare(share))),
    ...(figures.declinedRightly.hits > 0 ? [line('    of these handed over', String(figures.handedOver)), line('    of these small talk', String(figures.smallTalk))] : []),
    line('  one message', `${figures.msPerMessage.toFixed(1)} ms, 95 of 100 within ${figures.msP95.toFixed(1)} ms`),
  ];
}

/** A question that went wrong, with what became of it. */
function sayMiss(outcome: AnswerOutcome): string[] {
  const { row, place, cited, offered, decision } = outcome;
  return isRight(outcome) ? [] : [`${row.id} ${row.kind} | ${row.query} | wanted ${row.articles.join(', ') || 'nothing'} (${place || 'not found'}) | ${decision} ${[...cited, ...offered].join(', ')}`];
}
