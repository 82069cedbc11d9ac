import { basename } from 'node:path';
import { parseDocument } from 'yaml';
import { articleHeadSchema } from '#core/article.ts';
import type { Article } from '#core/article.ts';
import { schemaFaults } from './schema-faults.ts';

/** What an article's place says about it: the folder under `articles` and the file name. */
export type ArticlePlace = { readonly audience: string; readonly file: string };

/** An article, or every fault of its file: one sentence each, naming the field, without the file's name. */
export type ParsedArticle = { readonly article: Article } | { readonly faults: readonly string[] };

const frontMatter = /^---[ \t]*\n([\s\S]*?)(?:\n)?^---[ \t]*(?:\n|$)/m;

/** Reads the text of an article file. `products`, when given, are the ids that `product` may name. Never throws. */
export function parseArticle(text: string, place: ArticlePlace, products?: ReadonlySet<string>): ParsedArticle {
  const match = text.startsWith('---') ? frontMatter.exec(text) : null;
  if (match === null || match.index !== 0) {
    return { faults: ['has no front matter; start the file with a block between two `---` lines (id, language, audience, title, …)'] };
  }
  const body = text.slice(match[0].length).trim();
  const yaml = parseDocument(match[1] ?? '', { prettyErrors: true });
  if (yaml.errors.length > 0) {
    return { faults: yaml.errors.map((error) => `front matter is not valid YAML: ${firstLine(error.message)}`) };
  }
  const head = articleHeadSchema.safeParse(yaml.toJS());
  if (!head.success) return { faults: [...schemaFaults(head.error), ...bodyFaults(body)] };
  const article: Article = { ...head.data, body };
  const faults = [...placeFaults(article, place), ...productFaults(article, products), ...bodyFaults(body)];
  return faults.length > 0 ? { faults } : { article };
}

function placeFaults(article: Article, place: ArticlePlace): string[] {
  const faults: string[] = [];
  const wanted = `${article.id}.${article.language}.md`;
  if (basename(place.file) !== wanted) {
    faults.push(`\`id\` and \`language\` say the file is called ${wanted}; rename the file or correct them`);
  }
  if (place.audience !== article.audience) {
    faults.push(`\`audience\` is ${article.audience} but the folder is ${place.audience}; move the file or correct it`);
  }
  return faults;
}

function productFaults(article: Article, products: ReadonlySet<string> | undefined): string[] {
  if (products === undefined || article.product === 'all') return [];
  return article.product
    .filter((id) => !products.has(id))
    .map((id) => `\`product\`: ${id} is not in products.yaml; add it there or correct it`);
}

function bodyFaults(body: string): string[] {
  const hasText = body.split('\n').some((line) => line.trim() !== '' && !/^#{1,6}(\s|$)/.test(line));
  return hasText ? [] : ['has no text below its front matter; write the article or delete the file'];
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
