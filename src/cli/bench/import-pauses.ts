import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { SearchCorpus } from './search-corpus.ts';
import { serveBaton } from './served-baton.ts';

/** What a running server felt of an import by another process. */
export type ImportPauses = {
  readonly documents: number;
  /** From the start of the import until the server knows the last document, s. */
  readonly seconds: number;
  /** The longest pause of the server's event loop, ms, seen in steps of 10. */
  readonly longestPauseMs: number;
  /** Memory that the server holds afterwards, MB. */
  readonly residentMb: number;
};

/** Texts in each document. */
const TEXTS_EACH = 5;
/** How long the server comes to rest after its start, ms. */
const SETTLING_MS = 3_000;
/** How long the server may take to know them all, ms. */
const PATIENCE_MS = 120_000;
const readySchema = z.object({ knowledge: z.object({ articles: z.number() }) });

/** Imports so many documents of real texts into a server with the sample shop, as an operator does. Throws when they do not arrive. */
export async function measureImport(corpus: SearchCorpus, documents: number): Promise<ImportPauses> {
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-import-'));
  const variables = { DATA_DIR: path.join(folder, 'data') };
  await writeDocuments(path.join(folder, 'documents'), corpus, documents);
  const baton = await serveBaton(variables);
  try {
    const before = await knownArticles(baton.url);
    // It gives back memory once, half a second after its start.
    await new Promise((later) => setTimeout(later, SETTLING_MS));
    // Asking for it begins to watch anew.
    await longestPause(baton.url);
    const started = performance.now();
    const main = path.join(import.meta.dirname, '..', 'main.ts');
    const child = spawn(process.execPath, [main, 'import', path.join(folder, 'documents')], { env: { ...process.env, ...variables }, stdio: ['ignore', 'ignore', 'inherit'] });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`the import ended with ${code}`);
    while ((await knownArticles(baton.url)) < before + documents) {
      if (performance.now() - started > PATIENCE_MS) throw new Error('the imported documents do not arrive');
      await new Promise((later) => setTimeout(later, 200));
    }
    const seconds = (performance.now() - started) / 1000;
    return { documents, seconds, longestPauseMs: await longestPause(baton.url), residentMb: await baton.residentMb() };
  } finally {
    await baton.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeDocuments(folder: string, { articles }: SearchCorpus, count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const most = Math.floor(articles.length / TEXTS_EACH);
  for (let at = 0; at < count; at += 1) {
    const own = articles.slice((at % most) * TEXTS_EACH, ((at % most) + 1) * TEXTS_EACH);
    const text = own.map(({ title, body }) => `## ${title}\n\n${body}\n`).join('\n');
    await writeFile(path.join(folder, `text-${at}.md`), `# ${own[0]?.title ?? ''} ${at}\n\n${text}`);
  }
}

async function knownArticles(url: string): Promise<number> {
  return readySchema.parse(await (await fetch(`${url}/readyz`)).json()).knowledge.articles;
}

/** The longest since it was last asked for, ms. */
async function longestPause(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^baton_nodejs_eventloop_lag_max_seconds (\S+)/m.exec(metrics)?.[1] ?? Number.NaN) * 1000;
}
