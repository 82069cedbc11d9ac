import { parseArgs } from 'node:util';
import { isBatonError, toBatonError } from '#core/errors.ts';
import { createMask, PERSONAL } from '#core/mask.ts';
import type { GapDesk } from '#core/ports/gap-desk.ts';
import { createEntityFinder } from '#intents/entities.ts';
import { openStore } from '#store/open-store.ts';
import { systemClock } from '#worker/clock.ts';
import { prepareUnderstanding } from '../compose-understanding.ts';
import { createGapDesk } from '../compose-gaps.ts';
import { readProcessConfig } from '../config.ts';
import { loadContent } from '../load-content.ts';
import { withDocuments } from '../compose-documents.ts';
import type { Command, Out } from './command.ts';
import { describeDraft, describeGaps } from './gaps-report.ts';
import { runUpkeep } from './upkeep.ts';

const USAGE = `npm run -s baton -- gaps [--since 30d] [--limit 20] [--all] [--json]
npm run -s baton -- gaps dismiss ID | restore ID [--json]
npm run -s baton -- gaps draft ID [--from-conversation=CONVERSATION] [--as ARTICLE-ID] [--json]
npm run -s baton -- gaps --articles [--json]
  --since     only questions of the last days (30d), weeks (8w), hours (12h), or since a day (2026-11-01)
  --all       also what is answered by now, and what was dismissed
  dismiss     this needs no answer; restore takes that back
  draft       makes a draft article of what a colleague answered, by default in the latest of these conversations
  --articles  articles that contradict or repeat each other, are due for review, or wait to be published
`;

const UNITS = { h: 3600_000, d: 24 * 3600_000, w: 7 * 24 * 3600_000 } as const;

/** `baton gaps …`: what customers asked in vain, and articles that need a look. Answers 0, 1 when there is no such group or reply, 2 when called wrongly. */
export const runGaps: Command = async (args, out) => {
  const called = readCall(args);
  if (called === undefined) {
    out.warn(USAGE);
    return 2;
  }
  try {
    if (called.what === 'articles') return await runUpkeep(called.json, out);
    return await withGapDesk(out, (desk) => act(called, desk, out));
  } catch (thrown) {
    if (!isBatonError(thrown, 'not_found', 'not_allowed_now', 'conflict', 'invalid_input')) throw thrown;
    out.warn(`${toBatonError(thrown).message}\n`);
    return thrown.code === 'invalid_input' ? 2 : 1;
  }
};

async function act({ what, name, since, limit, all, json, from, as }: Called, desk: GapDesk, out: Out): Promise<number> {
  if (what === 'list') {
    const review = await desk.review({ limit, isAll: all, ...(since === undefined ? {} : { since }) });
    out.write(json ? `${JSON.stringify(review)}\n` : describeGaps(review, systemClock.now()));
  } else if (what === 'draft') {
    const draft = await desk.draft(name, { ...(from === undefined ? {} : { conversationId: from }), ...(as === undefined ? {} : { id: as }) });
    out.write(json ? `${JSON.stringify(draft)}\n` : describeDraft(draft));
  } else {
    const group = await desk.dismiss(name, what === 'dismiss');
    const example = group.examples[0]?.text ?? '';
    out.write(json ? `${JSON.stringify(group)}\n` : `${what === 'dismiss' ? 'Dismissed' : 'Back on the list'}: ${example}\n`);
  }
  return 0;
}

async function withGapDesk(out: Out, work: (desk: GapDesk) => Promise<number>): Promise<number> {
  const config = readProcessConfig();
  const files = await loadContent(config);
  const content = await withDocuments(config, files);
  const { classifier, knowledge, embedder } = await prepareUnderstanding(config, content, { say: (line) => out.warn(`${line}\n`), onTrouble: () => undefined });
  classifier.stop();
  await knowledge.settle();
  const opened = await openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, desks: [], onTrouble: () => undefined });
  try {
    return await work(
      createGapDesk({
        ...opened,
        knowledge,
        embedder,
        classifier,
        intents: new Map(content.intents.map((intent) => [intent.id, intent])),
        taken: new Set(files.articles.map(({ id }) => id)),
        mask: createMask(createEntityFinder(content.products), [...PERSONAL, 'order']),
        clock: systemClock,
      }),
    );
  } finally {
    await opened.store.close();
  }
}

type Called = {
  readonly what: 'list' | 'dismiss' | 'restore' | 'draft' | 'articles';
  readonly name: string;
  readonly since: number | undefined;
  readonly limit: number;
  readonly all: boolean;
  readonly json: boolean;
  readonly from: string | undefined;
  readonly as: string | undefined;
};

/** The call; `undefined` when it is wrong. */
function readCall(args: readonly string[]): Called | undefined {
  const parsed = (() => {
    try {
      return parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          since: { type: 'string' },
          limit: { type: 'string', default: '20' },
          all: { type: 'boolean', default: false },
          json: { type: 'boolean', default: false },
          articles: { type: 'boolean', default: false },
          'from-conversation': { type: 'string' },
          as: { type: 'string' },
        },
      });
    } catch {
      return undefined;
    }
  })();
  if (!parsed) return undefined;
  const { values, positionals } = parsed;
  const [what = 'list', name = '', ...more] = positionals;
  const since = values.since === undefined ? undefined : readSince(values.since);
  const limit = Number(values.limit);
  const isList = what === 'list' && name === '';
  const isChange = (what === 'dismiss' || what === 'restore' || what === 'draft') && name !== '';
  const isWrong = more.length > 0 || Number.isNaN(since) || !Number.isInteger(limit) || limit < 1 || !(isList || isChange);
  if (isWrong) return undefined;
  const kind = values.articles ? 'articles' : isChange ? what : 'list';
  return { what: kind, name, since, limit, all: values.all, json: values.json, from: values['from-conversation'], as: values.as };
}

/** A time, Unix ms; not a number when it cannot be read. */
function readSince(text: string): number {
  const [, count, unit] = /^(\d{1,4})([hdw])$/.exec(text) ?? [];
  if (count !== undefined && (unit === 'h' || unit === 'd' || unit === 'w')) return systemClock.now() - Number(count) * UNITS[unit];
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
}
