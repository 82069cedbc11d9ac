import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { isScalar, LineCounter, parseDocument, visit, type YAMLMap } from 'yaml';
import { suggestionIn } from '#core/brief/suggested-reply.ts';
import { type Language, LANGUAGES } from '#core/language.ts';
import type { LanguageCheck } from '#core/service-language/check.ts';
import { hintsIn, type WordHint } from '#core/service-language/hints.ts';
import type { Config } from './config.ts';

/** Words in a content file that customers would read and should not; `line` from 1. */
export type UnsoundWords = WordHint & { readonly file: string; readonly line: number };

type Line = { readonly line: number; readonly language: Language; readonly text: string };

/**
 * What the rules of service language speak against in what operators have written for customers: replies of the catalogue,
 * business actions, care and cases, customer articles, and the suggested replies of staff articles. A file that cannot be
 * read is passed over: loading it tells why.
 */
export async function findUnsoundWords({ INTENTS_DIR, KNOWLEDGE_DIR }: Pick<Config, 'INTENTS_DIR' | 'KNOWLEDGE_DIR'>, check: LanguageCheck): Promise<readonly UnsoundWords[]> {
  const articles = path.join(KNOWLEDGE_DIR, 'articles');
  const places: readonly { readonly files: readonly string[]; readonly read: (text: string) => readonly Line[] }[] = [
    { files: await filesIn(path.join(INTENTS_DIR, 'catalog'), /\.ya?ml$/), read: (text) => linesOfYaml(onlyReply(text)) },
    { files: [...(await filesIn(path.join(INTENTS_DIR, 'actions'), /\.ya?ml$/)), path.join(INTENTS_DIR, 'care.yaml'), path.join(INTENTS_DIR, 'cases.yaml')], read: linesOfYaml },
    { files: await filesIn(path.join(articles, 'customer'), /\.md$/), read: linesOfArticle },
    { files: await filesIn(path.join(articles, 'staff'), /\.md$/), read: linesOfSuggestion },
  ];
  const found: UnsoundWords[] = [];
  for (const { files, read } of places) {
    for (const file of files) {
      const text = await readFile(file, 'utf8').catch(() => '');
      found.push(...read(text).flatMap(({ line, language, text: words }) => hintsIn(words, language, check).map((hint) => ({ file, line, ...hint }))));
    }
  }
  return found;
}

/** Such as `intents/catalog/thanks.yaml:6: "…": why. Better: "…".` */
export function sayUnsound({ file, line, words, why, better }: UnsoundWords): string {
  return `${file}:${line}: “${words}”: ${why}${better === undefined ? '' : ` → “${better}”`}`;
}

async function filesIn(folder: string, name: RegExp): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  return entries.filter((entry) => name.test(entry)).toSorted().map((entry) => path.join(folder, entry));
}

/** A file of the catalogue with nothing but its reply, at its place: hundreds of examples are the customers' words, and long to parse. */
function onlyReply(text: string): string {
  let isReply = false;
  return text.split('\n').map((line) => {
    if (/^\S/.test(line)) isReply = line.startsWith('reply:');
    return isReply ? line : '';
  }).join('\n');
}

/** Every text that is written in both languages, where it stands. */
function linesOfYaml(text: string): Line[] {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const lines: Line[] = [];
  const take = (map: YAMLMap): void => {
    const both = LANGUAGES.map((language) => ({ language, node: map.get(language, true) }));
    for (const { language, node } of both) {
      if (both.every((each) => isScalar(each.node)) && isScalar(node) && typeof node.value === 'string') lines.push({ language, text: node.value, line: counter.linePos(node.range?.[0] ?? 0).line });
    }
  };
  visit(document, { Map: (_, map) => take(map) });
  return lines;
}

/** The lines below the front matter. */
function linesOfArticle(text: string): Line[] {
  const language = /^language:\s*en\b/m.test(text) ? 'en' : 'zh';
  const lines = text.split('\n');
  const begin = lines.indexOf('---', 1) + 1;
  return lines.flatMap((line, at) => (at >= begin && line.trim() !== '' ? [{ line: at + 1, language, text: line }] : []));
}

/** The lines of the suggested reply. */
function linesOfSuggestion(text: string): Line[] {
  const suggestion = suggestionIn({ body: text })?.split('\n');
  return suggestion === undefined ? [] : linesOfArticle(text).filter(({ text: line }) => suggestion.includes(line.trim()));
}
