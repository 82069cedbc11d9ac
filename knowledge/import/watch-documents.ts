import { realpath } from 'node:fs/promises';
import { importDocuments } from './import-documents.ts';
import type { ImportOptions, ImportSummary } from './import-types.ts';

/** What is told while folders are watched. */
export type WatchOptions = ImportOptions & {
  /** After the first import and after each that followed a change. */
  readonly onImported: (summary: ImportSummary) => void;
  /** An import that failed as a whole, such as when the database is away; the next change tries again. */
  readonly onTrouble: (error: unknown) => void;
};

/** A watch that is going on. */
export type DocumentWatch = {
  /** Ends it; an import that is running is waited for. */
  stop(): Promise<void>;
};

/** Changes that come this close together, ms, are imported together. */
const GATHER_MS = 200;
/** A file is taken as written when its size has stayed the same this long, ms. */
const SETTLED_MS = 300;

/**
 * Imports, then follows the folders until it is stopped: a new or changed file is imported when it is written to its
 * end, and with `prune` the documents of a deleted one are removed. Resolves after the first import. Web addresses are
 * fetched once; a changed list is fetched again.
 */
export async function watchDocuments(options: WatchOptions): Promise<DocumentWatch> {
  const { watch } = await import('chokidar');
  const places = await Promise.all(options.paths.filter((path) => !/^https?:/i.test(path)).map((path) => realpath(path).catch(() => path)));
  const watcher = watch(places, {
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: SETTLED_MS, pollInterval: 50 },
    ignored: (path) => /(?:^|[/\\])(?:\.[^./\\]|~\$)[^/\\]*$/.test(path) && !places.includes(path),
  });
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;
  const run = (only: ReadonlySet<string> | undefined): Promise<void> => {
    running = running
      .then(() => importDocuments(only ? { ...options, only } : options))
      .then(options.onImported)
      .catch(options.onTrouble);
    return running;
  };
  const note = (path: string): void => {
    changed.add(path);
    clearTimeout(timer);
    if (isStopped) return;
    timer = setTimeout(() => {
      const only = changed;
      changed = new Set();
      void run(only);
    }, GATHER_MS);
  };
  watcher.on('add', note).on('change', note).on('unlink', note).on('error', options.onTrouble);
  await new Promise<void>((ready) => void watcher.once('ready', ready));
  await run(undefined);
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await watcher.close();
      await running;
    },
  };
}
