import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Article } from '#core/article.ts';
import { BatonError } from '#core/errors.ts';
import { detectLanguage } from '#intents/detect-language.ts';
import { foldText } from '#intents/fold-text.ts';
import { readJsonl } from '#intents/read-jsonl.ts';
import type { JsonlRows } from '#intents/read-jsonl.ts';
import type { RetrievalQuery } from '#knowledge/evaluate-retrieval.ts';

/** What is done with rows that cannot be used: `refuse` names them and stops, `skip` leaves them out and tells. */
export type BadRows = 'refuse' | 'skip';

/** A title is cut here where there is only a text, UTF-16 units. */
const LONGEST_TITLE = 120;

/**
 * Articles of anybody's: rows {"id", "question" | "title" | "text"} of a JSONL file, or a folder of Markdown files, whose
 * names are the ids. Throws `not_found` where nothing is, and `invalid_input` with every bad row by its line.
 */
export async function readCorpus(place: string, bad: BadRows): Promise<JsonlRows<Article>> {
  const isFolder = (await stat(place).catch(() => undefined))?.isDirectory() ?? false;
  return isFolder ? { rows: await readFolder(place), faults: [] } : readJsonl(place, articleParser(), bad);
}

/** Questions {"query", "answer_id"} about these articles; reads and refuses like `readCorpus`. */
export function readQueries(file: string, articles: readonly Article[], bad: BadRows): Promise<JsonlRows<RetrievalQuery>> {
  const known = new Set(articles.map(({ id }) => id));
  return readJsonl(
    file,
    (row) => {
      const { query, answer_id: answer } = row;
      if (typeof query !== 'string' || query.trim() === '') return '"query" is missing. Write the question.';
      if (typeof answer !== 'string' && typeof answer !== 'number') return '"answer_id" is missing. Name the article that answers.';
      if (!known.has(String(answer))) return `no article has the id "${answer}".`;
      return { text: query, language: languageOf(query), answerId: String(answer) };
    },
    bad,
  );
}

/** Reads rows one after the other; two with one id are a fault of the second. */
function articleParser(): (row: Readonly<Record<string, unknown>>) => Article | string {
  const seen = new Set<string>();
  return (row) => {
    const { id } = row;
    if ((typeof id !== 'string' && typeof id !== 'number') || id === '') return '"id" is missing. Give each article a name or a number.';
    const [head, text] = [wordsIn(row, 'question') ?? wordsIn(row, 'title'), wordsIn(row, 'text') ?? wordsIn(row, 'answer')];
    if (head === undefined && text === undefined) return '"question", "title" or "text" is missing. One of them is needed.';
    if (seen.has(String(id))) return `the id "${id}" stands in an earlier line. Give each article its own.`;
    seen.add(String(id));
    return articleOf(String(id), head, text);
  };
}

async function readFolder(folder: string): Promise<Article[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.md')).toSorted();
  if (names.length === 0) throw new BatonError('invalid_input', `${folder} holds no Markdown file.`);
  const articles = await Promise.all(
    names.map(async (name) => {
      const text = (await readFile(path.join(folder, name), 'utf8')).replace(/^---[ \t]*\n[\s\S]*?\n---[ \t]*\n/, (head) => titleIn(head));
      const heading = /^#{1,6}[ \t]+(.+)$/m.exec(text);
      const body = heading === null ? text : text.replace(heading[0], '');
      return body.trim() === '' && heading === null ? [] : [articleOf(path.basename(name, '.md'), heading?.[1]?.trim(), body.trim() || undefined)];
    }),
  );
  const all = articles.flat();
  const twice = all.find(({ id }, at) => all.findIndex((other) => other.id === id) < at);
  if (twice !== undefined) throw new BatonError('invalid_input', `${folder} has two files called ${twice.id}.md. Give each its own name.`);
  return all;
}

/** The title of a front matter, as a heading. */
function titleIn(head: string): string {
  const title = /^title:[ \t]*(.+)$/m.exec(head)?.[1];
  return title === undefined ? '' : `# ${title.replaceAll(/^["']|["']$/g, '')}\n`;
}

function articleOf(id: string, head: string | undefined, text: string | undefined): Article {
  const title = head ?? (text ?? '').slice(0, LONGEST_TITLE).toWellFormed();
  // Titles are searched with every passage; an article that is only a title still needs one passage.
  const body = text ?? title;
  return { id, language: languageOf(`${title} ${body}`), audience: 'customer', title, product: 'all', version: 1, review: '2099-12-31', body };
}

function wordsIn(row: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = row[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function languageOf(text: string): Article['language'] {
  return detectLanguage(foldText(text), 'en');
}
