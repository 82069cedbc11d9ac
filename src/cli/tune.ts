import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { isBatonError, toBatonError } from '#core/errors.ts';
import { correctionsFile, readCorrections } from '#intents/corrections.ts';
import { createEmbedder } from '#intents/create-embedder.ts';
import { readPairs } from '#intents/read-pairs.ts';
import { tune } from '#intents/tune.ts';
import type { Change } from '#intents/tune.ts';
import { writeTuning } from '#intents/tune-file.ts';
import { groupsOfArticles, splitGroups, splitLabelled } from '#intents/tune-sources.ts';
import type { MeaningGroup } from '#intents/tune-sources.ts';
import { tunedFileOf } from '../compose-embedder.ts';
import { readProcessConfig } from '../config.ts';
import { type Content, loadContent } from '../load-content.ts';
import type { Command } from './command.ts';
import { createProgress } from './progress.ts';

const USAGE = `baton tune [--pairs FILE] [--off] [--json]

Tunes nearness of meaning on your own articles, examples and confirmed corrections, in seconds, and keeps the result under
DATA_DIR only when it is better on pairs that were put aside and loses nothing on general ones. The next start uses it.
  --pairs FILE   pairs of your own as well: {"s1": "a question", "s2": "its answer", "label": 1 or 0} a line
  --off          forget what was tuned
  --json         one JSON object instead of text
`;

/** `baton tune`. Answers 0 when it kept the result or said why not, 2 when an option or a file is wrong. */
export const runTune: Command = async (args, out) => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { pairs: { type: 'string' }, off: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help === true) {
      out.write(USAGE);
      return 0;
    }
    const config = readProcessConfig();
    const file = tunedFileOf(config.DATA_DIR);
    if (values.off === true) {
      await rm(file, { force: true });
      out.write('What was tuned is forgotten. The next start works without it.\n');
      return 0;
    }
    const content = await loadContent(config);
    const { corrections } = await readCorrections(correctionsFile(config.DATA_DIR));
    const own = splitGroups(groupsOf(content, corrections));
    const labelled = values.pairs === undefined ? undefined : splitLabelled((await readPairs(values.pairs)).pairs);
    const split = {
      learn: [...own.learn, ...(labelled?.learn ?? [])],
      choose: [...own.choose, ...(labelled?.choose ?? [])],
      report: [...own.report, ...(labelled?.report ?? [])],
    };
    const { tuning, report } = await tune(await createEmbedder(), split, createProgress('Tuning', out));
    if (report.isGain) await writeTuning(file, tuning);
    if (values.json === true) {
      out.write(`${JSON.stringify({ ...report, kept: report.isGain })}\n`);
      return 0;
    }
    out.write(`learnt from ${report.pairs.learned} pairs in ${report.seconds.toFixed(1)} s; ${report.pairs.heldOut} were put aside to measure with\n`);
    out.write(`${line('partner found (mean reciprocal rank)', report.heldOut)}${report.labelled ? line('your pairs (area under the curve)', report.labelled) : ''}${line('general checks (share right)', report.general)}`);
    out.write(report.isGain ? `Kept in ${file}. The next start uses it.\n` : 'Not kept: it brought nothing, or something general was lost. What was there before stays.\n');
    return 0;
  } catch (thrown) {
    const isWrongOption = thrown instanceof TypeError && 'code' in thrown && String(thrown.code).startsWith('ERR_PARSE_ARGS');
    if (!isWrongOption && !isBatonError(thrown, 'invalid_input', 'not_found')) throw thrown;
    const error = toBatonError(thrown);
    out.warn(isWrongOption ? `${thrown.message}\n` : `${error.message}\n${error.details.map((detail) => `  ${detail}\n`).join('')}`);
    return 2;
  }
};

function groupsOf(content: Content, corrections: readonly { readonly text: string; readonly intent: string }[]): MeaningGroup[] {
  const examples = content.intents.map(({ id, examples: { zh, en } }) => ({
    id: `intent:${id}`,
    texts: [...new Set([...zh, ...en, ...corrections.filter(({ intent }) => intent === id).map(({ text }) => text)])],
    isWhole: false,
  }));
  return [...examples, ...groupsOfArticles(content.articles.filter(({ audience }) => audience === 'customer'))];
}

function line(name: string, { before, after }: Change): string {
  return `${name.padEnd(40)}${before.toFixed(3)} → ${after.toFixed(3)}\n`;
}
