import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Article, Audience } from '#core/article.ts';
import { BatonError } from '#core/errors.ts';
import { createPace } from './pace.ts';
import { parseArticle } from './parse-article.ts';
import { readText } from './read-text.ts';

/** The folders below `articles`, one for each audience. */
const AUDIENCES = ['customer', 'staff'] as const;

/** What else is known when articles are read. */
export type LoadArticlesOptions = {
  /** Ids that `product` may name; any id is taken when this is left out. */
  readonly products?: readonly string[];
};

/**
 * Reads every `*.md` below `folder/customer` and `folder/staff`, sorted by id and language. Names that begin with a
 * dot are skipped; a missing or empty folder gives no articles.
 * Throws `misconfigured` with every fault of every file in `details`, each naming the file, the field and the way out.
 */
export async function loadArticles(folder: string, options: LoadArticlesOptions = {}): Promise<Article[]> {
  const products = options.products === undefined ? undefined : new Set(options.products);
  const files = (await Promise.all(AUDIENCES.map((audience) => markdownFiles(folder, audience)))).flat();
  const faults: string[] = [];
  const firstFile = new Map<string, string>();
  const articles: Article[] = [];
  const texts = await Promise.all(files.map(({ file }) => readText(join(folder, file))));
  const audiences = new Map<string, Audience>();
  const pace = createPace();
  for (const [index, { file, audience: place }] of files.entries()) {
    if (pace.isDue()) await pace.rest();
    const read = texts[index] ?? { fault: 'was not read' };
    const parsed = 'fault' in read ? { faults: [read.fault] } : parseArticle(read.text, { audience: place, file }, products);
    if ('faults' in parsed) {
      faults.push(...parsed.faults.map((fault) => `${file}: ${fault}`));
      continue;
    }
    const { article } = parsed;
    const key = `${article.id} (${article.language})`;
    const first = firstFile.get(key);
    if (first === undefined) articles.push(article);
    else faults.push(`${file}: \`id\` ${key} is taken by ${first}; give one of them another id`);
    firstFile.set(key, first ?? file);
    const audience = audiences.get(article.id) ?? article.audience;
    if (audience !== article.audience) faults.push(`${file}: \`id\` ${article.id} is a ${audience} article; give the ${article.audience} one another id`);
    audiences.set(article.id, audience);
  }
  if (faults.length > 0) {
    const count = faults.length === 1 ? 'One fault' : `${faults.length} faults`;
    throw new BatonError('misconfigured', `${count} in the articles under ${folder}: correct and start again.`, { details: faults });
  }
  return articles.toSorted((a, b) => compare(a.id, b.id) || compare(b.language, a.language));
}

async function markdownFiles(folder: string, audience: string): Promise<{ file: string; audience: string }[]> {
  const entries = await readdir(join(folder, audience), { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new BatonError('misconfigured', `The folder ${join(folder, audience)} cannot be read: check that it is a folder and may be read.`, { cause: error });
  });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => ({ file: relative(folder, join(entry.parentPath, entry.name)), audience }))
    .filter(({ file }) => !file.split(sep).some((part) => part.startsWith('.')))
    .toSorted((a, b) => compare(a.file, b.file));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
