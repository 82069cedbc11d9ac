import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Article } from '#core/article.ts';
import type { Language } from '#core/language.ts';

/** Files with one text a line, or one JSON object with a `text` or `s1`, and what language they are in. */
const TEXTS: readonly (readonly [file: string, language: Language])[] = [
  ['online_shopping_10_cats/all.jsonl', 'zh'],
  ['crosswoz/text.txt', 'zh'],
  ['multidogo/text.txt', 'en'],
];
const QUESTIONS: readonly (readonly [file: string, language: Language])[] = [
  ['lcqmc/dev.jsonl', 'zh'],
  ['banking77/test.jsonl', 'en'],
];

/** A large corpus of real texts, each an article of its own, and questions to it. */
export type SearchCorpus = { readonly articles: readonly Article[]; readonly questions: readonly { readonly text: string; readonly language: Language }[] };

/** Files of the corpus that are not in the folder. */
export async function findMissingTexts(folder: string): Promise<string[]> {
  const files = [...TEXTS, ...QUESTIONS].map(([file]) => file);
  const found = await Promise.all(files.map((file) => access(path.join(folder, file)).then(() => true, () => false)));
  return files.filter((_, at) => !found[at]);
}

/** Reads at most `count` different texts of at least ten characters, and `asked` questions of each language. */
export async function readCorpus(folder: string, count: number, asked: number): Promise<SearchCorpus> {
  const seen = new Set<string>();
  const articles: Article[] = [];
  for (const [file, language] of TEXTS) {
    for await (const text of readTexts(path.join(folder, file))) {
      if (articles.length >= count) break;
      if (text.length < 10 || seen.has(text)) continue;
      seen.add(text);
      articles.push({ id: `text-${articles.length}`, language, audience: 'customer', title: text.slice(0, 20), product: 'all', version: 1, review: '2030-01-01', body: text });
    }
  }
  const questions: { text: string; language: Language }[] = [];
  for (const [file, language] of QUESTIONS) {
    let taken = 0;
    for await (const text of readTexts(path.join(folder, file))) {
      if (taken >= asked) break;
      taken += 1;
      questions.push({ text, language });
    }
  }
  return { articles, questions };
}

async function* readTexts(file: string): AsyncGenerator<string> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (!file.endsWith('.jsonl')) {
      yield line.trim();
      continue;
    }
    const row: unknown = JSON.parse(line);
    if (typeof row !== 'object' || row === null) continue;
    const text = 'text' in row ? row.text : 's1' in row ? row.s1 : undefined;
    if (typeof text === 'string') yield text.replace(/\s+/g, ' ').trim();
  }
}
