import path from 'node:path';
import { parseArgs } from 'node:util';
import { isDay } from '#core/article.ts';
import { systemClock } from '#worker/clock.ts';
import { openStore } from '#store/open-store.ts';
import { importDocuments } from '#knowledge/import/import-documents.ts';
import type { ImportOptions, ImportSummary } from '#knowledge/import/import-types.ts';
import { loadArticles } from '#knowledge/load-articles.ts';
import { loadProducts } from '#knowledge/load-company.ts';
import { type Config, readProcessConfig } from '../config.ts';
import type { Command } from './command.ts';
import { followImport } from './follow-import.ts';
import { createImportBar } from './import-bar.ts';
import { describeImport } from './import-report.ts';

const USAGE = `npm run -s baton -- import PATH… [--audience customer|staff] [--language zh|en] [--product ID] [--valid-from DAY] [--review-by DAY]
    [--state draft|published] [--prune] [--watch] [--dry-run] [--allow-private] [--json]

PATH is a file, a folder or a web address. Read are Markdown, HTML, plain text, DOCX, PDF, tables of questions and
answers (CSV, XLSX) and lists of web addresses (*.urls).
  --audience, --language, --product, --valid-from, --review-by  are said for all that do not say it themselves; a DAY is
                   written 2027-05-31
  --prune          what was imported from this folder before and is gone is removed
  --watch          keep following the folder until Ctrl-C
  --dry-run        read everything and write nothing
  --allow-private  web addresses inside your own network may be fetched
`;

/** `baton import PATH…`: takes documents in. Answers 0 when all went in, 1 when something was refused, 2 when called wrongly. */
export const runImport: Command = async (args, out) => {
  const called = readCall(args);
  if (typeof called === 'string') {
    out.warn(`${called}${USAGE}`);
    return 2;
  }
  const config = readProcessConfig();
  const products = (await loadProducts(path.join(config.KNOWLEDGE_DIR, 'products.yaml'))).map(({ id }) => id);
  if (called.product !== undefined && !products.includes(called.product)) {
    out.warn(`There is no product "${called.product}" in products.yaml. There are: ${products.join(', ')}.\n`);
    return 2;
  }
  const { store, documents } = await openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, desks: [], onTrouble: () => undefined });
  try {
    const { json, watch, allowPrivate, ...chosen } = called;
    const options: ImportOptions = { ...chosen, documents, products, taken: await articleIds(config), now: () => systemClock.now(), ...(allowPrivate ? { fetch: { allowPrivate } } : {}) };
    const tell = (summary: ImportSummary): void => out.write(json ? `${JSON.stringify(summary)}\n` : describeImport(summary, called.dryRun));
    const bar = createImportBar(out, process.stderr.isTTY);
    if (watch) return await followImport(options, { tell, out, bar, stopped: new Promise<void>((done) => process.once('SIGINT', () => done()).once('SIGTERM', () => done())) });
    const summary = await importDocuments({ ...options, onProgress: bar.tell });
    bar.end();
    tell(summary);
    return summary.refused.length > 0 ? 1 : 0;
  } finally {
    await store.close();
  }
};

/** Ids that the articles beside the documents have. */
async function articleIds({ KNOWLEDGE_DIR }: Config): Promise<string[]> {
  return [...new Set((await loadArticles(path.join(KNOWLEDGE_DIR, 'articles'))).map(({ id }) => id))];
}

type Called = Pick<ImportOptions, 'paths' | 'audience' | 'language' | 'product' | 'validFrom' | 'review' | 'state'> & { readonly prune: boolean; readonly dryRun: boolean; readonly watch: boolean; readonly json: boolean; readonly allowPrivate: boolean };

/** The call, or what is wrong with it. */
function readCall(args: readonly string[]): Called | string {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        audience: { type: 'string' },
        language: { type: 'string' },
        product: { type: 'string' },
        'valid-from': { type: 'string' },
        'review-by': { type: 'string' },
        state: { type: 'string' },
        prune: { type: 'boolean', default: false },
        watch: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        'allow-private': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n\n`;
  }
  const { values, positionals } = parsed;
  const { audience, language, product, state, 'valid-from': validFrom, 'review-by': review } = values;
  if (positionals.length === 0) return 'Say what to import.\n\n';
  if (audience !== undefined && audience !== 'customer' && audience !== 'staff') return '--audience is customer or staff.\n\n';
  if (language !== undefined && language !== 'zh' && language !== 'en') return '--language is zh or en.\n\n';
  if (state !== undefined && state !== 'draft' && state !== 'published') return '--state is draft or published.\n\n';
  for (const name of ['valid-from', 'review-by'] as const) {
    const day = values[name];
    if (day !== undefined && !isDay(day)) return `--${name} is a day such as 2027-05-31, not "${day}".\n\n`;
  }
  if (values.watch && values['dry-run']) return '--watch and --dry-run do not go together.\n\n';
  return { paths: positionals, audience, language, product, validFrom, review, state, prune: values.prune, dryRun: values['dry-run'], watch: values.watch, json: values.json, allowPrivate: values['allow-private'] };
}
