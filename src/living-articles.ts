import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Article } from '#core/article.ts';
import { BatonError } from '#core/errors.ts';
import { LANGUAGES } from '#core/language.ts';
import type { DocumentNews } from '#core/living-documents.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { FolderWatch } from './watch-folder.ts';

/** The articles that are files. They follow their folder while Baton serves. */
export type LivingArticles = {
  /** The articles as they are now. */
  current(): readonly Article[];
  /** Their ids; the set stays the same and changes with them. */
  readonly ids: ReadonlySet<string>;
  /**
   * Takes up what has changed in the folder when all of it is sound, and says whether anything was. Looks at it when the
   * system tells of changes, and now and then in any case. Throws what `take` throws, and gives it again next time.
   */
  refresh(): Promise<boolean>;
  /** Watches the folder no more. */
  stop(): void;
};

/** What is needed to follow them. */
export type LivingArticlesOptions = {
  /** The folder `articles`. */
  readonly folder: string;
  /** Tells when it is worth looking at it. */
  readonly watch: FolderWatch;
  /** What was read from it at the start. */
  readonly first: readonly Article[];
  /** Reads all of it; throws with every fault of every file. */
  readonly read: () => Promise<readonly Article[]>;
  /** What is wrong with the articles together, such as a rule of the policy that shows one which is gone; one sentence each. */
  readonly findFaults: (articles: readonly Article[]) => readonly string[];
  /** The articles of imported documents of this id, which come into force when no file has it any more. */
  readonly documentsOf: (id: string) => Promise<readonly Article[]>;
  /** Takes news into the knowledge base. */
  readonly take: (news: DocumentNews) => Promise<void>;
  readonly clock: Pick<Clock, 'now'>;
  /** Hears how many articles have come or changed, and how many are gone. */
  readonly onChange: (put: number, gone: number) => void;
  /** Hears why changed files were not taken up; what was before stays in force. */
  readonly onFault: (fault: unknown) => void;
};

/** How often the dates of the files are asked for, ms: rarely where the system tells of changes, otherwise so that they are seen within a second. */
const [LOOK_WATCHED_MS, LOOK_BLIND_MS] = [5_000, 300];

const keyOf = ({ id, language }: Pick<Article, 'id' | 'language'>): string => `${id}/${language}`;

/** Follows the files of articles; faulty ones change nothing and are told once. */
export async function followArticles(options: LivingArticlesOptions): Promise<LivingArticles> {
  const { folder, watch, first, clock, take } = options;
  let articles = first;
  const ids = new Set(first.map(({ id }) => id));
  let stamp = await stampOf(folder);
  const nextLook = (): number => clock.now() + (watch.isTold() ? LOOK_WATCHED_MS : LOOK_BLIND_MS);
  let lookAt = nextLook();
  return {
    current: () => articles,
    ids,
    stop: watch.stop,
    async refresh() {
      const hasNews = watch.takeNews();
      if (!hasNews && clock.now() < lookAt) return false;
      const now = await stampOf(folder);
      if (now === stamp) {
        lookAt = nextLook();
        return false;
      }
      // Until what has changed is taken up, every look sees it.
      lookAt = clock.now();
      const read = await readSound(options).then((sound) => ({ sound }), (fault: unknown) => ({ fault }));
      // Somebody is writing: half of it is neither sound nor a fault.
      if ((await stampOf(folder)) !== now) return false;
      if ('fault' in read) {
        [stamp, lookAt] = [now, nextLook()];
        options.onFault(read.fault);
        return false;
      }
      const next = read.sound;
      const [put, gone] = compare(articles, next);
      const wanted = new Set(next.map(({ id }) => id));
      // Documents that come meanwhile stay out already, and again what a file gives up.
      for (const id of wanted) ids.add(id);
      // What documents said under an id that a file has now goes in every language.
      const covered = new Set(put.map(({ id }) => id).filter((id) => !articles.some((article) => article.id === id)));
      const freed = [...new Set(gone.map(({ id }) => id))].filter((id) => !wanted.has(id));
      const documents = (await Promise.all(freed.map(options.documentsOf))).flat();
      if (put.length + gone.length > 0) await take({ put: [...put, ...documents], remove: [...gone, ...[...covered].flatMap((id) => LANGUAGES.map((language) => ({ id, language })))] });
      for (const id of freed) ids.delete(id);
      [stamp, articles, lookAt] = [now, next, nextLook()];
      if (put.length + gone.length > 0) options.onChange(put.length, gone.length);
      return put.length + gone.length > 0;
    },
  };
}

async function readSound({ read, findFaults }: LivingArticlesOptions): Promise<readonly Article[]> {
  const articles = await read();
  const faults = findFaults(articles);
  if (faults.length > 0) throw new BatonError('misconfigured', faults.join(' '), { details: faults });
  return articles;
}

/** Articles that have come or changed, and those that are gone. */
function compare(before: readonly Article[], after: readonly Article[]): readonly [put: Article[], gone: Article[]] {
  const old = new Map(before.map((article) => [keyOf(article), JSON.stringify(article)]));
  const there = new Set(after.map(keyOf));
  return [after.filter((article) => old.get(keyOf(article)) !== JSON.stringify(article)), before.filter((article) => !there.has(keyOf(article)))];
}

/** Changes whenever an article file comes, goes or is written. */
async function stampOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.md')).map((entry) => path.join(entry.parentPath, entry.name));
  const lines: string[] = [];
  for (const file of files.toSorted()) {
    const found = await stat(file).catch(() => undefined);
    lines.push(`${file} ${found?.mtimeMs} ${found?.size}`);
  }
  return lines.join('\n');
}
